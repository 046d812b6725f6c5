import { quantile } from '../../math/quantile.ts';
import type { AdTraits } from './example.ts';

/** One column of the design, with all that is needed to make it again from an ad. */
export type Column =
  | {
      readonly kind: 'number';
      readonly trait: string;
      readonly low: number;
      readonly high: number;
      readonly mean: number;
      readonly sd: number;
    }
  | { readonly kind: 'missing'; readonly trait: string }
  | { readonly kind: 'level'; readonly trait: string; readonly level: string };

export type Schema = readonly Column[];

/** Rows one after the other. */
export interface Design {
  readonly rows: number;
  readonly columns: number;
  readonly x: Float64Array;
}

const leastAdsOfLevel = 5;
export const OTHER = 'other';
const UNKNOWN = 'unknown';

/**
 * The columns that these ads can teach (`deepctr.md` 2.2): numbers cut off at their 1 and 99 % and standardised with a flag
 * where 5 to 95 % are unknown; one column for each word of at least five ads, the rest together as "other".
 */
export function schemaOf(ads: readonly AdTraits[]): Schema {
  return [
    ...namesIn(ads, 'numbers').flatMap((trait) =>
      numberColumns(
        trait,
        ads.map(({ numbers }) => numbers[trait] ?? null),
      ),
    ),
    ...namesIn(ads, 'words').flatMap((trait) =>
      levelColumns(
        trait,
        ads.map(({ words }) => words[trait] ?? UNKNOWN),
      ),
    ),
  ];
}

function namesIn(ads: readonly AdTraits[], of: 'numbers' | 'words'): string[] {
  const names = new Set<string>();
  for (const ad of ads) for (const name of Object.keys(ad[of])) names.add(name);
  return [...names].sort();
}

function numberColumns(trait: string, values: readonly (number | null)[]): Column[] {
  const known = values.filter((value) => value !== null);
  if (known.length < leastAdsOfLevel) return [];
  const low = quantile(known, 0.01);
  const high = quantile(known, 0.99);
  const cut = known.map((value) => Math.min(high, Math.max(low, value)));
  const mean = cut.reduce((sum, value) => sum + value, 0) / cut.length;
  const sd = Math.sqrt(cut.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cut.length);
  const unknown = 1 - known.length / values.length;
  return [
    ...(sd > 1e-9 ? [{ kind: 'number', trait, low, high, mean, sd } as const] : []),
    ...(unknown >= 0.05 && unknown <= 0.95 ? [{ kind: 'missing', trait } as const] : []),
  ];
}

function levelColumns(trait: string, values: readonly string[]): Column[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const kept = [...counts].filter(([level, count]) => count >= leastAdsOfLevel && level !== OTHER);
  const rest = values.length - kept.reduce((sum, [, count]) => sum + count, 0);
  const levels = kept.map(([level]) => level).sort();
  if (levels.length + (rest > 0 ? 1 : 0) < 2) return [];
  return [...levels, OTHER].map((level) => ({ kind: 'level', trait, level }));
}

export function encode(schema: Schema, ads: readonly AdTraits[]): Design {
  const columns = schema.length;
  const x = new Float64Array(ads.length * columns);
  const levels = new Map<string, Set<string>>();
  for (const column of schema) {
    if (column.kind !== 'level') continue;
    levels.set(column.trait, (levels.get(column.trait) ?? new Set()).add(column.level));
  }
  ads.forEach((ad, row) => {
    schema.forEach((column, at) => {
      x[row * columns + at] = cellOf(column, ad, levels);
    });
  });
  return { rows: ads.length, columns, x };
}

function cellOf(column: Column, ad: AdTraits, levels: ReadonlyMap<string, Set<string>>): number {
  if (column.kind === 'level') {
    const word = ad.words[column.trait] ?? UNKNOWN;
    return (levels.get(column.trait)?.has(word) ? word : OTHER) === column.level ? 1 : 0;
  }
  const value = ad.numbers[column.trait] ?? null;
  if (column.kind === 'missing') return value === null ? 1 : 0;
  return value === null ? 0 : (Math.min(column.high, Math.max(column.low, value)) - column.mean) / column.sd;
}
