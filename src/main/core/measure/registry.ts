import type { Measure } from './measure.ts';
import { integratedLoudness } from './measures/a01-integrated-loudness.ts';
import { truePeak } from './measures/a02-true-peak.ts';
import { loudnessRangeAndJump } from './measures/a03-loudness-range.ts';
import { silence } from './measures/a04-silence.ts';
import { speechLikeSound } from './measures/a06-speech-like.ts';
import { clipping } from './measures/a10-clipping.ts';
import { startFrame } from './measures/h01-start-frame.ts';
import { duration } from './measures/m01-duration.ts';
import { frameRate } from './measures/m02-frame-rate.ts';
import { size } from './measures/m03-size.ts';
import { aspect } from './measures/m04-aspect.ts';
import { bitsPerPixel } from './measures/m05-bits-per-pixel.ts';
import { letterbox } from './measures/m06-letterbox.ts';
import { black } from './measures/m07-black.ts';
import { frozen } from './measures/m08-frozen.ts';
import { faces } from './measures/p01-faces.ts';
import { cuts } from './measures/t01-cuts.ts';
import { cutRate } from './measures/t02-cut-rate.ts';
import { firstCut } from './measures/t03-first-cut.ts';
import { hookCuts } from './measures/t04-hook-cuts.ts';
import { quickestPacing } from './measures/t05-quickest-pacing.ts';
import { motion } from './measures/t06-motion.ts';
import { fadeKinds, fades } from './measures/t12-fades.ts';
import { brightness } from './measures/v01-brightness.ts';
import { contrast } from './measures/v02-contrast.ts';
import { saturation } from './measures/v03-saturation.ts';
import { colourfulness } from './measures/v04-colourfulness.ts';
import { complexity } from './measures/v06-complexity.ts';

/** The catalogue of engine version 1. A new measure is one file in `measures/`, its test, and one line here. */
export const measures: readonly Measure[] = [
  ...[duration, frameRate, size, aspect, bitsPerPixel, letterbox, black, frozen],
  ...[brightness, contrast, saturation, colourfulness, complexity],
  ...[cuts, cutRate, firstCut, hookCuts, quickestPacing, motion, fades, fadeKinds],
  ...[integratedLoudness, truePeak, loudnessRangeAndJump, silence, speechLikeSound, clipping],
  ...[startFrame, faces],
];
