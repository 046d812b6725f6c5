import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import { type AdRow, Reason, type SortField } from '../../../contract/index.ts';
import type { Filter } from '../../core/score/filter.ts';
import type { AdsTable, Tables } from '../schema.ts';
import type { FactsOf } from './ad-reader.ts';
import { clientName } from './collections.ts';
import { councilColumns } from './council-columns.ts';
import { filterToSql } from './filter-sql.ts';
import { markColumns, readTags } from './marks.ts';
import { ranksIn } from './ranks.ts';

/** Which ads, in which order; the same for a page of the grid, a list of ids and an export. */
export interface View {
  readonly filter: Filter;
  readonly sort: SortField;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly jobId?: string | undefined;
  readonly upto?: number | undefined;
}

const inAds = (column: keyof AdsTable) => sql.ref(column);
const columns: Record<SortField, Expression<unknown>> = {
  score: inAds('score'),
  rank: inAds('score'),
  name: inAds('name'),
  added: inAds('added_seq'),
  duration: inAds('duration_s'),
  hook: inAds('hook'),
  clarity: inAds('clarity'),
  connection: inAds('connection'),
  offer: inAds('offer'),
  craft: inAds('craft'),
  rating: markColumns.rating,
  council: councilColumns.score,
  disagreement: councilColumns.disagreement,
};
/** Names read forwards; for the rest the largest is what one looks for. */
const naturalDirection = (field: SortField): 'asc' | 'desc' => (field === 'name' ? 'asc' : 'desc');

type Ads = ExpressionBuilder<Tables, 'ads'>;

const conditions =
  (view: View, nearIds: () => readonly string[]) =>
  (eb: Ads): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [filterToSql(eb, view.filter, nearIds)];
    if (view.upto !== undefined) all.push(eb('added_seq', '<=', view.upto));
    if (view.jobId !== undefined) {
      all.push(
        eb(
          'id',
          'in',
          eb
            .selectFrom('job_items')
            .select('ad_id')
            .where('job_id', '=', view.jobId)
            .where('ad_id', 'is not', null)
            .$castTo<{ ad_id: string }>(),
        ),
      );
    }
    return eb.and(all);
  };

const sorted = (view: View) => {
  const direction = view.direction ?? naturalDirection(view.sort);
  const collate = view.sort === 'name' ? sql` collate nocase` : sql``;
  // An ad without the value is never first, whichever way the column is turned.
  return sql`${columns[view.sort]}${collate} ${sql.raw(direction)} nulls last, id`;
};

export const adRowReader = (db: Kysely<Tables>, nearIds: () => readonly string[]) => ({
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
      .where(conditions(view, nearIds))
      .executeTakeFirstOrThrow();
    return row.n;
  },
  async ids(view: View, limit = -1): Promise<string[]> {
    const rows = await db
      .selectFrom('ads')
      .select('id')
      .where(conditions(view, nearIds))
      .orderBy(sorted(view))
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  },
  async rows(view: View, offset: number, limit: number, factsOf: FactsOf): Promise<AdRow[]> {
    const rows = await shown(db)
      .where(conditions(view, nearIds))
      .orderBy(sorted(view))
      .limit(limit)
      .offset(offset)
      .execute();
    return toRows(db, rows, factsOf);
  },
  /** In the order asked for; an id that is nobody's is left out. */
  async rowsOf(ids: readonly string[], factsOf: FactsOf): Promise<AdRow[]> {
    const found = await toRows(db, await shown(db).where('ads.id', 'in', ids).execute(), factsOf);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  },
});

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
