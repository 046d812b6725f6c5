import type { WatchedFolder } from '../../../contract/index.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';
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
  const { call } = useApi().transport;
  const paused = (folder: string, to: boolean) => async () =>
    (await ask(call, 'watch.pause', { folder, paused: to })) !== null;
  const pause = (folder: string, to: boolean) =>
    void turning(`${to ? 'Paused' : 'Went on'} watching ${folder}`, paused(folder, to), paused(folder, !to));
  const remove = ({ folder, state }: Pick<WatchedFolder, 'folder' | 'state'>) =>
    void turning(
      `No longer watching ${folder}`,
      async () => (await ask(call, 'watch.remove', { folder })) !== null,
      async () =>
        (await ask(call, 'watch.add', { folder })) !== null &&
        (state !== 'paused' || (await paused(folder, true)())),
    );
  const folders = data?.folders ?? [];
  return (
    <PlaceOfRow id="watched">
      {error && <FailureNote failure={error} />}
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
                onClick={() => pause(folder, state !== 'paused')}
              >
                {state === 'paused' ? 'Go on watching' : 'Pause'}
              </button>
              <button
                type="button"
                className="link"
                aria-label={`Remove ${folder} from the watched folders`}
                onClick={() => remove({ folder, state })}
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
