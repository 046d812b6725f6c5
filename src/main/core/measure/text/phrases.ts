import type { FoundPhrase, HookType, TextLine } from '../../../../contract/index.ts';
import { round4 } from '../../math/round.ts';
import type { HookCue } from '../../weights/hook-cues-1.ts';
import {
  BUTTON_MAX_WORDS,
  buttonVerbs,
  callsToAction,
  offers,
  type Phrase,
} from '../../weights/text-lexicon-1.ts';

/** END of the catalogue (`scoring.md` 0). */
export const endStart = (durationS: number): number => durationS - Math.min(3, 0.2 * durationS);

const spoken = (text: string): string =>
  text.toLowerCase().replaceAll(/[’`]/g, "'").replaceAll(/\s+/g, ' ').trim();

/** E02: the calls to action among the lines. */
export const findCallsToAction = (lines: readonly TextLine[], durationS: number | null): FoundPhrase[] =>
  find(lines, durationS, [
    ...callsToAction,
    { kind: 'button', pattern: buttonVerbs, maxWords: BUTTON_MAX_WORDS },
  ]);

export const findOffers = (lines: readonly TextLine[], durationS: number | null): FoundPhrase[] =>
  find(lines, durationS, offers);

export const hasOffer = (text: string): boolean => offers.some(({ pattern }) => pattern.test(spoken(text)));

function find(
  lines: readonly TextLine[],
  durationS: number | null,
  phrases: readonly (Phrase & { readonly maxWords?: number })[],
): FoundPhrase[] {
  const found: FoundPhrase[] = [];
  for (const { text, t0, t1 } of lines) {
    const line = spoken(text);
    const phrase = phrases.find(
      ({ pattern, maxWords = 99 }) => pattern.test(line) && line.split(' ').length <= maxWords,
    );
    if (phrase) {
      found.push({ kind: phrase.kind, text, t: t0, in_end: durationS !== null && t1 > endStart(durationS) });
    }
  }
  return found;
}

/** How many lines of the hook are joined when looking for a cue: sentences are broken over lines. */
const JOINED = 3;

/** The hook type whose cue is strongest, scaled by how surely its words were read; `unknown` without a cue. */
export function classifyHook(
  lines: readonly Pick<TextLine, 'text' | 'confidence'>[],
  cues: readonly HookCue[],
): HookType {
  let best: HookType = { type: 'unknown', confidence: 0, cue: null };
  lines.forEach((_, at) => {
    for (let length = 1; length <= Math.min(JOINED, lines.length - at); length++) {
      const part = lines.slice(at, at + length);
      const text = spoken(part.map((line) => line.text).join(' '));
      const sure = Math.min(...part.map(({ confidence }) => confidence));
      for (const { type, pattern, strength } of cues) {
        const match = pattern.exec(text);
        const confidence = round4(strength * sure);
        if (!match || confidence <= best.confidence) continue;
        // The question mark alone would be no quotation.
        const cue = match[0].length > 2 ? match[0] : text;
        best = { type, confidence, cue: cue.trim().slice(0, 200) };
      }
    }
  });
  return best;
}
