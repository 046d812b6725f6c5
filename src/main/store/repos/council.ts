import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import {
  type AdId,
  Features,
  type Job,
  type JobId,
  Judge,
  Judgement,
  Media,
  Score,
  SpokenLine,
} from '../../../contract/index.ts';
import type { Ballot } from '../../core/score/council/aggregate.ts';
import { PROMPT_VERSION } from '../../core/score/council/prompt.ts';
import type { PastVote } from '../../core/score/council/record.ts';
import { RUBRIC_VERSION } from '../../core/weights/rubric-1.ts';
import type { CallEnd, CallKey, CouncilAd, JobItem, JudgePayload, VerdictKey } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { copyOf } from './given.ts';
import { spokenOf, textOf } from './hook-types.ts';
import { insertJob } from './jobs.ts';
import { scored } from './measured.ts';

const Payload = z.strictObject({
  jobId: z.string().nullable(),
  adIds: z.array(z.string()),
  council: z.enum(['local', 'all']),
  ceilingMicroUsd: z.int().nonnegative(),
  cheaper: z.boolean().default(false),
  byProgram: z.boolean().default(false),
  only: z
    .array(z.strictObject({ judge: Judge, model: z.string(), account: z.string() }))
    .nullable()
    .default(null),
});

/** An answer written by another version may have another shape; then it was not given. */
const StoredBallot = z.strictObject({
  judge: Judge,
  model: z.string(),
  saw: z.string(),
  costMicroUsd: z.int().nonnegative().nullable(),
  end: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('vote'), score: z.number(), verdict: Judgement }),
    z.strictObject({ kind: z.literal('abstained'), reason: z.string() }),
  ]),
  transcript: z.array(SpokenLine).nullable(),
});

/**
 * Votes of each judge that its record is read from; a limit for all would leave an older model without a scale. What its
 * panel is worth is not known once the others have so many newer ones: none of these is on an ad that it voted on.
 */
const newestVotes = 2500;

/**
 * What was asked otherwise has a scale of its own; a judge that abstains today leaves its vote of then. The engine is asked
 * nothing, and its name tells its version.
 */
const toThisQuestion = sql<boolean>`judge LIKE 'engine %' OR EXISTS (
  SELECT 1 FROM council_verdicts AS said
  WHERE said.ad_id = council_votes.ad_id AND said.judge || ' ' || said.model = council_votes.judge
    AND said.rubric_version = ${RUBRIC_VERSION} AND said.prompt_version = ${PROMPT_VERSION}
    AND said.ballot ->> '$.end.kind' = 'vote')`;

interface JudgedFile {
  readonly id: AdId;
  readonly root: string;
  readonly path: string;
  readonly absolute: string;
  readonly size: number;
  readonly mtime_ns: string;
}

/** Those whose ads are judged, whatever their order: the ads of an analysis so far, or those that are named. */
const wanted = ({ jobId, adIds }: JudgePayload) =>
  jobId === null
    ? sql`ads.id IN ${among(adIds)}`
    : sql`ads.id IN (SELECT ad_id FROM job_items WHERE job_id = ${jobId})`;

