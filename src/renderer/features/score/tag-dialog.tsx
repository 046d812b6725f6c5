import { Tag } from '../../../contract/index.ts';
import { NameDialog } from './name-dialog.tsx';

const tagsOf = (typed: string): string[] =>
  typed
    .split(/[,\t]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

const problemOf = (typed: string): string | null => {
  const tags = tagsOf(typed);
  if (tags.length === 0) return 'A tag has at least one letter.';
  for (const tag of tags) {
    const wrong = Tag.safeParse(tag).error?.issues[0];
    if (wrong?.code === 'too_big') return `A tag has at most 50 letters, and “${tag}” has more.`;
    if (wrong) return `“${tag}” holds a character that is not seen, and a tag has none: type it anew.`;
  }
  return null;
};

interface TagDialogProps {
  readonly onTags: (tags: string[]) => void;
  readonly onClose: () => void;
}

/** One tag or several, parted by commas as in Review, or by tabs as a row of a sheet is. */
export const TagDialog = ({ onTags, onClose }: TagDialogProps) => (
  <NameDialog
    title="Tag the chosen ads"
    label="Tags"
    name=""
    action="Tag"
    longest={200}
    note="Several with commas between."
    problem={problemOf}
    onName={(typed) => onTags(tagsOf(typed))}
    onClose={onClose}
  />
);
