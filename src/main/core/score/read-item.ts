import type { Feature, FeatureValue, Media } from '../../../contract/index.ts';
import type { Item } from '../weights/item.ts';
import { utilityOf } from './utility.ts';

/** What became of one item of the checklist for one ad. */
export type Reading =
  | {
      readonly state: 'counted';
      readonly utility: number;
      /** The number, word, or null for "there is none", that the utility belongs to. */
      readonly x: number | string | null;
    }
  | { readonly state: 'missing'; readonly why: string }
  | { readonly state: 'not_applicable' };

/** Reads the one field that the checklist names. Whatever is not as expected there is missing; nothing is assumed. */
export function readItem(item: Item, feature: Feature | undefined, media: Media): Reading {
  if (item.onlyCodec !== undefined && item.onlyCodec !== media.codec) return { state: 'not_applicable' };
  if (!feature) return { state: 'missing', why: 'it was not measured' };
  if (feature.status === 'not_applicable') return { state: 'not_applicable' };
  if (feature.status !== 'ok') return { state: 'missing', why: feature.reason ?? 'no reason was given' };
  if (item.onlyIf !== undefined) {
    const asked = fieldOf(feature.value, item.onlyIf);
    if (asked === false) return { state: 'not_applicable' };
    if (asked !== true) return { state: 'missing', why: `"${item.onlyIf}" is not there` };
  }
  const x = valueToRead(item, feature.value, media);
  const utility = utilityOf(item.curve, x);
  if (utility === null || x === undefined) return { state: 'missing', why: 'its value has an unknown form' };
  return { state: 'counted', utility, x: typeof x === 'number' || x === null ? x : String(x) };
}

/** The field, or what the item makes of it; undefined when a part of that is not there. */
function valueToRead(item: Item, value: FeatureValue, media: Media): FeatureValue | undefined {
  const read = fieldOf(value, item.field);
  if (item.orSmaller !== undefined) {
    const other = fieldOf(value, item.orSmaller);
    return typeof read === 'number' && typeof other === 'number' ? Math.min(read, other) : undefined;
  }
  if (item.ofDuration) {
    return typeof read === 'number' && media.duration_s !== null && media.duration_s > 0
      ? read / media.duration_s
      : undefined;
  }
  return read;
}

/** The value itself for '', a field of it otherwise; undefined when there is no such field. */
export function fieldOf(value: FeatureValue, field: string): FeatureValue | undefined {
  if (field === '') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, field) ? value[field] : undefined;
}
