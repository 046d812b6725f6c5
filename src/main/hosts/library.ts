import { createLibraryIndex } from '../core/score/library.ts';
import type { Store } from '../store/index.ts';
import type { FactsOf } from '../store/repos/ad-reader.ts';

/** Ads read at a time while the index catches up, so that the process stays responsive. */
const batch = 200;

/** The near-duplicate index over the whole library, read from the store when first asked for and kept up to date. */
export function createLibrary() {
  const index = createLibraryIndex();
  const near: string[] = [];
  let seq = 0;
  let catching: Promise<void> | undefined;

  async function catchUp(reader: Store['reader']): Promise<void> {
    for (;;) {
      const ads = await reader.hashesAfter(seq, batch);
      for (const ad of ads) {
        index.add(ad.id, ad.hashes);
        if (index.facts(ad.id).near_duplicate_of) near.push(ad.id);
        seq = ad.seq;
      }
      if (ads.length < batch) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const factsOf: FactsOf = (adId) => index.facts(adId);
  return {
    /** Ids of the ads that nearly repeat an earlier one. */
    nearIds: (): readonly string[] => near,
    factsOf,
    nearDuplicateOf: (adId: string): string | null => index.facts(adId).near_duplicate_of,
    upToDate(reader: Store['reader']): Promise<void> {
      catching ??= catchUp(reader).finally(() => {
        catching = undefined;
      });
      return catching;
    },
  };
}

export type Library = ReturnType<typeof createLibrary>;
