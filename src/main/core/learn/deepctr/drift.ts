import { quantile } from '../../math/quantile.ts';
import type { AdTraits } from './example.ts';

/** Above it a trait of new ads is no longer what the model learnt from (`deepctr.md` 2.7). */
export const driftLimit = 0.25;

export interface Drift {
  readonly trait: string;
  readonly psi: number;
}

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
    return { trait, psi: stability(before.map(bin), now.map(bin)) };
  });
  const words = [...new Set(before.flatMap(({ words: own }) => Object.keys(own)))].map((trait) => {
    const word = ({ words: own }: AdTraits) => own[trait] ?? 'unknown';
    return { trait, psi: stability(before.map(word), now.map(word)) };
  });
  return [...numbers, ...words].sort((a, b) => b.psi - a.psi || (a.trait < b.trait ? -1 : 1));
}

function stability(before: readonly string[], now: readonly string[]): number {
  const bins = [...new Set([...before, ...now])];
  const shareIn = (of: readonly string[], bin: string) =>
    (of.filter((one) => one === bin).length + 0.5) / (of.length + bins.length / 2);
  return bins.reduce((sum, bin) => {
    const [old, fresh] = [shareIn(before, bin), shareIn(now, bin)];
    return sum + (fresh - old) * Math.log(fresh / old);
  }, 0);
}
