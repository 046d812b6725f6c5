import type { AdText, TextLine } from '../../../../contract/index.ts';
import { visibleName } from '../../ingest/visible-name.ts';
import { round4 } from '../../math/round.ts';
import { hookCues } from '../../weights/hook-cues-1.ts';
import { placements } from '../../weights/placements-1.ts';
import { HOOK_SECONDS } from '../signals.ts';
import { covered } from './box.ts';
import { captionsOf } from './captions.ts';
import type { TextFacts } from './facts.ts';
import { classifyHook, findCallsToAction, findOffers } from './phrases.ts';
import { safeZonesOf } from './safe-zones.ts';
import { type ReadFrame, type Track, trackLines } from './tracks.ts';

/** Goes up with every change that could read the same ad differently: stored texts of older versions are read anew. */
export const TEXT_VERSION = 2;

/** Lines and letters of one ad that are kept: a film of a newspaper must not fill the library. */
const MAX_LINES = 500;
const MAX_LETTERS = 200;

/** Everything that is said about the words of one ad, from the frames that were read. */
export function describeText(frames: readonly ReadFrame[], facts: TextFacts): AdText {
  const { durationS, width, height, cuts, speech } = facts;
  const lines = trackLines(frames, durationS, cuts).slice(0, MAX_LINES).map(lineOf);
  const hookLines = lines.filter(({ t0 }) => t0 < HOOK_SECONDS);
  return {
    version: TEXT_VERSION,
    frames_read: frames.length,
    lines,
    hook_text: hookLines
      .map(({ text }) => text)
      .join('\n')
      .slice(0, 1000),
    hook: classifyHook(hookLines, hookCues),
    cta: findCallsToAction(lines, durationS),
    offers: findOffers(lines, durationS),
    area: {
      hook: meanArea(frames.filter(({ t }) => t < HOOK_SECONDS)),
      all: meanArea(frames),
    },
    captions: captionsOf(frames, durationS, speech),
    safe_zones: safeZonesOf(lines, width / height, placements),
  };
}

/** What an ad says is data: it is shown as text, with what cannot be seen spelled out, and bounded. */
const harmless = (text: string): string => [...visibleName(text)].slice(0, MAX_LETTERS / 2).join('');

function lineOf({ t0, t1, longestS, best }: Track): TextLine {
  const { box } = best;
  const inside = (value: number): number => Math.min(1, Math.max(0, round4(value)));
  return {
    text: harmless(best.text),
    t0: round4(t0),
    t1: round4(t1),
    box: { x: inside(box.x), y: inside(box.y), w: inside(box.w), h: inside(box.h) },
    confidence: inside(best.confidence),
    height_share: inside(best.height),
    contrast: best.contrast,
    chars_per_second: longestS > 0 ? round4(best.text.length / longestS) : null,
  };
}

function meanArea(frames: readonly ReadFrame[]): number {
  if (frames.length === 0) return 0;
  const sum = frames.reduce((total, { lines }) => total + covered(lines.map(({ box }) => box)), 0);
  return Math.min(1, round4(sum / frames.length));
}
