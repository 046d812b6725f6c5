import type { AdRow } from '../../../src/contract/index.ts';
import type { FoundValue } from '../../../src/main/core/score/complete-filter.ts';
import { matches } from '../../../src/main/core/score/filter.ts';
import { type FilterRow, type WordField, wordFields } from '../../../src/main/core/score/filter-fields.ts';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import { fakeRoot } from './collections.ts';

/** A row of the fake with the facts of its ad that are no column of the grid. */
const filterRow = (row: AdRow): FilterRow => ({
  ...row,
  root: fakeRoot,
  codec: row.kind === 'video' ? 'h264' : 'png',
  words: '',
  figures: null,
});

/** The real filter language. */
export const matcher = (where: string): ((row: AdRow) => boolean) => {
  const filter = filterOrThrow(where);
  return (row) => matches(filter, filterRow(row));
};

/** What the real store counts, for the real completion. */
export const valuesIn = (rows: readonly AdRow[], field: WordField | 'in'): FoundValue[] => {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const values = field === 'in' ? foldersAbove(row.path) : wordFields[field].read(filterRow(row));
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, ads]) => ({ value, ads })).sort((a, b) => b.ads - a.ads);
};

const foldersAbove = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};
