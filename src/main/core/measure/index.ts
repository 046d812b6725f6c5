import type { Features } from '../../../contract/index.ts';
import type { Clip } from './clip.ts';
import { curvesOf } from './curves.ts';
import { CutDetector } from './cuts/detector.ts';
import { findFades } from './cuts/fades.ts';
import { toFeature } from './feature.ts';
import { hashFrames } from './hashes.ts';
import { FrameTrack } from './picture/frame-track.ts';
import { HoldTrack } from './picture/holds.ts';
import { MotionTrack } from './picture/motion.ts';
import { TickTrack } from './picture/tick-track.ts';
import { measures } from './registry.ts';
import type { ClipEnd, ClipFacts, CreateMeasurer } from './signals.ts';
import { SoundTrack } from './sound/sound-track.ts';

/** Goes up whenever the same bytes could give another value: stored results of older versions are then measured anew. */
export const ENGINE_VERSION = 3;

/** One pass: frames and sound are pushed in, kept as numbers and thumbs, and every measure is asked at the end. */
export const createMeasurer: CreateMeasurer = (facts) => {
  const gathered = new Gathered(facts);
  return {
    tick: (t, planes) => gathered.tick(t, planes),
    sample: (t, width, height, rgb) => gathered.frames.push(t, width, height, rgb),
    audio: (samples) => gathered.sound?.push(samples),
    finish(end) {
      const clip = gathered.clip(end);
      const features: Features = {};
      for (const measure of measures) features[measure.id] = toFeature(measure, clip);
      return {
        features,
        hashes: hashFrames(clip.chosen),
        cuts: clip.cuts.map((cut) => cut.t1),
        curves: curvesOf(clip),
      };
    },
  };
};

class Gathered {
  readonly frames = new FrameTrack();
  readonly sound: SoundTrack | null;
  readonly #facts: ClipFacts;
  readonly #ticks = new TickTrack();
  readonly #holds = new HoldTrack();
  readonly #motion = new MotionTrack();
  readonly #detector = new CutDetector();

  constructor(facts: ClipFacts) {
    this.#facts = facts;
    const heard = facts.kind === 'video' && facts.media.has_audio && facts.audioChannels > 0;
    this.sound = heard ? new SoundTrack(facts.audioChannels, facts.audioWeights) : null;
  }

  tick(t: number, planes: Uint8Array): void {
    this.#ticks.push(t, planes);
    this.#holds.push(t, planes);
    this.#motion.push(t, planes);
    this.#detector.push(t, planes);
  }

  clip(end: ClipEnd): Clip {
    const durationS = end.durationS ?? 0;
    this.#motion.finish(durationS);
    const cuts = this.#detector.finish(durationS);
    return {
      facts: this.#facts,
      end,
      durationS,
      ticks: this.#ticks,
      holds: this.#holds.finish(durationS),
      motion: this.#motion.values,
      frames: this.frames,
      chosen: this.frames.kept.choose(
        cuts.map((cut) => cut.t1),
        durationS,
      ),
      cuts,
      fades: findFades(this.#detector, this.#ticks, cuts, durationS),
      sound: this.sound?.finish() ?? null,
    };
  }
}
