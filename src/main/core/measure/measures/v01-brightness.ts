import { found, type Measure } from '../measure.ts';
import { type OverTime, overTime } from '../picture/over-time.ts';

/** V01: mean luma Y = 0.2126 R + 0.7152 G + 0.0722 B of the sampled frames, 0-255 (BT.709). */
export const brightness: Measure<OverTime> = {
  id: 'V01',
  name: 'Brightness',
  unit: '0-255',
  window: 'all',
  needs: 'picture',
  measure: ({ frames, durationS }) => found(overTime(frames.times, frames.brightness, durationS)),
};
