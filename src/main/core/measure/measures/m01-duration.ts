import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';

/** M01: end of the last shown frame in seconds, from presentation times (`scoring.md` 1.1), never frames / nominal fps. */
export const duration: Measure<number> = {
  id: 'M01',
  name: 'Duration',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ end }) =>
    end.durationS === null ? unavailable('No frame with a time was decoded.') : found(round4(end.durationS)),
};
