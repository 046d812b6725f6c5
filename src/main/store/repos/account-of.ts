import { type Kysely, sql } from 'kysely';
import type { AdId } from '../../../contract/index.ts';
import { accountChooser, type LinkedAd } from '../../core/learn/account-of.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { clientIdOf } from './collections.ts';
import { isStanding } from './meta-links.ts';
import { untilWritten } from './until-written.ts';

/**
 * The ad account whose results speak for each of these ads; those without one are left out. Whose an ad is follows from
 * all links there are, so they are read once and again only after another connection has written.
 */
export const accountsForReader = (db: Kysely<Tables>) => {
  const keep = untilWritten<AccountOf>(db);
  return async (ids: readonly AdId[]): Promise<ReadonlyMap<AdId, string>> => {
    const accountOf = await keep('all', () => accountOfIn(db));
    if (accountOf === null) return new Map();
    const { rows: asked } = await sql<{ id: AdId; client: string | null }>`
      SELECT ads.id, ${clientIdOf} AS client FROM ads WHERE ads.id IN ${among(ids)}`.execute(db);
    return new Map(
      asked.flatMap((ad) => {
        const account = accountOf(ad);
        return account === null ? [] : [[ad.id, account] as const];
      }),
    );
  };
};

/** Null while no ad is linked. */
type AccountOf = ReturnType<typeof accountChooser> | null;

async function accountOfIn(db: Kysely<Tables>): Promise<AccountOf> {
  const { rows } = await sql<LinkedAd>`
    SELECT DISTINCT meta_links.ad_id AS ad, at.account_id AS account, ${clientIdOf} AS client
    FROM meta_links JOIN meta_ads AS at ON at.id = meta_links.meta_ad_id JOIN ads ON ads.id = meta_links.ad_id
    WHERE ${isStanding}`.execute(db);
  return rows.length === 0 ? null : accountChooser(rows);
}
