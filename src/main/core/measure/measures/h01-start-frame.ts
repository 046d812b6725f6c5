import { median } from '../../math/quantile.ts';
import { round4 } from '../../math/round.ts';
import { aspectOf } from '../aspect.ts';
import type { Clip } from '../clip.ts';
import { found, type Measure } from '../measure.ts';
import { frameNumbers } from '../picture/frame-numbers.ts';
import type { Frame } from '../picture/kept-frames.ts';
import { sharpness } from '../picture/sharpness.ts';

/** Each part 0-1; null where the question makes no sense (a still has no other frames to be as sharp as). */
export type StartFrame = {
  score: number;
  plain: boolean;
  fading_in: boolean;
  sharpness: number | null;
  contrast: number;
  aspect: number;
};

/** A first frame this even is a plain colour: nothing is there to stop for. House value. */
const PLAIN_CONTRAST = 0.03;
/** RMS contrast at which a frame counts as fully contrasted. House value. */
const FULL_CONTRAST = 0.2;
/** The median of so many frames is steady enough. */
const FRAMES_COMPARED = 8;
/** The second look, when a feed has settled. */
const SECOND_LOOK_S = 0.5;

/**
 * H01: strength of the start frame, 0-100 (`scoring.md` 1.7, ours, grade D). Gate: a plain (black, white, one colour)
 * first frame gives 0. Otherwise 100 times the mean of what this version can see, each 0-1, the better of the first
 * frame and the one at 0.5 s: sharpness against the median of the ad's own frames, contrast, a placement shape; halved
 * when the ad fades in from black or white. Concentration of attention, text, faces and products belong to later
 * versions: they drop out here and are not counted as absent.
 */
export const startFrame: Measure<StartFrame> = {
  id: 'H01',
  name: 'Start frame strength',
  unit: '0-100',
  window: 'first_frame',
  needs: 'picture',
  measure: (clip) => {
    const looks = firstLooks(clip);
    const first = looks[0] as Frame;
    const plain = frameNumbers(first.rgb).contrast < PLAIN_CONTRAST;
    const fading = clip.fades.some(
      (fade) => fade.kind !== 'dissolve' && fade.t0 <= SECOND_LOOK_S && fade.t1 > fade.t,
    );
    const contrast = Math.max(
      ...looks.map((frame) => Math.min(1, frameNumbers(frame.rgb).contrast / FULL_CONTRAST)),
    );
    const sharp = sharpnessOf(clip, looks);
    const { width, height } = clip.facts.media;
    const aspect = aspectOf(width, height) === 'other' ? 0 : 1;
    const parts = [contrast, aspect, ...(sharp === null ? [] : [sharp])];
    const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    const score = plain ? 0 : 100 * mean * (fading ? 0.5 : 1);
    return found(
      {
        score: round4(score),
        plain,
        fading_in: fading,
        sharpness: sharp === null ? null : round4(sharp),
        contrast: round4(contrast),
        aspect,
      },
      [{ t0: 0, t1: Math.min(SECOND_LOOK_S, clip.durationS) }],
    );
  },
};

function firstLooks({ frames }: Clip): Frame[] {
  const [first, ...rest] = frames.kept.all;
  const second = rest.find((frame) => frame.t >= SECOND_LOOK_S - 0.1 && frame.t < SECOND_LOOK_S + 0.2);
  return [first as Frame, ...(second ? [second] : [])];
}

/** Against its own median: what counts is whether the start is softer than the rest, not how sharp the camera is. */
function sharpnessOf({ chosen, facts }: Clip, looks: readonly Frame[]): number | null {
  if (facts.kind === 'image') return null;
  const step = Math.ceil(chosen.length / FRAMES_COMPARED);
  const usual = median(chosen.filter((_, i) => i % step === 0).map(sharpness));
  if (usual === 0) return null;
  return Math.min(1, Math.max(...looks.map(sharpness)) / usual);
}
