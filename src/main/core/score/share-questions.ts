import type { Ad } from '../../../contract/index.ts';
import { aspectOf } from '../measure/aspect.ts';
import { measuredFields } from './export-columns.ts';
import { fieldOf } from './read-item.ts';
import type { Question } from './share.ts';

/** What is asked of each ad in words. */
export const kindQuestions: readonly Question[] = [
  { id: 'kind', name: 'Kind', unit: '' },
  { id: 'aspect', name: 'Shape', unit: '' },
  { id: 'audio', name: 'Sound', unit: '' },
  { id: 'hook', name: 'Hook', unit: '' },
];

/** The numbers that the checklist reads, where they were measured. `known` collects what they are called. */
export function readNumbers(ad: Ad, known: Map<string, Question>): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [id, field] of measuredFields) {
    const feature = ad.features[id];
    const value = feature?.status === 'ok' ? fieldOf(feature.value, field) : undefined;
    if (!feature || typeof value !== 'number' || !Number.isFinite(value)) continue;
    const key = field ? `${id}_${field}` : id;
    numbers.set(key, value);
    if (!known.has(key))
      known.set(key, {
        id: key,
        name: field ? `${feature.name}, ${field}` : feature.name,
        unit: feature.unit,
      });
  }
  return numbers;
}

/** A hook that could not be told is no answer. */
export function readWords(ad: Ad): Map<string, string> {
  const words = new Map([
    ['kind', ad.kind as string],
    ['aspect', aspectOf(ad.media.width, ad.media.height)],
  ]);
  if (ad.kind === 'video') words.set('audio', ad.media.has_audio ? 'yes' : 'no');
  if (ad.hook.type !== 'unknown') words.set('hook', ad.hook.type);
  return words;
}
