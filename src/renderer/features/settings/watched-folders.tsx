import type { WatchedFolder } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { startWatching } from '../ingest/offer-watch.ts';
import { PlaceOfRow } from './setting-row.tsx';
import css from './settings.module.css';

const words: Record<WatchedFolder['state'], string> = {
  watching: 'watched',
  paused: 'paused',
  missing: 'not found, looked for again',
};

/** What is watched, and how it stands; a folder that has gone stays here until its user removes it. */
export const WatchedFolders = () => {
  const { data, error } = useQuery('watch.list', {});
  const pause = useCommand('watch.pause');
  const remove = useCommand('watch.remove');
  const failure = error ?? pause.error ?? remove.error;
  const folders = data?.folders ?? [];
  return (
    <PlaceOfRow id="watched">
      {failure && <FailureNote failure={failure} />}
      {data && folders.length === 0 && (
        <p className={`meta ${css.recent}`}>
          None yet. After you add a folder, you can have new files in it measured by themselves.
        </p>
      )}
      <ul>
        {folders.map(({ folder, state }) => (
          <li key={folder} className={css.keyRow}>
            <span className={css.recent}>{folder}</span>
            <span className={css.keyNow}>
              <Chip tone={state === 'missing' ? 'warn' : 'state'}>{words[state]}</Chip>
              <button
                type="button"
                className="link"
                aria-label={`${state === 'paused' ? 'Go on watching' : 'Pause'} ${folder}`}
                onClick={() => void pause.run({ folder, paused: state !== 'paused' })}
              >
                {state === 'paused' ? 'Go on watching' : 'Pause'}
              </button>
              <button
                type="button"
                className="link"
                aria-label={`Remove ${folder} from the watched folders`}
                onClick={() => void remove.run({ folder })}
              >
                Remove
              </button>
            </span>
          </li>
        ))}
      </ul>
    </PlaceOfRow>
  );
};

/** Beside a folder that was added before; nothing once it is watched. */
export const WatchButton = ({ folder }: { folder: string }) => {
  const { transport } = useApi();
  const folders = useQuery('watch.list', {}).data?.folders;
  if (!folders || folders.some((one) => one.folder === folder)) return null;
  return (
    <button
      type="button"
      className="link"
      aria-label={`Watch ${folder}`}
      onClick={() => void startWatching(transport, folder)}
    >
      Watch
    </button>
  );
};
