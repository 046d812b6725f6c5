import { round4 } from '../../math/round.ts';
import { found, type Measure, notApplicable } from '../measure.ts';
import { integrated, slidingEnergies } from '../sound/loudness.ts';

/**
 * A01: integrated loudness in LUFS over the whole sound, ITU-R BS.1770-4: K-weighted, 400 ms blocks every 100 ms, gated
 * at -70 LUFS and 10 LU under the mean. Not applicable when nothing passes the first gate: silence has no loudness.
 */
export const integratedLoudness: Measure<number> = {
  id: 'A01',
  name: 'Integrated loudness',
  unit: 'LUFS',
  window: 'all',
  needs: 'sound',
  measure: ({ sound }) => {
    const blocks = slidingEnergies(sound.weighting.energies, 4);
    if (blocks.length === 0) return notApplicable('The sound is shorter than the 0.4 s that loudness needs.');
    const loudness = integrated(blocks);
    return loudness === null
      ? notApplicable('Nothing is louder than -70 LUFS.')
      : found(round4(loudness), [{ t0: 0, t1: sound.durationS }]);
  },
};
