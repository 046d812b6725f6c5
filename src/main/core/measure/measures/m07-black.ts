import { round4 } from '../../math/round.ts';
import type { Clip } from '../clip.ts';
import { found, type Measure, type Span } from '../measure.ts';
import { totalS } from '../spans.ts';

export type Black = { seconds: number; fraction: number; first_frame: boolean };

/** blackdetect's `pic_th`: share of pixels that must be black. Pixels under 10 % of full scale are (`tick-track.ts`). */
const BLACK_PICTURE = 0.98;
/** Shorter black is a cut or a blink (`scoring.md` M07). */
const SHORTEST_S = 0.1;

/**
 * M07: seconds and share of the clip in which at least 98 % of the pixels are below luma 0.10, in stretches of at least
 * 0.1 s, and whether the first frame is black, which is what a feed shows before the ad starts.
 */
export const black: Measure<Black> = {
  id: 'M07',
  name: 'Black',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: (clip) => {
    const spans = blackSpans(clip);
    const seconds = totalS(spans);
    return found(
      {
        seconds: round4(seconds),
        fraction: round4(clip.durationS > 0 ? seconds / clip.durationS : 0),
        first_frame: clip.ticks.black.at(0) >= BLACK_PICTURE,
      },
      spans,
    );
  },
};

function blackSpans({ ticks, durationS }: Clip): Span[] {
  const spans: Span[] = [];
  let from = Number.NaN;
  for (let i = 0; i <= ticks.length; i++) {
    const inside = i < ticks.length && ticks.black.at(i) >= BLACK_PICTURE;
    if (inside && Number.isNaN(from)) from = ticks.times.at(i);
    if (!inside && !Number.isNaN(from)) {
      const to = ticks.shownUntil(i - 1, durationS);
      if (to - from >= SHORTEST_S - 1e-9) spans.push({ t0: from, t1: to });
      from = Number.NaN;
    }
  }
  return spans;
}
