import type { Floats } from '../../math/grow.ts';
import { round4 } from '../../math/round.ts';
import { HOOK_SECONDS } from '../signals.ts';

/** How a number of the sampled frames behaves over the clip (`scoring.md` 1.2). For a still all but `std` are equal. */
export type OverTime = { mean: number; std: number; hook: number; first: number };

/**
 * Mean, spread and hook mean, each frame weighted by the time until the next sample: the hook is sampled five times
 * as densely as the rest and must not count five times.
 */
export function overTime(times: Floats, values: Floats, durationS: number): OverTime {
  const n = times.length;
  let weight = 0;
  let sum = 0;
  let squares = 0;
  let hookWeight = 0;
  let hookSum = 0;
  for (let i = 0; i < n; i++) {
    const from = times.at(i);
    const to = i + 1 < n ? times.at(i + 1) : Math.max(durationS, from + 1e-3);
    const value = values.at(i);
    const w = Math.max(to - from, 1e-6);
    weight += w;
    sum += w * value;
    squares += w * value * value;
    const inHook = Math.min(to, HOOK_SECONDS) - from;
    if (inHook > 0) {
      hookWeight += inHook;
      hookSum += inHook * value;
    }
  }
  const mean = sum / weight;
  return {
    mean: round4(mean),
    std: round4(Math.sqrt(Math.max(0, squares / weight - mean * mean))),
    hook: round4(hookWeight > 0 ? hookSum / hookWeight : values.at(0)),
    first: round4(values.at(0)),
  };
}
