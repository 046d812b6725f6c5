import { decoderFingerprint } from '../media/locate.ts';
import { createMediaPool, type MediaPool, type MediaPoolOptions } from '../media/pool.ts';
import type { Store } from '../store/index.ts';
import { appVersion } from './version.ts';

/** What Settings say of it. */
type DecodedBy = Pick<MediaPoolOptions, 'parallel' | 'ffmpegDir'>;

/**
 * The decoder of one owner: opened with the first file that has to be decoded, and anew with the next one when Settings
 * say something else. It may start before the store is open.
 */
export function createDecoder(
  store: Promise<Store>,
  decodedBy: () => Promise<DecodedBy>,
  options: Omit<MediaPoolOptions, keyof DecodedBy>,
) {
  let current: { readonly by: string; readonly pool: Promise<MediaPool> } | undefined;
  /** With those whose work is not over yet. */
  const pools = new Set<Promise<MediaPool>>();

  const fingerprintOf = async (by: DecodedBy): Promise<string> =>
    `${appVersion}|${await decoderFingerprint({ ...options, ...by })}`;

  /** Changes with this build and with any program that could be chosen; starts no process. */
  const fingerprint = async (): Promise<string> => fingerprintOf(await decodedBy());

  async function open(by: DecodedBy): Promise<MediaPool> {
    // Before the programs are looked at: one that is replaced meanwhile must not pass for the one that was asked.
    const seen = fingerprintOf(by);
    const opening = await createMediaPool({ ...options, ...by });
    try {
      await (await store).writer.setFact('decoder', `${await seen}=${opening.decoderVersion}`);
    } catch (error) {
      await opening.close();
      throw error;
    }
    return opening;
  }

  async function opened(): Promise<MediaPool> {
    const now = await decodedBy();
    const by = JSON.stringify(now);
    if (current?.by !== by) {
      current?.pool.then((old) => old.retire()).catch(() => undefined);
      const pool = open(now);
      current = { by, pool };
      pools.add(pool);
      // A decoder that was missing may be there the next time.
      pool.catch(() => {
        pools.delete(pool);
        if (current?.pool === pool) current = undefined;
      });
    }
    return current.pool;
  }

  return {
    opened,
    fingerprint,
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
      await Promise.all([...pools].map((pool) => pool.then((open) => open.close()).catch(() => undefined)));
    },
  };
}
