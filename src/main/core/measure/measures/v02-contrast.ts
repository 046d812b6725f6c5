import { found, type Measure } from '../measure.ts';
import { type OverTime, overTime } from '../picture/over-time.ts';

/** V02: RMS contrast, standard deviation of luma / 255 (Peli 1990), 0-1. */
export const contrast: Measure<OverTime> = {
  id: 'V02',
  name: 'Contrast',
  unit: 'fraction',
  window: 'all',
  needs: 'picture',
  measure: ({ frames, durationS }) => found(overTime(frames.times, frames.contrast, durationS)),
};
