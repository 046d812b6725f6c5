import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';

/** M05: video bit rate / (width x height x frames per second) (`scoring.md` 1.1). */
export const bitsPerPixel: Measure<number> = {
  id: 'M05',
  name: 'Bits per pixel',
  unit: 'bit/px',
  window: 'all',
  needs: 'time',
  measure: ({ facts, end }) => {
    const fps = end.everyFrame ? end.fps : facts.media.fps;
    if (facts.videoBitRate === null) return unavailable('The container does not say the bit rate.');
    if (fps === null) return unavailable('The frame rate is not known.');
    return found(round4(facts.videoBitRate / (facts.media.width * facts.media.height * fps)));
  },
};
