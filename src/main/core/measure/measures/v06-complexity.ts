import { quantile } from '../../math/quantile.ts';
import { round4 } from '../../math/round.ts';
import { found, type Measure } from '../measure.ts';
import { jpegBits } from '../picture/jpeg-size.ts';

export type Complexity = { mean: number; p95: number; first: number };

/** The slowest measure per frame; more frames move neither mean nor maximum by much. */
const FRAMES = 12;

/**
 * V06: feature complexity, bytes per pixel of a baseline JPEG at quality 75 without its header (Pieters, Wedel and Batra
 * 2010), of at most 12 frames at 160 px. Only the extreme upper tail speaks against an ad (`scoring.md` 1.2).
 */
export const complexity: Measure<Complexity> = {
  id: 'V06',
  name: 'Feature complexity',
  unit: 'B/px',
  window: 'all',
  needs: 'picture',
  measure: ({ chosen }) => {
    const step = Math.ceil(chosen.length / FRAMES);
    const looked = chosen.filter((_, i) => i % step === 0);
    const bytes = looked.map((frame) => jpegBits(frame) / 8 / (frame.width * frame.height));
    const mean = bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
    const busiest = looked[bytes.indexOf(Math.max(...bytes))];
    return found(
      { mean: round4(mean), p95: round4(quantile(bytes, 0.95)), first: round4(bytes[0] as number) },
      busiest ? [{ t0: busiest.t, t1: busiest.t }] : [],
    );
  },
};
