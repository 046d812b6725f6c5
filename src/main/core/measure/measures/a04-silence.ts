import { round4 } from '../../math/round.ts';
import type { Clip } from '../clip.ts';
import { found, type Measure, type Span, unavailable } from '../measure.ts';
import { STEP_S } from '../sound/k-weighting.ts';
import { toLufs } from '../sound/loudness.ts';
import { runsOf, totalS } from '../spans.ts';

/** K-weighted level under which nothing is heard beside a normal programme (`scoring.md` A04). */
export const SILENT_BELOW_LUFS = -50;
/** One momentary block: a shorter gap is a pause between words. */
const SHORTEST_S = 0.4;

export type Silence = { has_track: boolean; seconds: number; fraction: number };

/**
 * A04: seconds and share of the clip without audible sound: runs of at least 0.4 s of tenths of a second under
 * -50 LUFS, and whatever of the clip lies after the end of its sound. A clip without an audio track is silent
 * throughout, which is a fact and not a failure: `has_track` is false, `fraction` 1.
 */
export const silence: Measure<Silence> = {
  id: 'A04',
  name: 'Silence',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ facts, durationS, sound }) => {
    if (!facts.media.has_audio) {
      return found({ has_track: false, seconds: round4(durationS), fraction: 1 }, [{ t0: 0, t1: durationS }]);
    }
    if (!sound) return unavailable('The sound could not be decoded.');
    const spans = silentSpans(sound, durationS);
    const lengthS = Math.max(durationS, sound.durationS);
    const seconds = totalS(spans);
    return found({ has_track: true, seconds: round4(seconds), fraction: round4(seconds / lengthS) }, spans);
  },
};

function silentSpans(sound: NonNullable<Clip['sound']>, durationS: number): Span[] {
  const { energies } = sound.weighting;
  const quiet = (i: number) => toLufs(energies.at(i)) < SILENT_BELOW_LUFS;
  const spans = runsOf(energies.length, STEP_S, quiet, SHORTEST_S);
  // The last, begun tenth has no level; what is quiet up to there is quiet to the end, however little of it is left.
  const heardS = energies.length * STEP_S;
  const endS = Math.max(durationS, sound.durationS);
  const last = spans.at(-1);
  if (last && last.t1 >= heardS - STEP_S / 2) return [...spans.slice(0, -1), { t0: last.t0, t1: endS }];
  return durationS - heardS < SHORTEST_S ? spans : [...spans, { t0: heardS, t1: durationS }];
}
