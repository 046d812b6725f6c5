import { HOOK_SECONDS } from '../signals.ts';

/** Reading a frame costs about as much as decoding a hundred, so an ad gets this many. */
const MAX_FRAMES = 12;
/** First frame, after the first words have faded in, end of the hook. */
const hookTimesS = [0, 1, 2.5];
/** Late enough to show the end card whole, early enough not to meet a fade out. */
const BEFORE_END_S = 0.4;
/** Two frames closer than this would show the same. */
const CLOSEST_S = 0.35;
/** What stays longer than this without being read is looked at in its middle while frames are left. */
const WIDEST_GAP_S = 3;

/** The times to read, ascending: hook, end card, the middle of each shot (longest first), then the widest gaps. */
export function chooseFrames(durationS: number | null, cuts: readonly number[]): number[] {
  if (durationS === null) return [0];
  const chosen: number[] = [];
  const add = (t: number): void => {
    if (chosen.length >= MAX_FRAMES || t < 0 || t >= durationS) return;
    if (chosen.every((other) => Math.abs(other - t) >= CLOSEST_S)) chosen.push(Math.floor(t * 1000) / 1000);
  };
  for (const t of hookTimesS) add(t);
  add(durationS - BEFORE_END_S);
  for (const { t0, t1 } of shotsOf(durationS, cuts).sort(
    (a, b) => b.t1 - b.t0 - (a.t1 - a.t0) || a.t0 - b.t0,
  )) {
    const isRead = chosen.some((t) => t >= t0 && t < t1 && t < HOOK_SECONDS);
    if (!isRead) add((t0 + t1) / 2);
  }
  for (let gap = widestGap(chosen); gap.t1 - gap.t0 > WIDEST_GAP_S; gap = widestGap(chosen)) {
    const before = chosen.length;
    add((gap.t0 + gap.t1) / 2);
    if (chosen.length === before) break;
  }
  return chosen.sort((a, b) => a - b);
}

export interface Shot {
  readonly t0: number;
  readonly t1: number;
}

export function shotsOf(durationS: number, cuts: readonly number[]): Shot[] {
  const edges = [0, ...cuts.filter((cut) => cut > 0 && cut < durationS), durationS];
  return edges.slice(1).map((t1, at) => ({ t0: edges[at] as number, t1 }));
}

function widestGap(times: readonly number[]): Shot {
  const sorted = [...times].sort((a, b) => a - b);
  let widest = { t0: 0, t1: 0 };
  sorted.forEach((t1, at) => {
    const t0 = sorted[at - 1] ?? t1;
    if (t1 - t0 > widest.t1 - widest.t0) widest = { t0, t1 };
  });
  return widest;
}
