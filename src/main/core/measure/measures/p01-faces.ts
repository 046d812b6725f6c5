import { type Measure, unavailable } from '../measure.ts';

/**
 * P01: faces need a detector, which is a model; none is part of this version. Proxies such as the colour of skin are
 * biased and forbidden (`scoring.md` 1.7), so nobody's face is guessed at.
 */
export const faces: Measure<number> = {
  id: 'P01',
  name: 'Faces',
  unit: 'count',
  window: 'all',
  needs: 'picture',
  measure: () => unavailable('This version does not look for faces.'),
};
