import { type Kysely, sql } from 'kysely';
import type { FoundValue } from '../../core/score/complete-filter.ts';
import { foldCase, isWithin } from '../../core/score/filter.ts';
import { slashed, type WordField } from '../../core/score/filter-fields.ts';
import type { Tables } from '../schema.ts';
import { clientCounts, foldersOf } from './collections.ts';
import { wordColumns } from './filter-sql.ts';
import { marksReader } from './marks.ts';

/** The values that a filter can ask for, each with as many ads as it would then find; the most frequent first. */
export const filterValuesReader = (db: Kysely<Tables>) => ({
  async valuesOf(field: WordField | 'in'): Promise<FoundValue[]> {
    return merged(await found(db, field));
  },
});

async function found(db: Kysely<Tables>, field: WordField | 'in'): Promise<FoundValue[]> {
  if (field === 'in') return folders(db);
  if (field === 'tag') return tags(db);
  if (field === 'client') {
    const clients = await db.selectFrom('clients').select(['id', 'name']).execute();
    const nameOf = new Map(clients.map(({ id, name }) => [id, name]));
    return (await clientCounts(db)).map(({ client_id, ads }) => ({
      value: nameOf.get(client_id ?? '') ?? 'none',
      ads,
    }));
  }
  const { rows } = await sql<FoundValue>`
    select value, count(*) as ads from (select ${wordColumns[field]} as value from ads)
    where value is not null group by value`.execute(db);
  return rows;
}

async function tags(db: Kysely<Tables>): Promise<FoundValue[]> {
  const used = (await marksReader(db).tags()).map(({ tag, ads }) => ({ value: tag, ads }));
  const { ads } = await db
    .selectFrom('ads')
    .select(({ fn }) => fn.countAll<number>().as('ads'))
    .where('id', 'not in', (tagged) => tagged.selectFrom('ad_tags').select('ad_id'))
    .executeTakeFirstOrThrow();
  return ads === 0 ? used : [...used, { value: 'none', ads }];
}

/** Folders as a filter takes them, whichever place they were analysed in, and those places themselves. */
async function folders(db: Kysely<Tables>): Promise<FoundValue[]> {
  const all = await foldersOf(db);
  const roots = all
    .filter(({ folder }) => folder === '')
    .map((one) => ({ ...one, folded: foldCase(slashed(one.root)) }));
  const below = all.filter(({ folder }) => folder !== '');
  // The first of those that differ in their case alone.
  const spelt = new Map(below.toReversed().map(({ folder }) => [foldCase(slashed(folder)), folder]));
  return [
    ...roots.map(({ root, folded }) => {
      const inside = roots.filter((one) => isWithin(`${one.folded}/`, folded));
      return { value: root, ads: inside.reduce((sum, one) => sum + one.ads, 0) };
    }),
    ...all.flatMap(({ root, folder, ads }) =>
      namesOf(root, folder).flatMap((name) => {
        const value = spelt.get(name);
        return value === undefined ? [] : { value, ads };
      }),
    ),
  ];
}

/** Each name by which a filter finds this folder and not the one around it; the top of what was analysed has those above it too. */
function namesOf(root: string, folder: string): string[] {
  const parts = foldCase(slashed(`${root}/${folder}`))
    .split('/')
    .filter(Boolean);
  const endsAt = (end: number) => parts.slice(0, end).map((_, from) => parts.slice(from, end).join('/'));
  if (folder === '') return [...new Set(parts.flatMap((_, at) => endsAt(at + 1)))];
  const around = `/${parts.slice(0, -1).join('/')}/`;
  return endsAt(parts.length).filter((name) => !around.includes(`/${name}/`));
}

/** Values that a filter does not tell apart are one. */
function merged(values: readonly FoundValue[]): FoundValue[] {
  const byFolded = new Map<string, FoundValue>();
  for (const { value, ads } of values) {
    const before = byFolded.get(foldCase(value));
    byFolded.set(foldCase(value), { value: before?.value ?? value, ads: ads + (before?.ads ?? 0) });
  }
  return [...byFolded.values()].sort((a, b) => b.ads - a.ads || (a.value < b.value ? -1 : 1));
}
