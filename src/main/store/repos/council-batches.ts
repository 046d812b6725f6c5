import { type Kysely, sql } from 'kysely';
import type { JobId, Judge } from '../../../contract/index.ts';
import { isFinal, type JudgeProblem } from '../../core/score/council/judge-error.ts';
import type { BatchedCalls, CallKey, SentBatch, VerdictKey } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { sentCall } from './council.ts';

const isLeft = sql<number>`jobs.state IN ('done', 'failed', 'cancelled') OR jobs.error_code IS 'STOPPED'`;

export const councilBatchReader = (db: Kysely<Tables>) => ({
  async openBatches(judge: Judge): Promise<SentBatch[]> {
    const batches = await db
      .selectFrom('council_batches')
      .innerJoin('jobs', 'jobs.id', 'council_batches.job_id')
      .selectAll('council_batches')
      .select(isLeft.as('is_left'))
      .where('judge', '=', judge)
      .where('council_batches.state', '=', 'open')
      .orderBy('council_batches.id')
      .execute();
    return Promise.all(
      batches.map(async ({ id, job_id, model, remote_id, sent_at, is_left }) => {
        const calls = await db
          .selectFrom('council_calls')
          .select(['id', 'ad_id', 'worst_micro_usd'])
          .where('batch_id', '=', id)
          .where('state', '=', 'sent')
          .orderBy('id')
          .execute();
        return {
          id,
          jobId: job_id,
          judge,
          model,
          remoteId: remote_id,
          sentAt: sent_at,
          isLeft: is_left === 1,
          calls: calls.map((call) => ({
            id: call.id,
            adId: call.ad_id,
            worstMicroUsd: call.worst_micro_usd,
          })),
        };
      }),
    );
  },
  async batchModel(jobId: JobId, judge: Judge): Promise<string | null> {
    const row = await db
      .selectFrom('council_calls')
      .select('model')
      .where('job_id', '=', jobId)
      .where('judge', '=', judge)
      .where('batch_id', 'is not', null)
      .where('state', '<>', 'failed')
      .orderBy('id')
      .executeTakeFirst();
    return row?.model ?? null;
  },
  async isUnderWay({ adId, judge, model }: VerdictKey): Promise<'awaited' | 'left' | null> {
    const row = await db
      .selectFrom('council_batches')
      .innerJoin('council_calls', 'council_calls.batch_id', 'council_batches.id')
      .innerJoin('jobs', 'jobs.id', 'council_batches.job_id')
      .select(isLeft.as('is_left'))
      .where('council_batches.state', '=', 'open')
      .where('council_batches.judge', '=', judge)
      .where('council_batches.model', '=', model)
      .where('council_calls.ad_id', '=', adId)
      .where('council_calls.state', '=', 'sent')
      .executeTakeFirst();
    return row ? (row.is_left === 1 ? 'left' : 'awaited') : null;
  },
  async namedBatches(judge: Judge): Promise<string[]> {
    const rows = await db
      .selectFrom('council_batches')
      .select('remote_id')
      .where('judge', '=', judge)
      .where('remote_id', 'is not', null)
      .execute();
    return rows.map(({ remote_id }) => remote_id as string);
  },
  async batchedCalls(jobId: JobId, { adId, judge, model }: VerdictKey): Promise<BatchedCalls> {
    const rows = await db
      .selectFrom('council_calls')
      .innerJoin('council_batches', 'council_batches.id', 'council_calls.batch_id')
      .select(['council_batches.id as batch_id', 'council_calls.ad_id', 'council_calls.state'])
      .select(['council_calls.problem', 'cost_micro_usd'])
      .where('council_calls.job_id', '=', jobId)
      .where('council_calls.judge', '=', judge)
      .where('council_calls.model', '=', model)
      .orderBy('council_calls.id')
      .execute();
    const own = rows.filter(({ ad_id, state }) => ad_id === adId && state === 'failed');
    const failed = own.filter((row) => !isOutage(row));
    const last = failed.at(-1) ?? own.at(-1);
    const reached = rows.findLast((row) => !isOutage(row))?.batch_id ?? 0;
    return {
      failed: failed.length,
      lines: rows.filter(({ batch_id }) => batch_id === last?.batch_id).length,
      paid: failed.filter(({ cost_micro_usd }) => cost_micro_usd !== 0).length,
      problem:
        problemOf(rows.find((row) => isFinal(problemOf(row)))) ??
        problemOf(last) ??
        // Its turn never came: those before it found nobody.
        (rows.some(({ batch_id }) => batch_id > reached) ? 'offline' : null),
    };
  },
});

/** A failed call says it in front of its details. */
const problemOf = (row: { problem: string | null } | undefined): JudgeProblem | null =>
  (row?.problem?.split(':')[0] as JudgeProblem | undefined) ?? null;

const isOutage = (row: { problem: string | null }): boolean => problemOf(row) === 'offline';

export const councilBatchWriter = (db: Kysely<Tables>) => ({
  async beginBatch(
    calls: readonly { readonly key: CallKey; readonly worstMicroUsd: number }[],
    at: string,
  ): Promise<{ batchId: number; callIds: number[] }> {
    const { jobId, judge, model } = (calls[0] as (typeof calls)[number]).key;
    return db.transaction().execute(async (tx) => {
      const { id: batchId } = await tx
        .insertInto('council_batches')
        .values({ job_id: jobId, judge, model, remote_id: null, state: 'open', sent_at: at })
        .returning('id')
        .executeTakeFirstOrThrow();
      const callIds: number[] = [];
      for (const { key, worstMicroUsd } of calls) {
        const { id } = await tx
          .insertInto('council_calls')
          .values({ ...sentCall(key, worstMicroUsd, at), batch_id: batchId })
          .returning('id')
          .executeTakeFirstOrThrow();
        callIds.push(id);
      }
      return { batchId, callIds };
    });
  },
  async nameBatch(batchId: number, remoteId: string): Promise<void> {
    await db.updateTable('council_batches').set({ remote_id: remoteId }).where('id', '=', batchId).execute();
  },
  async endBatch(batchId: number): Promise<void> {
    await sql`UPDATE council_batches SET state = 'ended' WHERE id = ${batchId}`.execute(db);
  },
});