export const councilReader = (db: Kysely<Tables>) => ({
  async judgePayload(id: JobId): Promise<JudgePayload> {
    const row = await db.selectFrom('jobs').select('payload').where('id', '=', id).executeTakeFirstOrThrow();
    return Payload.parse(JSON.parse(row.payload));
  },
  async councilAd(adId: AdId): Promise<CouncilAd | null> {
    const row = await scored(db)
      .leftJoin('ad_text', 'ad_text.ad_id', 'ads.id')
      .leftJoin('ad_given', 'ad_given.ad_id', 'ads.id')
      .select(['ads.id', 'ads.sha256', 'ads.kind', 'ad_text.text', 'ad_text.spoken as track'])
      .select(['ad_given.copy', 'ad_given.spoken'])
      .select(['measurements.media', 'measurements.features', 'scores.score'])
      .where('ads.id', '=', adId)
      .executeTakeFirst();
    if (!row) return null;
    return {
      id: row.id,
      sha256: row.sha256,
      kind: row.kind,
      media: Media.parse(JSON.parse(row.media)),
      features: Features.parse(JSON.parse(row.features)),
      score: Score.parse(JSON.parse(row.score)),
      words: textOf(row.text)?.lines ?? null,
      copy: copyOf(row.copy),
      spoken: spokenOf(row.spoken ?? row.track)?.lines ?? null,
    };
  },
  async ballot(key: VerdictKey): Promise<Ballot | null> {
    const row = await db
      .selectFrom('council_verdicts')
      .select('ballot')
      .where('ad_id', '=', key.adId)
      .where('judge', '=', key.judge)
      .where('model', '=', key.model)
      .where('rubric_version', '=', key.rubricVersion)
      .where('prompt_version', '=', key.promptVersion)
      .executeTakeFirst();
    return row ? (StoredBallot.safeParse(JSON.parse(row.ballot)).data ?? null) : null;
  },
  async pastVotes(): Promise<PastVote[]> {
    const placed = db
      .selectFrom('council_votes')
      .select(['ad_id', 'judge', 'score', 'seq'])
      .select(sql<number>`row_number() over (partition by judge order by seq desc)`.as('place'))
      .where(toThisQuestion)
      .as('votes');
    const rows = await db
      .selectFrom(placed)
      .leftJoin('council_outcomes', 'council_outcomes.ad_id', 'votes.ad_id')
      .select(['votes.ad_id', 'judge', 'score', 'hit'])
      .where('place', '<=', newestVotes)
      .orderBy('seq')
      .execute();
    return rows.map(({ ad_id, judge, score, hit }) => ({
      adId: ad_id,
      judge,
      score,
      hit: hit === null ? null : hit === 1,
    }));
  },
  async spentMicroUsd(jobId: JobId): Promise<number> {
    const row = await db
      .selectFrom('council_calls')
      .select(sql<number>`coalesce(sum(coalesce(cost_micro_usd, worst_micro_usd)), 0)`.as('spent'))
      .where('job_id', '=', jobId)
      .executeTakeFirstOrThrow();
    return row.spent;
  },
  async judgeItems(id: JobId, payload: JudgePayload): Promise<JobItem[]> {
    const { rows } = await sql<JudgedFile>`
      SELECT ads.id, files.root, files.path, files.absolute, files.size, files.mtime_ns
      FROM ads JOIN files ON files.ad_id = ads.id AND files.root = ads.root AND files.path = ads.path
      WHERE ${wanted(payload)} ORDER BY ads.added_seq`.execute(db);
    return rows.map(({ id: adId, root, path, absolute, size, mtime_ns }, at) => ({
      jobId: id,
      seq: at + 1,
      root,
      path,
      absolute,
      stamp: { size, mtimeNs: mtime_ns },
      adId,
    }));
  },
  async agreedTo(): Promise<{ judge: string; account: string }[]> {
    return db.selectFrom('council_consents').select(['judge', 'account']).execute();
  },
  /** For the estimate: the ads that would be judged. */
  async adsToJudge(payload: JudgePayload): Promise<AdId[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT ads.id FROM ads WHERE ${wanted(payload)} ORDER BY ads.added_seq`.execute(db);
    return rows.map(({ id }) => id);
  },
});

/** A call as it is written down before it leaves, at its worst price. */
export const sentCall = (key: CallKey, worstMicroUsd: number, at: string) => ({
  job_id: key.jobId,
  ad_id: key.adId,
  judge: key.judge,
  model: key.model,
  state: 'sent' as const,
  worst_micro_usd: worstMicroUsd,
  sent_at: at,
});

export const councilWriter = (db: Kysely<Tables>, newJobId: () => JobId) => ({
  /** Under an id of the caller's it is made once, however often that is tried. */
  createJudgeJob: (title: string, payload: JudgePayload, at: string, id = newJobId()): Promise<Job> =>
    insertJob(db, id, { kind: 'judge', title, payload: Payload.parse(payload), state: 'queued', at }),

  /** Ads that have been scored since the last look become items of the job, each under its first path. */
  async addJudgeItems(id: JobId, payload: JudgePayload): Promise<number> {
    const added = await sql`
      INSERT INTO job_items (job_id, seq, root, path, absolute, size, mtime_ns, state, ad_id)
      SELECT ${id},
             (SELECT coalesce(max(seq), 0) FROM job_items WHERE job_id = ${id})
               + row_number() OVER (ORDER BY ads.added_seq),
             files.root, files.path, files.absolute, files.size, files.mtime_ns, 'queued', ads.id
      FROM ads JOIN files ON files.ad_id = ads.id AND files.root = ads.root AND files.path = ads.path
      WHERE ${wanted(payload)}
        AND NOT EXISTS (SELECT 1 FROM job_items WHERE job_id = ${id} AND ad_id = ads.id)`.execute(db);
    return Number(added.numAffectedRows ?? 0);
  },
  async beginCall(key: CallKey, worstMicroUsd: number, at: string): Promise<number> {
    const { id } = await db
      .insertInto('council_calls')
      .values(sentCall(key, worstMicroUsd, at))
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  },
  async endCall(
    id: number,
    end: CallEnd,
    kept: { key: VerdictKey; ballot: Ballot } | null,
    at: string,
  ): Promise<void> {
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('council_calls')
        .set({
          state: end.state,
          cost_micro_usd: end.costMicroUsd,
          input_tokens: end.usage?.input ?? null,
          output_tokens: end.usage?.output ?? null,
          request_id: end.requestId,
          answered_by: end.answeredBy,
          problem: end.problem,
          ended_at: at,
        })
        .where('id', '=', id)
        .execute();
      if (kept) await saveBallot(tx, kept.key, kept.ballot, at);
    });
  },
  async agreeTo(judge: string, account: string, at: string): Promise<void> {
    await db
      .insertInto('council_consents')
      .values({ judge, account, agreed_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
});

async function saveBallot(tx: Kysely<Tables>, key: VerdictKey, ballot: Ballot, at: string): Promise<void> {
  const kept = { ballot: JSON.stringify(StoredBallot.parse(ballot)), judged_at: at };
  await tx
    .insertInto('council_verdicts')
    .values({
      ad_id: key.adId,
      judge: key.judge,
      model: key.model,
      rubric_version: key.rubricVersion,
      prompt_version: key.promptVersion,
      ...kept,
    })
    .onConflict((conflict) =>
      conflict.columns(['ad_id', 'judge', 'model', 'rubric_version', 'prompt_version']).doUpdateSet(kept),
    )
    .execute();
}
