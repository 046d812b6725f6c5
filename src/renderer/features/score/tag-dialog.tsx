import { Tag } from '../../../contract/index.ts';
import { NameDialog } from './name-dialog.tsx';

const tagsOf = (typed: string): string[] =>
  typed
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

const problemOf = (typed: string): string | null => {
  const tags = tagsOf(typed);
  if (tags.length === 0) return 'A tag has at least one letter.';
  const wrong = tags.find((tag) => !Tag.safeParse(tag).success);
  return wrong === undefined ? null : `A tag has at most 50 letters, and “${wrong}” has more.`;
};

interface TagDialogProps {
  readonly onTags: (tags: string[]) => void;
  readonly onClose: () => void;
}

/** One tag or several, parted by commas as in Review. */
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
