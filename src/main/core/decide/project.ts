import { sum } from '../math/sum.ts';

/**
 * The split of `total` that follows the weights inside each arm's bounds (`bandit.md` 2.3, 2.8): find tau with
 *
 *   sum of clamp(tau w_k, lo_k, hi_k) = total          the sum grows with tau, so by bisection
 *
 * then whole multiples of the quantum by largest remainder, ties by arm id. Sums are exact: what cannot be placed below
 * the ceilings is answered as `unspent`, never forced.
 */
export interface Bounds {
  readonly id: string;
  readonly weight: number;
  /** Whole multiples of the quantum, low at most high; or one and the same amount, which may be any. */
  readonly low: number;
  readonly high: number;
}

export interface Split {
  /** In the order of the bounds. */
  readonly amounts: readonly number[];
  readonly unspent: number;
}

export function project(bounds: readonly Bounds[], total: number, quantum: number): Split {
  for (const { id, low, high, weight } of bounds) {
    const whole = low === high || (low % quantum === 0 && high % quantum === 0);
    if (!(low <= high && low >= 0 && weight >= 0 && whole))
      throw new RangeError(
        `Arm ${id} has no room: ${low} to ${high} in steps of ${quantum}, weight ${weight}.`,
      );
  }
  const lows = sum(bounds.map(({ low }) => low));
  if (lows > total) throw new RangeError(`The least of all arms is ${lows}, more than ${total}.`);
  const free = total - sum(bounds.map(({ low, high }) => (low === high ? low : 0)));
  const placed = Math.min(total - (free % quantum), sum(bounds.map(({ high }) => high)));
  const amounts = roundTo(bounds, raw(bounds, placed), placed, quantum);
  if (sum(amounts) !== placed) throw new Error(`Split ${sum(amounts)} of ${placed}.`);
  return { amounts, unspent: total - placed };
}

const clamp = ({ low, high }: Bounds, value: number): number => Math.min(high, Math.max(low, value));

/** Not yet whole; the sum is `placed` but for rounding errors. */
function raw(bounds: readonly Bounds[], placed: number): number[] {
  const heaviest = Math.max(...bounds.map(({ weight }) => weight));
  if (heaviest === 0)
    return raw(
      bounds.map((arm) => ({ ...arm, weight: 1 })),
      placed,
    );
  // An arm without weight stays at its least until all others are full.
  const weights = bounds.map(({ weight }) => Math.max(weight / heaviest, 1e-12));
  const at = (lnTau: number) =>
    bounds.map((arm, index) => clamp(arm, Math.exp(lnTau) * (weights[index] as number)));
  let below = -1;
  let above = Math.log(placed + 1) + 30;
  for (let step = 0; step < 64; step += 1) {
    const middle = (below + above) / 2;
    if (sum(at(middle)) < placed) below = middle;
    else above = middle;
  }
  return at(above);
}

/** Whole quanta: all rounded down, then what is left over to the largest remainders that have room. */
function roundTo(
  bounds: readonly Bounds[],
  exact: readonly number[],
  placed: number,
  quantum: number,
): number[] {
  const amounts = bounds.map((arm, index) =>
    clamp(arm, Math.floor((exact[index] as number) / quantum) * quantum),
  );
  const order = bounds
    .map((arm, index) => ({ arm, index, rest: (exact[index] as number) - (amounts[index] as number) }))
    .sort((a, b) => b.rest - a.rest || (a.arm.id < b.arm.id ? -1 : 1));
  let left = placed - sum(amounts);
  while (left > 0) {
    for (const { arm, index } of order) {
      if (left <= 0) break;
      if ((amounts[index] as number) + quantum > arm.high) continue;
      amounts[index] = (amounts[index] as number) + quantum;
      left -= quantum;
    }
  }
  return amounts;
}
