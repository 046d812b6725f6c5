import { quantile } from '../../math/quantile.ts';
import { gammaQ, incompleteBeta } from '../../math/special.ts';
import type { AdTraits } from './example.ts';

/** Above it a trait of new ads is no longer what the model learnt from (`deepctr.md` 2.7). */
export const driftLimit = 0.25;

export interface Drift {
  readonly trait: string;
  readonly psi: number;
  /** The chance of as much where nothing changed: few ads are never quite like others. */
  readonly p: number;
}

export interface DriftReport {
  readonly ads: number;
  /** Traits that changed beyond chance, the most changed first. */
  readonly moved: readonly Drift[];
}

/** Fewer say nothing of a trait with ten bins. */
const leastAds = 20;
/** In one of a hundred reports, whatever the number of traits. */
const falseAlarms = 0.01;

/** What of the ads that are to be predicted is no longer as in those learnt from. */
export const driftReport = (before: readonly AdTraits[], now: readonly AdTraits[]): DriftReport | null =>
  before.length < leastAds || now.length < leastAds
    ? null
    : {
        ads: now.length,
        moved: driftOf(before, now).filter(
          ({ psi, p }, _, all) => psi > driftLimit && p < falseAlarms / all.length,
        ),
      };

/**
 * How far new ads differ from those learnt from, trait by trait: the population stability index,
 * sum of (new - old) ln(new / old) over tenths of the numbers or over the words, half an ad added to each.
 */
export function driftOf(before: readonly AdTraits[], now: readonly AdTraits[]): Drift[] {
  const numbers = [...new Set(before.flatMap(({ numbers: own }) => Object.keys(own)))].map((trait) => {
    const known = before.flatMap(({ numbers: own }) => own[trait] ?? []);
    const edges = Array.from({ length: 9 }, (_, at) => quantile(known, (at + 1) / 10));
    const bin = ({ numbers: own }: AdTraits) => {
      const value = own[trait] ?? null;
      return value === null ? 'unknown' : String(edges.filter((edge) => value > edge).length);
    };
    return { trait, ...stability(before.map(bin), now.map(bin)) };
  });
  const words = [...new Set(before.flatMap(({ words: own }) => Object.keys(own)))].map((trait) => {
    const word = ({ words: own }: AdTraits) => own[trait] ?? 'unknown';
    return { trait, ...stability(before.map(word), now.map(word)) };
  });
  return [...numbers, ...words].sort((a, b) => b.psi - a.psi || (a.trait < b.trait ? -1 : 1));
}

function stability(before: readonly string[], now: readonly string[]): Omit<Drift, 'trait'> {
  const bins = [...new Set([...before, ...now])];
  const shareIn = (of: readonly string[], bin: string) =>
    (of.filter((one) => one === bin).length + 0.5) / (of.length + bins.length / 2);
  const psi = bins.reduce((sum, bin) => {
    const [old, fresh] = [shareIn(before, bin), shareIn(now, bin)];
    return sum + (fresh - old) * Math.log(fresh / old);
  }, 0);
  // Where nothing changed psi / (1 / old + 1 / new) is chi-squared with a degree less than bins.
  const scaled = psi / (1 / before.length + 1 / now.length);
  return { psi, p: bins.length < 2 ? 1 : gammaQ((bins.length - 1) / 2, scaled / 2) };
}

/** With fewer ads that ran afterwards nothing can be told from chance. */
const leastRan = 5;

/**
 * Whether a model still fits what came after it: its 80 % intervals held as often as chance lets them, or there would be
 * fewer than 2.5 % of that. Null with too few ads.
 */
export function stillFits(within: number, ran: number): boolean | null {
  if (ran < leastRan) return null;
  if (within === ran) return true;
  // P(at most `within` of `ran`) for a share of 0.8.
  return incompleteBeta(0.2, ran - within, within + 1) >= 0.025;
}
