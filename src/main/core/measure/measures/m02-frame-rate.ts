import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';

/** M02: frames per second over the whole clip, an average where the rate varies (`scoring.md` 1.1). */
export const frameRate: Measure<number> = {
  id: 'M02',
  name: 'Frame rate',
  unit: '1/s',
  window: 'all',
  needs: 'time',
  // The decoder counts what it decoded; where it skipped frames, only the container knows the rate.
  measure: ({ end, facts }) => {
    const fps = end.everyFrame ? end.fps : facts.media.fps;
    return fps === null
      ? unavailable('Frames were skipped and the container does not say its rate.')
      : found(round4(fps));
  },
};
