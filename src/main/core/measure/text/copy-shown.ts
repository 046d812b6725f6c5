import type { CopyShown, HookType } from '../../../../contract/index.ts';
import { once } from '../../once.ts';
import { copyLimits } from '../../weights/copy-limits-1.ts';
import { type HookCue, hookCues } from '../../weights/hook-cues-1.ts';
import { classifyHook, hasOffer } from './phrases.ts';

/** An emoji or an accented letter is one, however many code points it takes. */
const graphemes = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/**
 * C02: where a primary text is cut, and what of its hook (a cue of the first line) and its offer stands only after that.
 * Of a placement that shows all of it nothing is told.
 */
export function copyShown(primaryText: string | null): CopyShown[] {
  if (primaryText === null) return [];
  const letters = [...graphemes().segment(primaryText.trim())].map(({ segment }) => segment);
  const whole = saidIn(letters);
  return copyLimits
    .filter((limit) => letters.length > limit.letters)
    .map((limit) => {
      const seen = saidIn(letters.slice(0, limit.letters));
      return {
        placement: limit.placement,
        letters: limit.letters,
        late: whole.filter((what) => !seen.includes(what)),
      };
    });
}

/** C13: how a primary text opens, by its first line; null where there is none. */
export const copyHookOf = (primaryText: string | null): HookType | null =>
  primaryText === null ? null : openingIn(primaryText.trim(), hookCues);

/** An offer that opens the text is told as that. */
const withoutOffers = hookCues.filter(({ type }) => type !== 'offer');

type Said = CopyShown['late'][number];

function saidIn(letters: readonly string[]): Said[] {
  const text = letters.join('');
  return [
    ...(openingIn(text, withoutOffers).type === 'unknown' ? [] : (['hook'] as const)),
    ...(sentencesOf(text).some(hasOffer) ? (['offer'] as const) : []),
  ];
}

const openingIn = (text: string, cues: readonly HookCue[]): HookType =>
  classifyHook(
    sentencesOf(text.split('\n', 1)[0] ?? '').map((sentence) => ({ text: sentence, confidence: 1 })),
    cues,
  );

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+|\n+/);
