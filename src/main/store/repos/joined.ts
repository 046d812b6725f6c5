import { type Kysely, sql } from 'kysely';
import { type AdId, Council, type JobId } from '../../../contract/index.ts';
import { judgeKey } from '../../core/score/council/record.ts';
import type { Joined } from '../../ports.ts';
import type { Tables } from '../schema.ts';

export const joinedReader = (db: Kysely<Tables>) => ({
  async joinedFor(jobId: JobId): Promise<Joined[]> {
    const { rows } = await sql<{ ad_id: AdId; council: string }>`
      SELECT ad_id, council FROM councils
      WHERE ad_id IN (SELECT ad_id FROM job_items WHERE job_id = ${jobId})
         OR EXISTS (
              SELECT 1 FROM json_each(iif(json_valid(council), council, '{}'), '$.members')
              WHERE value ->> '$.state' = 'voted' AND value ->> '$.percentile' IS NULL)`.execute(db);
    return rows.flatMap(({ ad_id: adId, council }) => {
      const read = councilOf(council);
      return read ? [{ adId, council: read }] : [];
    });
  },
});

export const joinedWriter = (db: Kysely<Tables>) => ({
  async replaceJoined(before: Joined, after: Council): Promise<boolean> {
    return db.transaction().execute(async (tx) => {
      const stands = await tx
        .selectFrom('councils')
        .select('ad_id')
        .where('ad_id', '=', before.adId)
        .where('judged_at', '=', before.council.judged_at)
        .executeTakeFirst();
      if (stands) await saveCouncil(tx, before.adId, after);
      return stands !== undefined;
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
