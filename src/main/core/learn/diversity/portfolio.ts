import { sum } from '../../math/sum.ts';
import type { ResultRow } from '../results.ts';
import { type Concept, cellOf, vendi } from './diversity.ts';

/** What an account spent on of late, as one number and its parts (`scoring.md` 4.4, 6). */
export interface Portfolio {
  /** 0 to 100; null where too little is known for it. */
  readonly index: number | null;
  /** What is missing for it. */
  readonly lacks: readonly string[];
  /** Ads and concepts of the library that money was spent on in the newest weeks. */
  readonly ads: number;
  readonly concepts: number;
  readonly parts: Readonly<Record<PartName, number | null>>;
}

/** Each from 0 to 1, with its share of the index. */
export const partShares = {
  /** Wholly different concepts that would be as diverse by spend, for each active ad. */
  ideas: 0.4,
  /** Spend outside the concept that gets most. */
  spread: 0.3,
  /** Hooks by formats by personas that the spend covers, of those that are enough. */
  cells: 0.2,
  /** Concepts that were first seen in these weeks. */
  fresh: 0.1,
} as const;
export type PartName = keyof typeof partShares;
export const partNames = Object.keys(partShares) as PartName[];

const weeksLookedAt = 4;
/** So that what was first seen in them was not simply running before the results begin. */
const weeksKnown = weeksLookedAt + 2;
const leastAds = 20;
/** Four hooks in three formats: a house figure, as the shares are. */
const enoughCells = 12;
/** Of the spend; with less, what its cells are is not known. */
const leastTold = 0.5;

export function portfolioOf(
  all: readonly Concept[],
  rows: readonly ResultRow[],
  conceptOf: (ad: string) => string,
): Portfolio {
  const weeks = rows.map(({ week }) => week);
  const [first, last] = weeks.reduce(([a, b], week) => [Math.min(a, week), Math.max(b, week)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const isNew = ({ week }: ResultRow) => week > last - weeksLookedAt;
  const active = rows.filter((row) => isNew(row) && row.spendMinor > 0);
  const ads = new Set(active.map(({ ad }) => ad)).size;
  const spend = totals(active.map(({ ad, spendMinor }) => [conceptOf(ad), spendMinor]));
  const concepts = all.flatMap((concept) => {
    const spendMinor = spend.get(concept.id);
    return spendMinor === undefined ? [] : [{ ...concept, spendMinor }];
  });
  const whole = sum([...spend.values()]);
  const seenBefore = new Set(rows.filter((row) => !isNew(row)).map(({ ad }) => conceptOf(ad)));
  const told = concepts.filter(({ traits }) => traits.hook !== undefined);
  const toldSpend = sum(told.map(({ spendMinor }) => spendMinor));
  const weeksHere = rows.length === 0 ? 0 : last - first + 1;
  const lacks = [
    ...(ads < leastAds ? [`${ads} of ${leastAds} ads with spend in the newest ${weeksLookedAt} weeks`] : []),
    ...(weeksHere < weeksKnown ? [`results of ${weeksHere} of ${weeksKnown} weeks`] : []),
    ...(whole > 0 && toldSpend < leastTold * whole
      ? [
          `the hooks behind ${Math.floor((100 * toldSpend) / whole)} of ${100 * leastTold} % of the spend are known`,
        ]
      : []),
  ];
  const parts = {
    ideas: whole > 0 ? vendi(concepts, ({ spendMinor }) => spendMinor) / ads : null,
    spread: whole > 0 ? 1 - Math.max(...spend.values()) / whole : null,
    cells:
      whole > 0 && toldSpend >= leastTold * whole
        ? Math.min(1, effectiveCount(totals(told.map((one) => [cellOf(one), one.spendMinor]))) / enoughCells)
        : null,
    fresh:
      whole > 0 && weeksHere >= weeksKnown
        ? concepts.filter(({ id }) => !seenBefore.has(id)).length / concepts.length
        : null,
  };
  return { index: lacks.length > 0 ? null : indexOf(parts), lacks, ads, concepts: concepts.length, parts };
}

const indexOf = (parts: Portfolio['parts']): number =>
  100 * sum(partNames.map((name) => partShares[name] * (parts[name] ?? 0)));

function totals(given: readonly (readonly [string, number])[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [name, value] of given) found.set(name, (found.get(name) ?? 0) + value);
  return found;
}

/** As many equal shares would have the same entropy. */
function effectiveCount(shares: ReadonlyMap<string, number>): number {
  const whole = sum([...shares.values()]);
  return Math.exp(-sum([...shares.values()].map((one) => (one / whole) * Math.log(one / whole))));
}
