import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import css from './list-dialog.module.css';

interface UntagDialogProps {
  readonly onTag: (tag: string) => void;
  readonly onClose: () => void;
}

/** Every tag in use; the one that is chosen leaves the chosen ads that have it. */
export const UntagDialog = ({ onTag, onClose }: UntagDialogProps) => {
  const tags = useQuery('review.tags', {}).data?.tags ?? [];
  return (
    <Dialog title="Take a tag from the chosen ads" onClose={onClose}>
      {tags.length === 0 && <p>No ad has a tag.</p>}
      <ul className={css.list}>
        {tags.map(({ tag, ads }) => (
          <li key={tag}>
            <button
              type="button"
              className={css.choice}
              onClick={() => {
                onTag(tag);
                onClose();
              }}
            >
              <Icon name="tag" />
              <span className="clip">{tag}</span>
              <span className="meta">{`on ${plural(ads, 'ad')} of the library`}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
