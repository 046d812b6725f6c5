import { fuzzyMatch, type Match } from './fuzzy.ts';

export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** At the right: a key, a score, a folder. */
  readonly hint?: string | undefined;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly name: string;
  readonly items: readonly PaletteItem[];
  /** The host has already searched: what it found is shown as it came. */
  readonly searched?: boolean;
}

export interface FoundItem extends PaletteItem {
  readonly match: Match | null;
}

export interface FoundGroup {
  readonly name: string;
  readonly items: readonly FoundItem[];
}

const MOST_PER_GROUP = 8;

const search = ({ name, items, searched }: PaletteGroup, query: string): FoundGroup => {
  if (query.trim() === '') return { name, items: items.map((item) => ({ ...item, match: null })) };
  const found = items
    .map((item): FoundItem => ({ ...item, match: fuzzyMatch(query, item.title) }))
    .filter(({ match }) => searched || match !== null);
  if (!searched) found.sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0));
  return { name, items: found.slice(0, MOST_PER_GROUP) };
};

const best = ({ items }: FoundGroup): number => items[0]?.match?.score ?? 0;

/** The group with the best find first, so that Enter takes what was meant; without a query as they come. */
export const findItems = (groups: readonly PaletteGroup[], query: string): FoundGroup[] => {
  const found = groups.map((group) => search(group, query)).filter(({ items }) => items.length > 0);
  return query.trim() === '' ? found : found.sort((a, b) => best(b) - best(a));
};
