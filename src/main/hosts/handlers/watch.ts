import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AppError, type WatchedFolder } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

export function watchHandlers({
  store,
  watcher,
  clock,
  events,
}: Owner): Pick<Handlers, Extract<keyof Handlers, `watch.${string}`>> {
  const { writer } = store;
  const changed = async (): Promise<{ folders: WatchedFolder[] }> => {
    await watcher.refresh();
    events.emit({ type: 'watch' });
    return { folders: await watcher.list() };
  };
  return {
    'watch.list': async () => ({ folders: await watcher.list() }),
    async 'watch.add'({ folder }) {
      const info = isAbsolute(folder) ? await stat(folder).catch(() => null) : null;
      if (!info?.isDirectory()) throw new AppError('NOT_FOUND', `${folder} is not a folder on this machine.`);
      await writer.watch(folder, clock.now());
      return changed();
    },
    async 'watch.pause'({ folder, paused }) {
      await writer.pauseWatch(folder, paused);
      return changed();
    },
    async 'watch.remove'({ folder }) {
      await writer.unwatch(folder);
      return changed();
    },
  };
}
