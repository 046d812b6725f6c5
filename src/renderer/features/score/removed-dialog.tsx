import { Button } from '@mantine/core';
import { useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import css from './list-dialog.module.css';
import { useAdActions } from './use-ad-actions.ts';

/** Ads that were taken out of the library, the last first, and the way back. */
export const RemovedDialog = ({ onClose }: { onClose: () => void }) => {
  const { data, error } = useQuery('library.removed', {});
  const { restore } = useAdActions();
  const ads = data?.ads ?? [];
  return (
    <Dialog
      title="Ads that were removed"
      onClose={onClose}
      actions={
        ads.length > 1 && (
          <Button variant="default" onClick={() => void restore(ads.map(({ id }) => id))}>
            {`Bring back ${plural(ads.length, 'ad')}`}
          </Button>
        )
      }
    >
      {error && <NotRead failure={error} of={['library.removed']} />}
      {data && ads.length === 0 && (
        <p>None. What you remove from the library waits here; its file stays where it is.</p>
      )}
      {data && data.total > ads.length && <p>{`The last ${count(ads.length)} of ${count(data.total)}.`}</p>}
      <ul className={css.list}>
        {ads.map(({ id, path, removed_at }) => (
          <li key={id} className={css.line}>
            <span className="clip" title={path}>
              {path}
            </span>
            <span className="meta">{dateTime(removed_at)}</span>
            <button type="button" className="link" onClick={() => void restore([id])}>
              Bring back<span className="spoken">{` ${path}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
