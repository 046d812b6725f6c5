import type { Ad } from '../../../contract/index.ts';
import { aspectOf } from '../measure/aspect.ts';
import { readNumbers } from '../score/share-questions.ts';
import type { AdTraits } from './deepctr/example.ts';

/**
 * What an ad has, in words that patterns are told in. Only what was measured; a trait that could not be told is left out,
 * since "not found" is no statement that it is not there.
 */
export function traitsOf(ad: Ad): Record<string, string> {
  const { features, media, text } = ad;
  const number = (id: string): number | null => {
    const feature = features[id];
    return feature?.status === 'ok' && typeof feature.value === 'number' ? feature.value : null;
  };
  const traits: Record<string, string | null> = {
    hook: ad.hook.type === 'unknown' ? null : ad.hook.type,
    format: ad.kind,
    shape: aspectOf(media.width, media.height),
    length: band(media.duration_s, [10, 20, 40], ['to 10 s', '10 to 20 s', '20 to 40 s', 'over 40 s']),
    'first cut': band(number('T03'), [1.5, 3], ['before 1.5 s', '1.5 to 3 s', 'after 3 s']),
    cutting: band(number('T02'), [0.2, 0.5], ['slow', 'middling', 'fast']),
    sound: ad.kind === 'video' ? (media.has_audio ? 'yes' : 'no') : null,
    'words in the hook': text && band(wordsIn(text.hook_text), [0.5, 6], ['none', 'to 6', 'more than 6']),
    'call to action': text && (text.cta.length > 0 ? 'shown' : 'not seen'),
    offer: text && (text.offers.length > 0 ? 'shown' : 'not seen'),
    captions: text?.captions.found ? 'seen' : null,
    persona: tagged('persona', ad.tags),
    creator: tagged('creator', ad.tags),
  };
  return Object.fromEntries(
    Object.entries(traits).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Whom an ad speaks to and who speaks cannot be measured: one tag such as "persona: new parents" says it. */
function tagged(trait: 'persona' | 'creator', tags: readonly string[]): string | null {
  const named = tags.flatMap((tag) => new RegExp(`^${trait}:\\s*(\\S.*)$`, 'i').exec(tag)?.[1] ?? []);
  return named.length === 1 ? (named[0] as string).toLowerCase() : null;
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

function band(value: number | null, limits: readonly number[], names: readonly string[]): string | null {
  return value === null ? null : (names[limits.filter((limit) => value >= limit).length] as string);
}

/** The same for the models, with the numbers as they were measured. */
export const modelTraitsOf = (ad: Ad): AdTraits => ({
  numbers: Object.fromEntries(readNumbers(ad, new Map())),
  words: traitsOf(ad),
});
