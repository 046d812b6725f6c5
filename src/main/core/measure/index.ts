import type { Features } from '../../../contract/index.ts';
import type { Clip } from './clip.ts';
import { CutDetector } from './cuts/detector.ts';
import { toFeature } from './feature.ts';
import { FrameTrack } from './picture/frame-track.ts';
import { TickTrack } from './picture/tick-track.ts';
import { measures } from './registry.ts';
import type { CreateMeasurer } from './signals.ts';

/** Goes up whenever the same bytes could give another value: stored results of older versions are then measured anew. */
export const ENGINE_VERSION = 1;

/** One pass: frames and sound are pushed in, kept only as numbers, and every measure is asked at the end. */
export const createMeasurer: CreateMeasurer = (facts) => {
  const ticks = new TickTrack();
  const frames = new FrameTrack();
  const detector = new CutDetector();
  return {
    tick(t, planes) {
      ticks.push(t, planes);
      detector.push(t, planes);
    },
    sample: (t, width, height, rgb) => frames.push(t, width, height, rgb),
    audio() {},
    finish(end) {
      const clip: Clip = {
        facts,
        end,
        durationS: end.durationS ?? 0,
        ticks,
        frames,
        cuts: detector.finish(),
      };
      const features: Features = {};
      for (const measure of measures) features[measure.id] = toFeature(measure, clip);
      return { features, hashes: [], cuts: clip.cuts.map((cut) => cut.t1) };
    },
  };
};
