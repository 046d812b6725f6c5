import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { startReading } from '../start-reading.ts';

type Brand = Pick<Handlers, Extract<keyof Handlers, `brand.${string}`>>;

export const brandHandlers = ({ store, runner, clock, events, logos }: Owner): Brand => ({
  'brand.kits': async () => ({ kits: await store.reader.brandKits() }),
  async 'brand.set'({ client, kit: change }) {
    const kit = await store.writer.setBrandKit(client, change);
    events.emit({ type: 'settings' });
    // Names and colours are found in what was read; for a logo the frames are looked at again.
    if (change.logo && kit.logo?.findable)
      await startReading({ store, runner, clock }, 'Logos on the ads', { logo: kit.logo.id });
    return kit;
  },
  'brand.addLogo': ({ picture }) => logos.add(Buffer.from(picture, 'base64')),
});
