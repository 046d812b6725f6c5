import type { Floats } from '../../math/grow.ts';
import { difference, likeness, novelty, texture } from './compare.ts';
import type { Cut } from './cut.ts';
import type { Fade } from './fade.ts';
import { PLANE, THUMB, type Thumbs } from './thumbs.ts';

/** Half lengths tried, in seconds. */
const HALVES = [0.15, 0.25, 0.4, 0.65, 1];
/** Moments looked at, in parts of the half length from the middle; the middle first, where most of it fails. */
const MOMENTS = [0, -0.6, 0.6, -0.3, 0.3];

const LIMITS = {
  /** The last picture holds at least this much that the first has not, in levels summed over Y, U and V. */
  novelty: 12,
  /** And most of their difference: what moved is found again, what dissolved is not (0.8 there, 0.4 for motion). */
  newShare: 0.65,
  /** They are not the same picture in another light. */
  likeness: 0.7,
  /** Plain ends say nothing: a change of light over a wall is a mix of two walls. */
  texture: 4,
  /** What a moment holds beside a mix of both ends, against the distance of the ends. */
  rest: 0.45,
  /** How far the share of the later picture may be from its due value. */
  unevenness: 0.17,
} as const;

const STEPS_PER_HALF = 3;

/**
 * Cross-dissolves: at every moment in between, the picture is nearly `(1 - a) first + a last`, with `a` rising evenly.
 * Motion leaves a rest that no mix explains, a cut lets `a` jump, a change of light leaves both ends alike.
 */
export function dissolves(
  times: Floats,
  thumbs: Thumbs,
  cuts: readonly Cut[],
  taken: readonly Fade[],
  durationS: number,
): Fade[] {
  const found: (Fade & { rest: number })[] = [];
  for (const half of HALVES) {
    for (let t = half; t + half <= durationS; t += half / STEPS_PER_HALF) {
      const overlaps = (t0: number, t1: number) => t0 < t + half && t1 > t - half;
      if (cuts.some((cut) => overlaps(cut.t1, cut.t1)) || taken.some((fade) => overlaps(fade.t0, fade.t1)))
        continue;
      const rest = restOfMix(times, thumbs, t, half);
      if (rest !== null) found.push({ kind: 'dissolve', t, t0: t - half, t1: t + half, rest });
    }
  }
  // One dissolve fits at several places and lengths; the best explained one stands for all that touch it.
  const kept: Fade[] = [];
  for (const one of found.sort((a, b) => a.rest - b.rest)) {
    if (kept.some((fade) => fade.t0 < one.t1 && fade.t1 > one.t0)) continue;
    kept.push({ kind: one.kind, t: one.t, t0: one.t0, t1: one.t1 });
  }
  return kept;
}

/** Mean rest over the moments, in parts of the distance of the ends; null when this is no dissolve. */
function restOfMix(times: Floats, thumbs: Thumbs, t: number, half: number): number | null {
  const a = indexAt(times, t - half);
  const b = indexAt(times, t + half);
  // Fewer frames than moments could not show that the mix is even.
  if (b - a < MOMENTS.length) return null;
  const first = thumbs.at(a);
  const last = thumbs.at(b);
  const apart = difference(first, last);
  if (apart < LIMITS.novelty) return null;
  let rests = 0;
  const from = times.at(a);
  const to = times.at(b);
  for (const moment of MOMENTS) {
    const at = indexAt(times, t + moment * half);
    const due = (times.at(at) - from) / (to - from);
    const { share, rest } = mixOf(first, last, thumbs.at(at));
    if (Math.abs(share - due) > LIMITS.unevenness || rest > LIMITS.rest) return null;
    rests += rest;
  }
  if (Math.min(texture(first), texture(last)) < LIMITS.texture) return null;
  const news = Math.min(novelty(first, last), novelty(last, first));
  if (news < Math.max(LIMITS.novelty, LIMITS.newShare * apart)) return null;
  if (likeness(first, last) > LIMITS.likeness) return null;
  return rests / MOMENTS.length;
}

/** Least squares: `share` of `last` in the picture, and what the mix leaves, in parts of |last - first|. */
function mixOf(first: Uint8Array, last: Uint8Array, picture: Uint8Array): { share: number; rest: number } {
  let dd = 0;
  let dp = 0;
  let pp = 0;
  for (let i = 0; i < THUMB; i++) {
    const d = (last[i] as number) - (first[i] as number);
    const p = (picture[i] as number) - (first[i] as number);
    dd += d * d;
    dp += d * p;
    pp += p * p;
  }
  const share = dp / dd;
  return { share, rest: Math.sqrt(Math.max(0, pp - share * dp) / Math.max(dd, PLANE)) };
}

/** The frame on screen at `t`. */
function indexAt(times: Floats, t: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times.at(middle) <= t + 1e-9) low = middle;
    else high = middle - 1;
  }
  return low;
}
