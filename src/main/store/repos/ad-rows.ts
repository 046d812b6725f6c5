import type { Kysely } from 'kysely';
import { type AdRow, type Output, Reason } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';
import { groupsIn, listGroups } from './ad-groups.ts';
import type { FactsOf } from './ad-reader.ts';
import { clientName } from './collections.ts';
import { councilColumns } from './council-columns.ts';
import { asksFigures, type Beside } from './filter-sql.ts';
import { markColumns, readTags } from './marks.ts';
import { ranksIn } from './ranks.ts';
import { conditions, type Near, sorted, type View, type Wanted } from './view.ts';

const grouped = ({ group }: View): boolean => group !== undefined && group !== 'none';

export const adRowReader = (db: Kysely<Tables>, near: Near, figures: () => Promise<Beside['figures']>) => {
  const wanted = async (view: View): Promise<Wanted> =>
    conditions(view, near, asksFigures(view.filter) ? await figures() : new Map());
  const groupedIds = async (view: View, limit: number, offset = 0): Promise<string[]> => {
    const ids = (await groupsIn(db, view, near, await wanted(view))).flatMap((group) => group.ids);
    return limit < 0 ? ids : ids.slice(offset, offset + limit);
  };
  return {
    async totals(): Promise<{ library: number; newest: number }> {
      const row = await db
        .selectFrom('ads')
        .select(({ fn }) => [fn.countAll<number>().as('n'), fn.max<number | null>('added_seq').as('newest')])
        .executeTakeFirstOrThrow();
      return { library: row.n, newest: row.newest ?? 0 };
    },
    async count(view: View): Promise<number> {
      const row = await db
        .selectFrom('ads')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where(await wanted(view))
        .executeTakeFirstOrThrow();
      return row.n;
    },
    async ids(view: View, limit = -1): Promise<string[]> {
      if (grouped(view)) return groupedIds(view, limit);
      const rows = await db
        .selectFrom('ads')
        .select('id')
        .where(await wanted(view))
        .orderBy(sorted(view))
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
    async rows(view: View, offset: number, limit: number, factsOf: FactsOf): Promise<AdRow[]> {
      if (grouped(view)) return rowsOf(db, await groupedIds(view, limit, offset), factsOf);
      const rows = await shown(db)
        .where(await wanted(view))
        .orderBy(sorted(view))
        .limit(limit)
        .offset(offset)
        .execute();
      return toRows(db, rows, factsOf);
    },
    groups: async (view: View): Promise<Output<'score.groups'>['groups']> =>
      listGroups(db, view, near, await wanted(view)),
    /** In the order asked for; an id that is nobody's is left out. */
    rowsOf: (ids: readonly string[], factsOf: FactsOf): Promise<AdRow[]> => rowsOf(db, ids, factsOf),
  };
};

/** What a row shows. */
const shown = (db: Kysely<Tables>) =>
  db
    .selectFrom('ads')
    .selectAll()
    .select([
      markColumns.pick.as('pick'),
      markColumns.rating.as('rating'),
      markColumns.tags.as('tags'),
      markColumns.note_count.as('note_count'),
      clientName.as('client'),
      councilColumns.score.as('council_score'),
      councilColumns.disagreement.as('disagreement'),
      councilColumns.needsHuman.as('needs_human'),
    ]);

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>;

async function rowsOf(db: Kysely<Tables>, ids: readonly string[], factsOf: FactsOf): Promise<AdRow[]> {
  const found = await toRows(db, await shown(db).where('ads.id', 'in', ids).execute(), factsOf);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function toRows(db: Kysely<Tables>, rows: Shown, factsOf: FactsOf): Promise<AdRow[]> {
  const rankOf = await ranksIn(
    db,
    rows.map(({ root }) => root),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    path: row.path,
    kind: row.kind,
    state: row.state,
    problem: row.problem_code as AdRow['problem'],
    duration_s: row.duration_s,
    width: row.width,
    height: row.height,
    aspect: row.aspect,
    has_audio: row.has_audio === 1,
    score: row.score,
    interval80: row.score_low === null || row.score_high === null ? null : [row.score_low, row.score_high],
    sub: {
      hook: row.hook,
      clarity: row.clarity,
      connection: row.connection,
      offer: row.offer,
      craft: row.craft,
    },
    top_reason: row.top_reason === null ? null : Reason.parse(JSON.parse(row.top_reason)),
    ...rankOf(row),
    near_duplicate_of: factsOf(row.id).near_duplicate_of,
    copies: row.copies,
    client: row.client,
    strip_frames: row.strip_frames,
    pick: row.pick,
    rating: row.rating,
    tags: readTags(row.tags),
    note_count: row.note_count,
    council:
      row.needs_human === null
        ? null
        : { score: row.council_score, disagreement: row.disagreement, needs_human: row.needs_human === 1 },
    hook_type: row.hook_type ?? 'unknown',
    measured_at: row.measured_at,
  }));
}
