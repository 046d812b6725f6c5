import { createLibraryIndex } from '../core/score/library.ts';
import type { Store } from '../store/index.ts';
import type { FactsOf } from '../store/repos/ad-reader.ts';
import type { NearPair } from '../store/repos/view.ts';

/** Ads read at a time: a few milliseconds, so that calls are answered between two of them. */
const batch = 20;
/** New ads are gathered this long before they are looked at; no answer waits for them. */
const followAfterMs = 500;
/** The way there is told this often; the end is told in any case. */
const tellEveryMs = 1000;

type Reader = Pick<Store['reader'], 'hashesAfter'>;

interface Listening {
  /** How many ads have been compared with each other, and whether none is left. */
  tell(indexed: number, settled: boolean): void;
  onError(error: unknown): void;
}

/** One reading of the whole library, in its own order. */
function createReading() {
  const index = createLibraryIndex();
  const known = new Set<string>();
  const near: NearPair[] = [];
  let seq = 0;
  return {
    known,
    near,
    facts: index.facts,
    /** False once there is nothing more to read. */
    async step(reader: Reader): Promise<boolean> {
      const ads = await reader.hashesAfter(seq, batch);
      for (const ad of ads) {
        seq = ad.seq;
        // Removed and added again; the next reading gives it its new place.
        if (known.has(ad.id)) continue;
        index.add(ad.id, ad.hashes);
        known.add(ad.id);
        const repeats = index.facts(ad.id).near_duplicate_of;
        if (repeats) near.push([ad.id, repeats]);
      }
      return ads.length === batch;
    },
  };
}

/**
 * The near-duplicate index over the whole library. Nothing that is shown waits for it: it is read in the background, in
 * small steps, and tells when it has caught up. An ad that was measured again or removed cannot be taken out, since
 * later ads were compared with what it was: then all is read anew, and the old reading answers until the new one is whole.
 */
export function createLibrary({ tell, onError }: Listening) {
  let current = createReading();
  let renewed: ReturnType<typeof createReading> | undefined;
  let outdated = false;
  let catching: Promise<void> | undefined;
  let renewing: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function read(reader: Reader, reading: typeof current): Promise<boolean> {
    const before = reading.known.size;
    let toldAt = performance.now();
    for (let more = true; more && !closed; ) {
      more = await reading.step(reader);
      await new Promise((resolve) => setImmediate(resolve));
      if (reading !== current || performance.now() - toldAt < tellEveryMs) continue;
      toldAt = performance.now();
      tell(reading.known.size, false);
    }
    return reading.known.size > before;
  }

  async function catchUp(reader: Reader): Promise<void> {
    let moved = false;
    do {
      again = false;
      moved = (await read(reader, current)) || moved;
    } while (again && !closed);
    if (moved && !closed) tell(current.known.size, true);
  }

  async function renewWhileOutdated(reader: Reader): Promise<void> {
    while (outdated && !closed) {
      outdated = false;
      renewed = createReading();
      await read(reader, renewed);
      if (closed) return;
      current = renewed;
      renewed = undefined;
      tell(current.known.size, true);
    }
  }

  const factsOf: FactsOf = (adId) =>
    current.known.has(adId)
      ? { ...current.facts(adId), compared: true }
      : { distinctiveness: null, near_duplicate_of: null, compared: false };

  const renew = (reader: Reader): Promise<void> => {
    renewing ??= renewWhileOutdated(reader).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  const run = (reader: Reader): Promise<void> => {
    again = true;
    catching ??= catchUp(reader).finally(() => {
      catching = undefined;
    });
    return catching;
  };

  return {
    /** The ads that nearly repeat an earlier one, which repeats none itself. */
    near: (): readonly NearPair[] => current.near,
    factsOf,
    indexed: (): number => current.known.size,
    knows: (adId: string): boolean => current.known.has(adId) || renewed?.known.has(adId) === true,
    /** An ad that was known is gone or was measured again: what is known does not hold any more. */
    outdate(): void {
      outdated = true;
    },
    /** Looks at the ads that are new, soon. */
    follow(reader: Reader): void {
      timer ??= setTimeout(() => {
        timer = undefined;
        if (!closed) run(reader).catch(onError);
      }, followAfterMs);
    },
    /** All of the library compared as it is now: for an answer that is given once, and for the end of a job. */
    async settled(reader: Reader): Promise<void> {
      await run(reader);
      await renew(reader);
    },
    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
}

export type Library = ReturnType<typeof createLibrary>;
