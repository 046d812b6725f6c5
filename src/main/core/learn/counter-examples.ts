import type { Cell } from './cells.ts';

const most = 5;

/**
 * Ads that go against an effect: of concepts that have the value and did worse (or better, where the effect is a loss)
 * than ads of their own places without it. The ones with the most trials first: they are the least likely to be chance.
 */
export function counterExamples(cells: readonly Cell[], x: readonly number[], effect: number): string[] {
  const without = new Map<string, { y: number; weight: number }>();
  cells.forEach((cell, index) => {
    if (x[index] === 1) return;
    const known = without.get(cell.place) ?? { y: 0, weight: 0 };
    known.y += cell.y / cell.variance;
    known.weight += 1 / cell.variance;
    without.set(cell.place, known);
  });
  const concepts = new Map<string, { gap: number; weight: number; trials: number; ad: string; of: number }>();
  cells.forEach((cell, index) => {
    const others = without.get(cell.place);
    if (x[index] !== 1 || !others) return;
    const known = concepts.get(cell.concept) ?? { gap: 0, weight: 0, trials: 0, ad: cell.ad, of: 0 };
    known.gap += (cell.y - others.y / others.weight) / cell.variance;
    known.weight += 1 / cell.variance;
    known.trials += cell.trials;
    if (cell.trials > known.of) Object.assign(known, { ad: cell.ad, of: cell.trials });
    concepts.set(cell.concept, known);
  });
  return [...concepts.values()]
    .filter(({ gap }) => Math.sign(gap) === -Math.sign(effect))
    .sort((a, b) => b.trials - a.trials)
    .slice(0, most)
    .map(({ ad }) => ad);
}
