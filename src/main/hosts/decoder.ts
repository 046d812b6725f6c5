import { decoderFingerprint } from '../media/locate.ts';
import { createMediaPool, type MediaPool, type MediaPoolOptions } from '../media/pool.ts';
import type { Store } from '../store/index.ts';
import { appVersion } from './version.ts';

/** The decoder of one owner: opened with the first file that has to be decoded. It may start before the store is open. */
export function createDecoder(store: Promise<Store>, options: MediaPoolOptions) {
  let pool: Promise<MediaPool> | undefined;

  const fingerprint = async (): Promise<string> => `${appVersion}|${await decoderFingerprint(options)}`;

  async function open(): Promise<MediaPool> {
    // Before the programs are looked at: one that is replaced meanwhile must not pass for the one that was asked.
    const seen = fingerprint();
    const opening = await createMediaPool(options);
    try {
      await (await store).writer.setFact('decoder', `${await seen}=${opening.decoderVersion}`);
    } catch (error) {
      await opening.close();
      throw error;
    }
    return opening;
  }

  const opened = (): Promise<MediaPool> => {
    const opening = pool ?? open();
    pool = opening;
    // A decoder that was missing may be there the next time.
    opening.catch(() => {
      if (pool === opening) pool = undefined;
    });
    return opening;
  };

  return {
    opened,
    /**
     * Under which version results are reused. Remembered for as long as the programs' files are the same, so that a
     * second run over unchanged ads starts no process at all.
     */
    async version(): Promise<string> {
      const known = await (await store).reader.fact('decoder');
      const now = `${await fingerprint()}=`;
      return known?.startsWith(now) ? known.slice(now.length) : (await opened()).decoderVersion;
    },
    async close(): Promise<void> {
      await pool?.then((open) => open.close()).catch(() => undefined);
    },
  };
}
