import { sum } from '../math/sum.ts';
import { type Bounds, project, type Split } from './project.ts';

/**
 * The split in which every budget that would hardly move is left as it is: what it would have got or given is split over
 * those that move further, inside the same bounds and as exact. Where they cannot take it, or one of them would no longer move
 * without it (a large budget pays for a small one by a small share of itself), small steps are what was asked for, and stay.
 */
export function splitInClearSteps(
  bounds: readonly Bounds[],
  nowMinor: readonly number[],
  totalMinor: number,
  { quantumMinor, leastStepShare = 0 }: { quantumMinor: number; leastStepShare?: number | undefined },
): Split {
  const split = project(bounds, totalMinor, quantumMinor);
  /** Up, down, or 0 for what is no step. */
  const stepOf = ({ amounts }: Split, index: number): number => {
    const now = nowMinor[index] as number;
    const step = (amounts[index] as number) - now;
    return Math.abs(step) < leastStepShare * now ? 0 : Math.sign(step);
  };
  const staying = bounds.map((arm, index) => {
    const now = nowMinor[index] as number;
    const isFree = arm.low < arm.high && arm.low <= now && now <= arm.high;
    return stepOf(split, index) === 0 && isFree ? { ...arm, low: now, high: now } : arm;
  });
  const isSettled = staying.every((arm, index) => arm === bounds[index]);
  if (isSettled || sum(staying.map(({ low }) => low)) > totalMinor) return split;
  const clear = splitInClearSteps(staying, nowMinor, totalMinor, { quantumMinor, leastStepShare });
  const isAsClear = bounds.every((_, index) => {
    const step = stepOf(split, index);
    return step === 0 || stepOf(clear, index) === step;
  });
  return isAsClear && clear.unspent <= split.unspent ? clear : split;
}
