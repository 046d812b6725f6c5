import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Collections = Pick<Handlers, Extract<keyof Handlers, `collections.${string}`>>;

export function collectionHandlers({ store, events }: Owner): Collections {
  const { reader, writer } = store;
  const told = <T>(value: T): T => {
    events.emit({ type: 'collections' });
    return value;
  };
  return {
    'collections.list': () => reader.collections(),
    async 'collections.saveClient'(client) {
      await writer.saveClient(client);
      return told(client);
    },
    'collections.removeClient': async ({ id }) => told(await writer.removeClient(id)),
    'collections.assign': async ({ changes }) => told({ before: await writer.assign(changes) }),
    async 'collections.saveView'(view) {
      await writer.saveView(view);
      return told(view);
    },
    'collections.removeView': async ({ id }) => told(await writer.removeView(id)),
  };
}
