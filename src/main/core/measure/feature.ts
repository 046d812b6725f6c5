import type { Feature, FeatureValue } from '../../../contract/index.ts';
import { round4 } from '../math/round.ts';
import type { Clip } from './clip.ts';
import { type Measure, notApplicable, type Outcome, unavailable } from './measure.ts';

/** Asks one measure and puts its answer into the words of the contract. */
export function toFeature(measure: Measure, clip: Clip): Feature {
  const outcome = ask(measure, clip);
  const ok = outcome.status === 'ok';
  return {
    name: measure.name,
    value: ok ? outcome.value : null,
    unit: measure.unit,
    status: outcome.status,
    reason: ok ? null : outcome.reason,
    window: measure.window,
    evidence: ok ? outcome.evidence.map(({ t0, t1 }) => ({ t0: round4(t0), t1: round4(t1) })) : [],
  };
}

function ask(measure: Measure, clip: Clip): Outcome<FeatureValue> {
  const still = clip.facts.kind === 'image';
  switch (measure.needs) {
    case 'file':
      return measure.measure(clip);
    case 'picture':
      return clip.frames.length === 0 ? unavailable(NO_FRAME) : measure.measure(clip);
    case 'time':
      if (still) return notApplicable(STILL);
      return clip.ticks.length === 0 ? unavailable(NO_FRAME) : measure.measure(clip);
    case 'sound':
      if (still) return notApplicable(STILL);
      if (!clip.facts.media.has_audio) return notApplicable('The clip has no audio track.');
      return clip.sound === null
        ? unavailable('The sound could not be decoded.')
        : measure.measure({ ...clip, sound: clip.sound });
  }
}

const STILL = 'A still has neither time nor sound.';
const NO_FRAME = 'No frame could be decoded.';
