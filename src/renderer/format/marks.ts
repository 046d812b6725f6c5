import type { Flag, MarkEdit, Note } from '../../contract/index.ts';
import { moment } from './time.ts';

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
  const tags = (add_tags ?? remove_tags ?? []).map((tag) => `“${tag}”`).join(', ');
  return add_tags ? `Tagged ${what} with ${tags}` : `Took the tag ${tags} from ${what}`;
};

/** The seconds of a note: 0:03.2, or 0:03.2–0:04.0; nothing for the whole ad. */
export const spanText = ({ t0, t1 }: Pick<Note, 't0' | 't1'>): string =>
  t0 === null ? '' : t1 === null ? moment(t0) : `${moment(t0)}–${moment(t1)}`;
