import { type Kysely, sql } from 'kysely';
import type { AdId } from '../../../contract/index.ts';
import { figuresOf } from '../../core/learn/ad-figures.ts';
import type { AdFigures } from '../../core/score/filter-fields.ts';
import type { LearnReader } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { whileSame } from './until-written.ts';

type Figures = ReadonlyMap<AdId, AdFigures>;

/**
 * What every ad got, for filters: of one that runs in several accounts in that with the most linked ads, as everywhere, since
 * currencies do not add up. Pages of a grid ask for it again and again, also after each rating, which changes none of it.
 */
export const figuresReader = (
  db: Kysely<Tables>,
  { learnAccounts, resultRows }: Pick<LearnReader, 'learnAccounts' | 'resultRows'>,
) => {
  const kept = whileSame<Figures>(() => stampOf(db));
  const read = async (): Promise<Figures> => {
    const found = new Map<AdId, AdFigures>();
    for (const { id, currency } of await learnAccounts())
      for (const [ad, rows] of Map.groupBy(await resultRows(id), (row) => row.ad))
        if (!found.has(ad)) found.set(ad, figuresOf(rows, currency));
    return found;
  };
  return (): Promise<Figures> => kept('', read);
};

/**
 * Changes with all that figures follow from: one that is told anew is one more row, one that is taken back is of a day that was
 * read again, and every link says when it was set.
 */
async function stampOf(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    SELECT json_array(
      (SELECT max(id) FROM meta_insights),
      (SELECT max(read_at) FROM meta_days),
      (SELECT json_group_array(json_array(id, currency, chosen_at, choosing)) FROM meta_accounts),
      (SELECT json_array(count(*), max(read_at)) FROM meta_ads),
      (SELECT json_array(count(*), max(read_at)) FROM meta_creatives),
      (SELECT json_array(count(*), total(state = 'linked'), max(linked_at)) FROM meta_links)) AS stamp`.execute(
    db,
  );
  return (rows[0] as { stamp: string }).stamp;
}
