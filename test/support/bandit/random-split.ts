import type { Bounds, Split } from '../../../src/main/core/decide/project.ts';
import { stream } from '../../../src/main/core/math/rng.ts';

/** A case of 2 to 13 arms: some without weight, some pinned, some without a ceiling, totals that no ceiling can take. */
export function randomCase(
  seed: number,
  index: number,
): { bounds: Bounds[]; total: number; quantum: number } {
  const rng = stream(seed, 'split', String(index));
  const quantum = [1, 1, 1, 100, 1000][Math.floor(rng.uniform() * 5)] as number;
  const whole = (most: number) => Math.floor(rng.uniform() * (most + 1)) * quantum;
  const bounds = Array.from({ length: 2 + Math.floor(rng.uniform() * 12) }, (_, arm): Bounds => {
    const kind = rng.uniform();
    // A pinned arm keeps whatever it has.
    const pinned = kind < 0.1 ? Math.floor(rng.uniform() * quantum) : 0;
    const low = (rng.uniform() < 0.5 ? 0 : whole(20_000)) + pinned;
    return {
      id: `arm ${arm}`,
      weight: rng.uniform() < 0.1 ? 0 : Math.exp(4 * rng.normal()),
      low,
      high: kind < 0.1 ? low : kind < 0.6 ? low + whole(50_000) : 1e9,
    };
  });
  const least = bounds.reduce((sum, { low }) => sum + low, 0);
  return { bounds, total: least + Math.floor(rng.uniform() * 500_000), quantum };
}

/** What a split breaks, in words; nothing when it is right. */
export function wrongIn(
  bounds: readonly Bounds[],
  total: number,
  quantum: number,
  { amounts, unspent }: Split,
): string[] {
  const wrong: string[] = [];
  const sum = amounts.reduce((all, amount) => all + amount, 0);
  const room = bounds.reduce((all, { high }) => all + high, 0);
  if (sum + unspent !== total) wrong.push(`${sum} and ${unspent} are not ${total}`);
  if (unspent >= quantum && sum < room) wrong.push(`${unspent} unspent although there is room`);
  amounts.forEach((amount, index) => {
    const { id, low, high } = bounds[index] as Bounds;
    if (amount < low || amount > high) wrong.push(`${id} got ${amount}, not ${low} to ${high}`);
    if (low < high && amount % quantum !== 0) wrong.push(`${id} got ${amount}, no multiple of ${quantum}`);
  });
  return wrong;
}
