import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Brand = Pick<Handlers, Extract<keyof Handlers, `brand.${string}`>>;

export const brandHandlers = ({ store, events }: Owner): Brand => ({
  'brand.kits': async () => ({ kits: await store.reader.brandKits() }),
  async 'brand.set'({ client, kit }) {
    await store.writer.setBrandKit(client, kit);
    events.emit({ type: 'settings' });
    return kit;
  },
});
