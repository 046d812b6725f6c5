import { type Kysely, sql } from 'kysely';
import type { AdId } from '../../../contract/index.ts';
import { accountChooser, type LinkedAd } from '../../core/learn/account-of.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { clientIdOf } from './collections.ts';

/** The ad account whose results speak for each of these ads; those without one are left out. */
export async function accountsFor(
  db: Kysely<Tables>,
  ids: readonly AdId[],
): Promise<ReadonlyMap<AdId, string>> {
  const { rows: linked } = await sql<LinkedAd>`
    SELECT DISTINCT link.ad_id AS ad, at.account_id AS account, ${clientIdOf} AS client
    FROM meta_links AS link JOIN meta_ads AS at ON at.id = link.meta_ad_id JOIN ads ON ads.id = link.ad_id
    WHERE link.state = 'linked'`.execute(db);
  if (linked.length === 0) return new Map();
  const { rows: asked } = await sql<{ id: AdId; client: string | null }>`
    SELECT ads.id, ${clientIdOf} AS client FROM ads WHERE ads.id IN ${among(ids)}`.execute(db);
  const accountOf = accountChooser(linked);
  return new Map(
    asked.flatMap((ad) => {
      const account = accountOf(ad);
      return account === null ? [] : [[ad.id, account] as const];
    }),
  );
}
