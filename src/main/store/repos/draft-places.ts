import { type Kysely, sql } from 'kysely';
import type { DraftPlaces } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';

/** For the form of a draft: what was read of the accounts, and the newest draft that was asked for. */
export const draftPlaceReader = (db: Kysely<Tables>) => ({
  async draftPlaces(): Promise<DraftPlaces['accounts']> {
    const accounts = await db.selectFrom('meta_accounts').select(['id', 'name']).orderBy('name').execute();
    const adSets = await db
      .selectFrom('meta_ad_sets')
      .leftJoin('meta_campaigns', 'meta_campaigns.id', 'meta_ad_sets.campaign_id')
      .select(['meta_ad_sets.account_id', 'meta_ad_sets.id', 'meta_ad_sets.name'])
      .select('meta_campaigns.name as campaign')
      .where('meta_ad_sets.status', 'in', ['ACTIVE', 'PAUSED'])
      .orderBy('meta_campaigns.name')
      .orderBy('meta_ad_sets.name')
      .orderBy('meta_ad_sets.id')
      .execute();
    const byAccount = Map.groupBy(adSets, ({ account_id }) => account_id);
    return accounts.map((account) => ({
      ...account,
      ad_sets: (byAccount.get(account.id) ?? []).map(({ account_id: _, ...adSet }) => adSet),
    }));
  },
  async lastDraft(): Promise<DraftPlaces['last']> {
    const { rows } = await sql<NonNullable<DraftPlaces['last']>>`
      SELECT account, approval ->> '$.content.details.ad_set' AS ad_set,
             approval ->> '$.content.details.page' AS page, approval ->> '$.content.details.link' AS link
      FROM approvals WHERE approval ->> '$.content.kind' = 'publish' ORDER BY seq DESC LIMIT 1`.execute(db);
    return rows[0] ?? null;
  },
});
