import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import { type AdId, AppError } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Library = Pick<Handlers, Extract<keyof Handlers, `library.${string}`>>;

/** Beyond this a window reads again what it shows. */
const mostToldAds = 500;
/** The largest film on the slowest disk. */
const hashMs = 10 * 60_000;
/** A file that is looked at for the first time. */
const notSeen = { size: 0, mtimeNs: '0' };

export function libraryHandlers({ store, files, runner, library, events, clock, log }: Owner): Library {
  const { reader, writer } = store;

  /** What is known of near-duplicates does not hold without, or again with, these ads. */
  function tell(ads: readonly AdId[]): void {
    if (ads.length === 0) return;
    events.emit({ type: 'changed', ids: ads.length > mostToldAds ? [] : [...ads] });
    library.outdate();
    library
      .settled(reader)
      .catch((error: unknown) => log.error({ error }, 'the near-duplicate index could not be read'));
  }

  async function placesOf(ad: AdId) {
    const seen = await reader.placesOf(ad);
    return Promise.all(
      seen.map(async ({ absolute, size }) => {
        const now = await stat(absolute).catch(() => null);
        const state = !now?.isFile() ? 'gone' : now.size === size ? 'there' : 'changed';
        return { path: absolute, state } as const;
      }),
    );
  }

  return {
    async 'library.remove'({ ads }) {
      const removed = await writer.removeAds(ads, clock.now());
      tell(removed);
      return { ads: removed };
    },
    async 'library.restore'({ ads }) {
      const restored = await writer.restoreAds(ads);
      tell(restored);
      return { ads: restored };
    },
    'library.removed': () => reader.removed(),
    async 'library.again'({ ads }) {
      const title = `Again: ${ads.length} ${ads.length === 1 ? 'ad' : 'ads'}`;
      const job = await writer.createAgainJob(title, ads, clock.now());
      if (job) runner.enqueue(job);
      return { job_id: job?.id ?? null };
    },
    async 'library.places'({ ad }) {
      const places = await placesOf(ad);
      if (places.length === 0) throw new AppError('NOT_FOUND', `No file is known of "${ad}".`);
      return { places };
    },
    async 'library.locate'({ ad, path }) {
      if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', `path: "${path}" is not an absolute path.`);
      const sha256 = await reader.shaOf(ad);
      if (sha256 === null) throw new AppError('NOT_FOUND', `No ad is called "${ad}".`);
      if (!(await stat(path).catch(() => null))?.isFile()) throw new AppError('NOT_FOUND', path);
      const absolute = await realpath(path);
      if ((await files.sha256({ absolute }, AbortSignal.timeout(hashMs))) !== sha256)
        throw new AppError('CONFLICT', 'This file has another content; add it as an ad of its own.');
      const stamp = await files.stamp({ absolute, stamp: notSeen });
      const gone = (await placesOf(ad)).filter(({ state }) => state !== 'there').map((one) => one.path);
      const place = { root: dirname(absolute), path: basename(absolute), absolute, stamp };
      await writer.movePlaces(ad, sha256, gone, place);
      events.emit({ type: 'changed', ids: [ad] });
      return { path: absolute };
    },
  };
}
