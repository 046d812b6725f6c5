import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { AdId, GroupBy, SortField } from '../../../contract/index.ts';
import type { Filter } from '../../core/score/filter.ts';
import type { AdsTable, Tables } from '../schema.ts';
import { councilColumns } from './council-columns.ts';
import { type Beside, filterToSql } from './filter-sql.ts';
import { markColumns } from './marks.ts';

/** An ad and the earlier one that it nearly repeats, which repeats none itself. */
export type NearPair = readonly [id: AdId, repeats: AdId];
export type Near = () => readonly NearPair[];

/** Which ads, in which order; the same for a page of the grid, a list of ids and an export. */
export interface View {
  readonly filter: Filter;
  readonly sort: SortField;
  readonly direction?: 'asc' | 'desc' | undefined;
  /** Ads of one group lie together, the group of the first ad first. */
  readonly group?: GroupBy | undefined;
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

export const conditions =
  (view: View, near: Near, figures: Beside['figures']) =>
  (eb: Ads): Expression<SqlBool> => {
    const nearIds = () => near().map(([id]) => id);
    const all: Expression<SqlBool>[] = [filterToSql(eb, view.filter, { nearIds, figures })];
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

/** The condition that an ad of the view meets. */
export type Wanted = ReturnType<typeof conditions>;

export const sorted = (view: View) => {
  const direction = view.direction ?? naturalDirection(view.sort);
  const collate = view.sort === 'name' ? sql` collate nocase` : sql``;
  // An ad without the value is never first, whichever way the column is turned.
  return sql`${columns[view.sort]}${collate} ${sql.raw(direction)} nulls last, id`;
};
