import { round4 } from '../../math/round.ts';
import { found, type Measure } from '../measure.ts';
import { speechLike } from '../sound/speech-like.ts';
import { totalS } from '../spans.ts';

/** `first_s` is null when there is none. */
export type SpeechLikeSound = {
  first_s: number | null;
  seconds: number;
  fraction: number;
  confidence: number;
};

/**
 * Never surer than this: the ear of this measure is an envelope in one band. It hears rhythm, not words; it confuses
 * singing and lone instruments with speech and misses speech under loud music.
 */
const CONFIDENCE_LIMIT = 0.7;

/**
 * A06: seconds of speech-like sound: energy in 300-3400 Hz whose level swings 3 to 8 times a second, unevenly and with
 * gaps, as syllables do (`sound/speech-like.ts`; A05 is part of it). Not speech recognition, and named so.
 */
export const speechLikeSound: Measure<SpeechLikeSound> = {
  id: 'A06',
  name: 'Speech-like sound',
  unit: 's',
  window: 'all',
  needs: 'sound',
  measure: ({ sound }) => {
    const { spans, margin } = speechLike(sound.speechBand);
    const seconds = totalS(spans);
    return found(
      {
        first_s: spans[0] ? round4(spans[0].t0) : null,
        seconds: round4(seconds),
        fraction: round4(sound.durationS > 0 ? seconds / sound.durationS : 0),
        confidence: round4(
          spans.length === 0 ? CONFIDENCE_LIMIT / 2 : CONFIDENCE_LIMIT * Math.max(0.5, margin),
        ),
      },
      spans,
    );
  },
};
