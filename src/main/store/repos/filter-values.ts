import { type Kysely, sql } from 'kysely';
import type { FoundValue } from '../../core/score/complete-filter.ts';
import { foldCase, isWithin } from '../../core/score/filter.ts';
import type { WordField } from '../../core/score/filter-fields.ts';
import { foldFunction } from '../connection.ts';
import type { Tables } from '../schema.ts';
import { clientName, foldersOf } from './collections.ts';
import { wordColumns } from './filter-sql.ts';
import { marksReader } from './marks.ts';

/** The values that a filter can ask for, each with as many ads as it would then find. */
export const filterValuesReader = (db: Kysely<Tables>) => ({
  async valuesOf(field: WordField | 'in'): Promise<FoundValue[]> {
    if (field === 'in') return folders(db);
    if (field === 'tag') return (await marksReader(db).tags()).map(({ tag, ads }) => ({ value: tag, ads }));
    const column = field === 'client' ? sql`coalesce(${clientName}, 'none')` : wordColumns[field];
    const { rows } = await sql<FoundValue>`
      select min(value) as value, count(*) as ads from (select ${column} as value from ads)
      where value is not null group by ${sql.raw(foldFunction)}(value) order by ads desc, 1`.execute(db);
    return rows;
  },
});

/** Folders as a filter takes them, whichever place they were analysed in, and those places themselves. */
async function folders(db: Kysely<Tables>): Promise<FoundValue[]> {
  const all = await foldersOf(db);
  const roots = all.filter(({ folder }) => folder === '');
  const found = new Map<string, FoundValue>();
  for (const { root } of roots) {
    const inside = roots.filter((one) => isWithin(foldCase(`${one.root}/`), foldCase(root)));
    found.set(foldCase(root), { value: root, ads: inside.reduce((sum, { ads }) => sum + ads, 0) });
  }
  for (const { folder, ads } of all) {
    if (folder === '') continue;
    const before = found.get(foldCase(folder));
    found.set(foldCase(folder), { value: before?.value ?? folder, ads: ads + (before?.ads ?? 0) });
  }
  return [...found.values()].sort((a, b) => b.ads - a.ads || (a.value < b.value ? -1 : 1));
}
