import { round4 } from '../../math/round.ts';
import { found, type Measure } from '../measure.ts';

/** A10: share of samples at full scale in runs of at least three, all channels together, 0-1. */
export const clipping: Measure<number> = {
  id: 'A10',
  name: 'Clipping',
  unit: 'fraction',
  window: 'all',
  needs: 'sound',
  measure: ({ sound }) => found(round4(sound.clipping.clipped / sound.clipping.total), sound.clipping.spans),
};
