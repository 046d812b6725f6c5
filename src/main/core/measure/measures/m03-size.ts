import { found, type Measure } from '../measure.ts';

export type Size = { width: number; height: number };

/** M03: display size in px, after rotation and sample aspect (`scoring.md` 1.1). */
export const size: Measure<Size> = {
  id: 'M03',
  name: 'Size',
  unit: 'px',
  window: 'all',
  needs: 'file',
  measure: ({ facts }) => found({ width: facts.media.width, height: facts.media.height }),
};
