import type { TickTrack } from '../picture/tick-track.ts';
import type { Cut } from './cut.ts';
import type { Fade } from './fade.ts';

/** Mean luma this near to black or white is the bottom of a fade (`scoring.md` T01: luma threshold 12). */
const BOTTOM = 12;
/** At its purest the bottom is a plain picture: a night scene is dark, but not plain. */
const PLAIN = 3;
/** A ramp climbs at least this far, over at least four frames, no step being a third of it (`scoring.md` T12). */
const LEAST_CLIMB = 30;
const LEAST_FRAMES = 4;
const LARGEST_STEP = 0.35;
/** A camera flash dies away in an eighth of a second; a fade takes longer. */
const LEAST_ONE_SIDE_S = 0.2;
const LEAST_BOTH_SIDES_S = 0.3;
const LONGEST_RAMP_S = 3;
/** Film moves while it fades: the mean may fall back this much from frame to frame. */
const SLACK = 1;

interface Ramp {
  readonly frames: number;
  readonly climb: number;
  readonly largestStep: number;
  readonly endS: number;
  readonly lengthS: number;
}

/** Fades to and from black and white: a plain bottom with a steady ramp of luma on at least one side. */
export function plainFades(ticks: TickTrack, cuts: readonly Cut[]): Fade[] {
  const cutTimes = new Set(cuts.map((cut) => cut.t1));
  return (['black', 'white'] as const).flatMap((kind) => fadesTo(kind, ticks, cutTimes));
}

function fadesTo(kind: 'black' | 'white', ticks: TickTrack, cutTimes: ReadonlySet<number>): Fade[] {
  const depth = (i: number) => (kind === 'black' ? ticks.mean.at(i) : 255 - ticks.mean.at(i));
  const fades: Fade[] = [];
  for (let from = 0; from < ticks.length; from++) {
    if (depth(from) > BOTTOM) continue;
    let to = from;
    let plainest = ticks.spread.at(from);
    while (to + 1 < ticks.length && depth(to + 1) <= BOTTOM) {
      to++;
      plainest = Math.min(plainest, ticks.spread.at(to));
    }
    if (plainest <= PLAIN) {
      const fade = fadeAround(kind, from, to, ticks, depth, cutTimes);
      if (fade) fades.push(fade);
    }
    from = to;
  }
  return fades;
}

function fadeAround(
  kind: 'black' | 'white',
  from: number,
  to: number,
  ticks: TickTrack,
  depth: (i: number) => number,
  cutTimes: ReadonlySet<number>,
): Fade | null {
  const out = ramp(from, -1, ticks, depth, cutTimes);
  const back = ramp(to, 1, ticks, depth, cutTimes);
  const t0 = ticks.times.at(from);
  const t1 = ticks.times.at(to);
  if (out && back && out.lengthS + back.lengthS >= LEAST_BOTH_SIDES_S) {
    return { kind, t: (t0 + t1) / 2, t0: out.endS, t1: back.endS };
  }
  // One-sided: a fade-out is over when it reaches the bottom, a fade-in starts when it leaves it.
  if (out && out.lengthS >= LEAST_ONE_SIDE_S) return { kind, t: t0, t0: out.endS, t1: t0 };
  if (back && back.lengthS >= LEAST_ONE_SIDE_S) return { kind, t: t1, t0: t1, t1: back.endS };
  return null;
}

function ramp(
  bottom: number,
  direction: 1 | -1,
  ticks: TickTrack,
  depth: (i: number) => number,
  cutTimes: ReadonlySet<number>,
): Ramp | null {
  let i = bottom;
  let largestStep = 0;
  for (;;) {
    const next = i + direction;
    if (next < 0 || next >= ticks.length) break;
    // A cut is dated by the later of its two frames.
    if (cutTimes.has(ticks.times.at(direction === 1 ? next : i))) break;
    if (Math.abs(ticks.times.at(next) - ticks.times.at(bottom)) > LONGEST_RAMP_S) break;
    const step = depth(next) - depth(i);
    if (step < -SLACK) break;
    largestStep = Math.max(largestStep, step);
    i = next;
  }
  // The shot that follows is level: only what still climbs belongs to the ramp.
  const top = depth(i);
  while (i !== bottom && depth(i - direction) > top - SLACK) i -= direction;
  const climb = top - depth(bottom);
  const frames = Math.abs(i - bottom);
  if (climb < LEAST_CLIMB || frames < LEAST_FRAMES || largestStep > LARGEST_STEP * climb) return null;
  const endS = ticks.times.at(i);
  return { frames, climb, largestStep, endS, lengthS: Math.abs(endS - ticks.times.at(bottom)) };
}
