import { type Kysely, sql } from 'kysely';
import { type AdId, Council } from '../../../contract/index.ts';
import { judgeKey } from '../../core/score/council/record.ts';
import type { Joined, Rejoined } from '../../ports.ts';
import type { Tables } from '../schema.ts';

export const joinedReader = (db: Kysely<Tables>) => ({
  async joinedAfter(adId: AdId | null, limit: number): Promise<Joined[]> {
    const rows = await db
      .selectFrom('councils')
      .select(['ad_id', 'council'])
      .where('ad_id', '>', adId ?? '')
      .orderBy('ad_id')
      .limit(limit)
      .execute();
    return rows.map(({ ad_id, council }) => ({ adId: ad_id as AdId, council: councilOf(council) }));
  },
});

export const joinedWriter = (db: Kysely<Tables>) => ({
  async replaceJoined(rejoined: readonly Rejoined[]): Promise<AdId[]> {
    return db.transaction().execute(async (tx) => {
      const replaced: AdId[] = [];
      for (const { adId, before, after } of rejoined) {
        const { numUpdatedRows } = await tx
          .updateTable('councils')
          .set({ council: JSON.stringify(after), score: after.score })
          .where('ad_id', '=', adId)
          .where('judged_at', '=', before.judged_at)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) replaced.push(adId);
      }
      return replaced;
    });
  },
});

/** Part of the transaction that ends an item: the council and the votes that later percentiles are read from. */
export async function saveCouncil(tx: Kysely<Tables>, adId: AdId, council: Council): Promise<void> {
  const row = { council: JSON.stringify(council), score: council.score, judged_at: council.judged_at };
  await tx
    .insertInto('councils')
    .values({ ad_id: adId, ...row })
    .onConflict((conflict) => conflict.column('ad_id').doUpdateSet(row))
    .execute();
  for (const { member, model, score, percentile } of council.members) {
    if (score === null) continue;
    const vote = { score, counted: percentile ?? score };
    await tx
      .insertInto('council_votes')
      .values({
        ad_id: adId,
        judge: judgeKey(member, model),
        seq: sql<number>`(select coalesce(max(seq), 0) + 1 from council_votes)`,
        ...vote,
      })
      .onConflict((conflict) => conflict.columns(['ad_id', 'judge']).doUpdateSet(vote))
      .execute();
  }
}

/** Null when the ad was not judged, or by a version whose answers had another shape. */
export const councilOf = (json: string | null): Council | null =>
  json === null ? null : (Council.safeParse(JSON.parse(json)).data ?? null);
