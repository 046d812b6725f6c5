import type { Flag, MarkEdit } from '../../contract/index.ts';

export const flagWords: Record<Flag, string> = {
  picked: 'Picked',
  rejected: 'Rejected',
  none: 'Cleared the flag of',
};

/** What an edit does, with what it is done to: "Rated 4 of 5: clip.mp4". */
export const editText = ({ pick, rating, add_tags, remove_tags }: MarkEdit, what: string): string => {
  if (pick) return `${flagWords[pick]} ${what}`;
  if (rating !== undefined)
    return rating === null ? `Cleared the rating of ${what}` : `Rated ${rating} of 5: ${what}`;
  const [tag] = add_tags ?? remove_tags ?? [];
  return add_tags ? `Tagged ${what} with “${tag}”` : `Took the tag “${tag}” from ${what}`;
};
