import { found, type Measure } from '../measure.ts';
import { type OverTime, overTime } from '../picture/over-time.ts';

/** V04: M3 = sqrt(s_rg^2 + s_yb^2) + 0.3 sqrt(m_rg^2 + m_yb^2), Hasler and Suesstrunk 2003; about 0 none to 109 extreme. */
export const colourfulness: Measure<OverTime> = {
  id: 'V04',
  name: 'Colourfulness',
  unit: 'M3',
  window: 'all',
  needs: 'picture',
  measure: ({ frames, durationS }) => found(overTime(frames.times, frames.colourfulness, durationS)),
};
