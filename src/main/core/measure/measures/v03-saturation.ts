import { found, type Measure } from '../measure.ts';
import { type OverTime, overTime } from '../picture/over-time.ts';

/** V03: mean HSV saturation (max - min) / max of the sampled frames, 0-1. */
export const saturation: Measure<OverTime> = {
  id: 'V03',
  name: 'Saturation',
  unit: 'fraction',
  window: 'all',
  needs: 'picture',
  measure: ({ frames, durationS }) => found(overTime(frames.times, frames.saturation, durationS)),
};
