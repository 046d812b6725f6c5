import { learnFrom } from '../../../src/main/core/learn/learn-from.ts';
import type { ResultRow } from '../../../src/main/core/learn/results.ts';

/** What is learnt from results of ads of which nothing else is known; all of them are the account's, or those of `own`. */
export const learnedOf = (rows: readonly ResultRow[], own?: readonly string[]) => {
  const ids = [...new Set(rows.map(({ ad }) => ad))];
  const ads = ids.map((id) => ({
    id,
    durationS: null,
    hashes: [],
    words: [],
    traits: { numbers: {}, words: {} },
  }));
  return learnFrom({ ads, rows, own: own ?? ids, inUse: null, tested: [], seed: 1 });
};
