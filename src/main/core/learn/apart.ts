import { normalQuantile } from '../math/special.ts';
import type { Cell } from './cells.ts';
import { type Contrast, contrast } from './contrast.ts';
import type { Hypothesis } from './hypotheses.ts';

/** What else tells the same as a finding, if anything does; that is then its own no more than the other's. */
export const notItsOwn = (hypothesis: Hypothesis, judged: readonly Hypothesis[]): string[] => [
  ...onlyBeside(hypothesis, judged),
  ...hypothesis.twins.map(({ name, isThere }) =>
    isThere ? `always with ${name}, and never without` : `always without ${name}, and never with`,
  ),
];

/**
 * A value of three or more is held against all the others, so that next to one that stands out each of the rest differs. What
 * does not differ without the strongest is that one's finding. What is seen inside ad sets goes by the strongest that is, too:
 * another may stand out by its audiences alone.
 */
function onlyBeside(hypothesis: Hypothesis, judged: readonly Hypothesis[]): string[] {
  const { metric, feature, isInside, isMirrored, cells, x, valueIn, others, components } = hypothesis;
  if (isMirrored) return [];
  const strongest = judged
    .filter((one) => one.metric === metric && one.feature === feature && (one.isInside || !isInside))
    .reduce((a, b) => (sureness(b) > sureness(a) ? b : a));
  if (strongest === hypothesis) return [];
  // By the value and not by the place: each value may rest on cells of its own.
  const isKept = (_: unknown, index: number) => valueIn(cells[index] as Cell) !== strongest.value;
  const rest = contrast(cells.filter(isKept), x.filter(isKept), others, components);
  const isSame = rest && Math.sign(rest.effect) === Math.sign((hypothesis.found as Contrast).effect);
  return isSame && Math.abs(rest.effect) > normalQuantile(0.95) * rest.error
    ? []
    : [`only beside ${strongest.value}`];
}

const sureness = ({ found }: Hypothesis): number =>
  Math.abs((found as Contrast).effect) / (found as Contrast).error;
