import type { TickTrack } from '../picture/tick-track.ts';
import type { Cut } from './cut.ts';
import type { CutDetector } from './detector.ts';
import { dissolves } from './dissolves.ts';
import type { Fade } from './fade.ts';
import { plainFades } from './plain-fades.ts';

/** Every gradual change of picture, in order of time. */
export function findFades(
  detector: CutDetector,
  ticks: TickTrack,
  cuts: readonly Cut[],
  durationS: number,
): Fade[] {
  const plain = plainFades(ticks, cuts);
  const mixed = dissolves(detector.times, detector.thumbs, cuts, plain, durationS);
  return [...plain, ...mixed].sort((a, b) => a.t - b.t);
}
