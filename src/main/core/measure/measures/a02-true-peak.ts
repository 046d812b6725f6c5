import { round4 } from '../../math/round.ts';
import { found, type Measure, notApplicable } from '../measure.ts';

/** A02: 20 log10 of the largest value of the four times oversampled sound (ITU-R BS.1770-4 annex 2), dBTP. */
export const truePeak: Measure<number> = {
  id: 'A02',
  name: 'True peak',
  unit: 'dBTP',
  window: 'all',
  needs: 'sound',
  measure: ({ sound }) =>
    sound.peak === 0
      ? notApplicable('Every sample is zero.')
      : found(round4(20 * Math.log10(sound.peak)), [{ t0: 0, t1: sound.durationS }]),
};
