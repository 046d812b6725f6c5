import type { MetaRanking } from '../../../../contract/index.ts';

/** What Meta itself thinks of an ad, by the days that are over. Null is "not said". */
export interface Opinion {
  readonly adId: string;
  /** Against ads that competed for the same people (`meta.md` 3). */
  readonly quality: MetaRanking | null;
  readonly engagement: MetaRanking | null;
  readonly conversion: MetaRanking | null;
  readonly diversityScore: number | null;
  readonly diversityLabel: string | null;
  /** What it says of fatigue, in its own words. */
  readonly fatigue: string | null;
  /** Whether Meta lets this account ask for diversity and fatigue. */
  readonly ownFields: boolean;
}

const known: readonly string[] = [
  'ABOVE_AVERAGE',
  'AVERAGE',
  'BELOW_AVERAGE_35',
  'BELOW_AVERAGE_20',
  'BELOW_AVERAGE_10',
] satisfies readonly MetaRanking[];

/** UNKNOWN is what Meta says below about 500 impressions; a word that nobody has told us of says no more. */
export const rankingOf = (text: string | undefined): MetaRanking | null =>
  text !== undefined && known.includes(text) ? (text as MetaRanking) : null;

const longest = 200;

/** A list whose shape Meta has not written down, as its keys and values: "level HIGH, spend share 0.4". */
export function wordsOf(value: unknown): string | null {
  const parts = spoken(value);
  return parts.length === 0 ? null : parts.join(', ').slice(0, longest);
}

function spoken(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value === '' ? [] : [String(value).replace(/\s+/g, ' ')];
  if (Array.isArray(value)) return value.flatMap(spoken);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const words = spoken(held);
    return words.length === 0 ? [] : [`${key.replaceAll('_', ' ')} ${words.join(' ')}`];
  });
}
