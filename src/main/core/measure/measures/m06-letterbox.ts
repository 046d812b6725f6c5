import { quantile } from '../../math/quantile.ts';
import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';

/** Share of the frame's area, and widths in parts of its width (left, right) and height (top, bottom). */
export type Letterbox = { area: number; left: number; right: number; top: number; bottom: number };

/** A row counts when at least this share of the samples has it black. */
const SHARE_OF_SAMPLES = 0.9;

/**
 * M06: black bars. Edge rows and columns with mean luma at most 20 and standard deviation at most 3 in at least 90 % of
 * the samples that are not black altogether (`scoring.md` 1.1, after ffmpeg's cropdetect). Measured on frames of 160 px,
 * so to 1/160. A design on a black ground has such rows too: the measure sees bars, not intentions.
 */
export const letterbox: Measure<Letterbox> = {
  id: 'M06',
  name: 'Letterbox',
  unit: 'fraction',
  window: 'all',
  needs: 'picture',
  measure: ({ frames, durationS }) => {
    if (frames.bars.length === 0) return unavailable('Every sampled frame is black.');
    const width = (side: 'left' | 'right' | 'top' | 'bottom') =>
      quantileBelow(frames.bars.map((bars) => bars[side]));
    const left = width('left');
    const right = width('right');
    const top = width('top');
    const bottom = width('bottom');
    const area = 1 - (1 - left - right) * (1 - top - bottom);
    return found(
      {
        area: round4(area),
        left: round4(left),
        right: round4(right),
        top: round4(top),
        bottom: round4(bottom),
      },
      area > 0 ? [{ t0: 0, t1: durationS }] : [],
    );
  },
};

/** The width that 90 % of the samples reach. */
function quantileBelow(widths: readonly number[]): number {
  return quantile(widths, 1 - SHARE_OF_SAMPLES);
}
