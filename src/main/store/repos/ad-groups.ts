import { type Kysely, sql } from 'kysely';
import type { AdId, Output } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';
import { type Near, sorted, type View, type Wanted } from './view.ts';

type Listed = Output<'score.groups'>['groups'];

interface Group {
  readonly key: string | null;
  readonly ids: AdId[];
  best: number | null;
}

/**
 * The ads of a view by group, in the order of their first ads; those in no group come last. Put together here and not
 * by SQLite, whose window functions take ten times as long as the sorted list itself.
 */
export async function groupsIn(
  db: Kysely<Tables>,
  view: View,
  near: Near,
  wanted: Wanted,
): Promise<readonly Group[]> {
  const rows = await db
    .selectFrom('ads')
    .select(['id', 'score', 'hook_type'])
    .where(wanted)
    .orderBy(sorted(view))
    .execute();
  const headOf = new Map(
    view.group === 'near'
      ? near().flatMap(([id, head]) => [
          [id, head],
          [head, head],
        ])
      : [],
  );
  const keyOf = ({ id, hook_type }: (typeof rows)[number]): string | null => {
    if (view.group === 'near') return headOf.get(id) ?? null;
    return hook_type === 'unknown' ? null : hook_type;
  };
  const groups = new Map<string | null, Group>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? { key, ids: [], best: null };
    groups.set(key, group);
    group.ids.push(row.id);
    if (row.score !== null) group.best = Math.max(group.best ?? 0, row.score);
  }
  const rest = groups.get(null);
  groups.delete(null);
  return rest ? [...groups.values(), rest] : [...groups.values()];
}

/** What a header tells. A group of near-duplicates bears the name of the ad that the others repeat. */
export async function listGroups(
  db: Kysely<Tables>,
  view: View,
  near: Near,
  wanted: Wanted,
): Promise<Listed> {
  const groups = await groupsIn(db, view, near, wanted);
  const heads = view.group === 'near' ? groups.map(({ key }) => key) : [];
  const named = await db
    .selectFrom('ads')
    .select(['id', 'name'])
    .where('id', 'in', sql<string>`(select value from json_each(${JSON.stringify(heads)}))`)
    .execute();
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return groups.map(({ key, ids, best }) => ({
    key,
    name: names.get(key ?? '') ?? null,
    ads: ids.length,
    first: ids[0] as AdId,
    best,
  }));
}
