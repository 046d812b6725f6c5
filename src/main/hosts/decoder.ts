import { decoderFingerprint } from '../media/locate.ts';
import { createMediaPool, type MediaPool, type MediaPoolOptions } from '../media/pool.ts';
import type { Store } from '../store/index.ts';
import { appVersion } from './version.ts';

/** The decoder of one owner: opened with the first file that has to be decoded. */
export function createDecoder(store: Store, options: MediaPoolOptions) {
  let pool: Promise<MediaPool> | undefined;

  const opened = (): Promise<MediaPool> => {
    const opening = pool ?? createMediaPool(options);
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
      const fingerprint = `${appVersion}|${await decoderFingerprint(options)}`;
      const known = await store.reader.fact('decoder');
      if (known?.startsWith(`${fingerprint}=`)) return known.slice(fingerprint.length + 1);
      const { decoderVersion } = await opened();
      await store.writer.setFact('decoder', `${fingerprint}=${decoderVersion}`);
      return decoderVersion;
    },
    async close(): Promise<void> {
      await pool?.then((open) => open.close()).catch(() => undefined);
    },
  };
}
