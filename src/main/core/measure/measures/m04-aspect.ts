import { aspectOf } from '../aspect.ts';
import { found, type Measure } from '../measure.ts';

/** M04: the placement shape within 2 % of the display ratio, else `other` (`scoring.md` 1.1, `aspect.ts`). */
export const aspect: Measure<string> = {
  id: 'M04',
  name: 'Aspect class',
  unit: 'class',
  window: 'all',
  needs: 'file',
  measure: ({ facts }) => found(aspectOf(facts.media.width, facts.media.height)),
};
