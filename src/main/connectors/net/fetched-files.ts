import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../contract/index.ts';
import { Passing } from '../../core/passing.ts';
import type { AdSource, FileStamp, JobItem } from '../../ports.ts';
import type { FileCache } from './file-cache.ts';

/** Downloads that may be under way beside the files that are measured: enough to keep a line and two cores busy. */
export const fetchAhead = 8;

export interface Fetching {
  readonly list: AdSource['list'];
  /** Brings what is not here to `item.absolute`, by way of the cache. */
  bring(item: JobItem, signal: AbortSignal): Promise<void>;
  /** Null where the service does not say it before the file comes. */
  bytesOf(stamp: FileStamp): number | null;
}

/** The seven tries of one file take longer: nothing that came before an outage came within this. */
const besideMs = 15_000;

/**
 * Files of a service: listed there, fetched into the cache when their turn comes, and read from it. `nowMs` counts
 * monotonic milliseconds.
 */
export function createFetchedFiles(
  cache: FileCache,
  { list, bring, bytesOf }: Fetching,
  nowMs: () => number = () => performance.now(),
): AdSource {
  /** Two items may mean one file. */
  const underWay = new Map<string, Promise<void>>();
  let lastCameMs = Number.NEGATIVE_INFINITY;
  /**
   * While nothing comes the service is down, and the file is left for later; beside others that come it is the file. A
   * line that dropped, a limit, and a service that says when to come back are never one file's.
   */
  async function tryToBring(item: JobItem, signal: AbortSignal): Promise<void> {
    try {
      await bring(item, signal);
      lastCameMs = nowMs();
    } catch (error) {
      const mayBeItsOwn = error instanceof Passing && error.code === 'UPSTREAM' && error.afterMs === null;
      if (mayBeItsOwn && nowMs() - lastCameMs < besideMs) throw new AppError(error.code, error.detail);
      throw error;
    }
  }
  const isHere = ({ absolute, stamp }: Pick<JobItem, 'absolute' | 'stamp'>): Promise<boolean> =>
    cache.has(absolute, bytesOf(stamp));

  return {
    fetchAhead,
    list,

    async fetch(item, signal) {
      const release = cache.hold(item.absolute);
      try {
        for (let other = underWay.get(item.absolute); other; other = underWay.get(item.absolute))
          await other.catch(() => undefined);
        const bringing = isHere(item).then((here) => (here ? undefined : tryToBring(item, signal)));
        underWay.set(item.absolute, bringing);
        await bringing.finally(() => underWay.delete(item.absolute));
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },

    /** Its stamp is the service's: what counts is whether it has another version there, not when it was fetched. */
    async stamp(item) {
      if (!(await isHere(item))) throw new AppError('UNREADABLE', 'It has gone from the cache.');
      return item.stamp;
    },

    async sha256({ absolute }, signal) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(absolute), hash, { signal });
      return hash.digest('hex');
    },
  };
}
