import type { Floats } from '../../math/grow.ts';
import { quantile } from '../../math/quantile.ts';

/** Below this nothing counts as programme: the absolute gate of BS.1770 in LUFS. */
export const ABSOLUTE_GATE = -70;

/** L = -0.691 + 10 log10(energy), BS.1770-4 annex 1. */
export function toLufs(energy: number): number {
  return -0.691 + 10 * Math.log10(energy);
}

function toEnergy(lufs: number): number {
  return 10 ** ((lufs + 0.691) / 10);
}

/** Mean energy of `steps` tenths of a second ending with each one: 4 for momentary, 30 for short-term loudness. */
export function slidingEnergies(energies: Floats, steps: number): Float64Array {
  const n = energies.length - steps + 1;
  const out = new Float64Array(Math.max(0, n));
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < steps; k++) sum += energies.at(i + k);
    out[i] = sum / steps;
  }
  return out;
}

/**
 * Integrated loudness in LUFS: mean energy of the 400 ms blocks above the absolute gate and above the relative one,
 * 10 LU under the mean of what passed the first. Null when nothing is louder than the absolute gate.
 */
export function integrated(blocks: Float64Array): number | null {
  const first = meanAbove(blocks, toEnergy(ABSOLUTE_GATE));
  if (first === null) return null;
  const second = meanAbove(blocks, Math.max(toEnergy(ABSOLUTE_GATE), first / 10));
  return second === null ? null : toLufs(second);
}

/** Loudness range in LU, EBU Tech 3342: 10th to 95th percentile of short-term loudness above -70 LUFS and -20 LU. */
export function loudnessRange(shortTerm: Float64Array): number | null {
  const mean = meanAbove(shortTerm, toEnergy(ABSOLUTE_GATE));
  if (mean === null) return null;
  const gate = Math.max(toEnergy(ABSOLUTE_GATE), mean / 100);
  const loud = shortTerm.filter((energy) => energy > gate);
  return toLufs(quantile(loud, 0.95)) - toLufs(quantile(loud, 0.1));
}

function meanAbove(energies: Float64Array, gate: number): number | null {
  let sum = 0;
  let count = 0;
  for (const energy of energies) {
    if (energy > gate) {
      sum += energy;
      count++;
    }
  }
  return count === 0 ? null : sum / count;
}
