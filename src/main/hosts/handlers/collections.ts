import type { Assignment } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { startReading } from '../start-reading.ts';
import { isUploadFolder } from '../uploads.ts';

type Collections = Pick<Handlers, Extract<keyof Handlers, `collections.${string}`>>;

export function collectionHandlers({ home, store, runner, clock, events }: Owner): Collections {
  const { reader, writer } = store;
  const told = <T>(value: T): T => {
    events.emit({ type: 'collections' });
    return value;
  };
  /** Ads that changed hands have another brand, whose logo was not looked for on them. */
  const changedHands = async (given: readonly Assignment[]): Promise<void> => {
    if (!(await reader.brandKits()).some(({ kit }) => kit.logo?.findable)) return;
    const [ads, folders] = [given.flatMap((one) => one.ads), given.flatMap((one) => one.folders)];
    await startReading({ store, runner, clock }, 'Logos on the ads', { ads, folders, logo: 'any' });
  };
  return {
    async 'collections.list'() {
      const { folders, ...others } = await reader.collections();
      return {
        ...others,
        // One that was given to a client is how it is taken back.
        folders: folders.filter(
          ({ root, folder, client }) => folder !== '' || client !== null || !isUploadFolder(home, root),
        ),
      };
    },
    async 'collections.saveClient'(client) {
      await writer.saveClient(client);
      return told(client);
    },
    async 'collections.removeClient'({ id }) {
      const removed = told(await writer.removeClient(id));
      await changedHands(removed.given);
      return removed;
    },
    async 'collections.assign'({ changes }) {
      const before = told(await writer.assign(changes));
      await changedHands(before);
      return { before };
    },
    async 'collections.saveView'(view) {
      await writer.saveView(view);
      return told(view);
    },
    'collections.removeView': async ({ id }) => told(await writer.removeView(id)),
  };
}
