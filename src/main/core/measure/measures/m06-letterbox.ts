import { quantile } from '../../math/quantile.ts';
import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';
import { type Bar, sides } from '../picture/bars.ts';

/** Share of the frame's area, and widths in parts of its width (left, right) and height (top, bottom). */
export type Letterbox = { area: number; left: number; right: number; top: number; bottom: number };

/** A row counts when at least this share of the samples has it black. */
const SHARE_OF_SAMPLES = 0.9;
/** A picture must begin beside the bar in at least this share of them; a dark scene may hide its edge for a while. */
const SHARE_OF_EDGES = 0.25;

/**
 * M06: black bars. Edge rows and columns with mean luma at most 20 and standard deviation at most 3 in at least 90 % of
 * the samples that are not black altogether (`scoring.md` 1.1, after ffmpeg's cropdetect), where a lit edge follows: text
 * on a black ground has dark margins too, but no picture that begins beside them. Measured on frames of 160 px, so to
 * about 1/160.
 */
export const letterbox: Measure<Letterbox> = {
  id: 'M06',
  name: 'Letterbox',
  unit: 'fraction',
  window: 'all',
  needs: 'picture',
  measure: ({ frames, durationS }) => {
    if (frames.bars.length === 0) return unavailable('Every sampled frame is black.');
    const [left, right, top, bottom] = sides.map((side) => widthOf(frames.bars.map((bars) => bars[side])));
    const value = { left, right, top, bottom } as Record<'left' | 'right' | 'top' | 'bottom', number>;
    const area = round4(1 - (1 - value.left - value.right) * (1 - value.top - value.bottom));
    return found({ area, ...value }, area > 0 ? [{ t0: 0, t1: durationS }] : []);
  },
};

function widthOf(bars: readonly Bar[]): number {
  const edges = bars.filter((bar) => bar.edge).length;
  if (edges < SHARE_OF_EDGES * bars.length) return 0;
  // The width that 90 % of the samples reach.
  return round4(
    quantile(
      bars.map((bar) => bar.width),
      1 - SHARE_OF_SAMPLES,
    ),
  );
}
