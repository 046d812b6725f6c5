import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import {
  AppError,
  type ErrorCode,
  errors,
  FileFailure,
  Job,
  type JobId,
  type JobKind,
  type JobState,
  type ParsedInput,
  Progress,
  type SkippedFile,
  type Source,
} from '../../../contract/index.ts';
import { sourceOf } from '../../core/ingest/source-of.ts';
import { waitedFor } from '../../core/stops-job.ts';
import type {
  AnalyzePayload,
  ItemCounts,
  JobItem,
  JudgePayload,
  RefreshPayload,
  WordsWanted,
} from '../../ports.ts';
import type { JobsTable, Tables } from '../schema.ts';

/** Stored work is read back as untrusted input: an older version may have written it. */
const Payload = z.strictObject({
  paths: z.array(z.string()),
  drive: z.strictObject({ id: z.string(), resourceKey: z.string().nullable() }).nullable().default(null),
  meta: z.strictObject({ account: z.string() }).nullable().default(null),
  max: z.int().nullable(),
  fresh: z.boolean(),
});

const idleProgress: Progress = {
  done: 0,
  total: 0,
  failed: 0,
  skipped: 0,
  bytes: 0,
  eta_s: null,
  listed: false,
};

export const toJob = (row: JobsTable): Job =>
  Job.parse({
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    attempt: row.attempt,
    progress: JSON.parse(row.progress),
    error: row.error_code === null ? null : wordsFor(row.error_code as ErrorCode, row.error_detail),
    resumes_at: row.resumes_at,
    created_at: row.created_at,
    started_at: row.started_at,
    finished_at: row.finished_at,
  });

export const wordsFor = (
  code: ErrorCode,
  detail: string | null,
): { code: ErrorCode; message: string; next_step: string } => ({
  code,
  message: detail ? `${errors[code].text} ${detail}` : errors[code].text,
  next_step: errors[code].next,
});

export const jobReader = (db: Kysely<Tables>) => ({
  async job(id: JobId): Promise<Job | null> {
    const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toJob(row) : null;
  },
  async jobs({ kinds, states, limit }: ParsedInput<'jobs.list'>): Promise<Job[]> {
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
      .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toJob);
  },
  async unfinishedJobs(): Promise<Job[]> {
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb('state', 'in', ['queued', 'running']),
          eb.and([
            eb('state', '=', 'waiting'),
            eb.or([eb('error_code', 'in', waitedFor), eb('resumes_at', 'is not', null)]),
          ]),
        ]),
      )
      .orderBy('seq')
      .execute();
    return rows.map(toJob);
  },
  /** Jobs that wait for files which a browser was to send. */
  async openUploads(): Promise<{ jobId: JobId; openedAt: string }[]> {
    return db
      .selectFrom('jobs')
      .select(['id as jobId', 'created_at as openedAt'])
      .where('kind', '=', 'analyze')
      .where('state', '=', 'waiting')
      .where('error_code', 'is', null)
      .where('resumes_at', 'is', null)
      .execute();
  },
  async pausedJobs(): Promise<Job[]> {
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', 'paused')
      .orderBy('seq')
      .execute();
    return rows.map(toJob);
  },
  async unfinishedReadJob(wanted: WordsWanted): Promise<Job | null> {
    const row = await db
      .selectFrom('jobs')
      .selectAll()
      .where('kind', '=', 'read')
      .where('state', 'in', ['queued', 'running', 'waiting'])
      .where('payload', '=', JSON.stringify(wanted))
      .executeTakeFirst();
    return row ? toJob(row) : null;
  },
  async payload(id: JobId): Promise<AnalyzePayload> {
    const row = await db.selectFrom('jobs').select('payload').where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('NOT_FOUND', `Job ${id}.`);
    return Payload.parse(JSON.parse(row.payload));
  },
  async isListed(id: JobId): Promise<boolean> {
    const row = await db.selectFrom('jobs').select('listed').where('id', '=', id).executeTakeFirst();
    return row?.listed === 1;
  },
  async counts(id: JobId): Promise<ItemCounts> {
    const rows = await db
      .selectFrom('job_items')
      .select(({ fn }) => ['state', fn.countAll<number>().as('n'), fn.sum<number>('size').as('bytes')])
      .where('job_id', '=', id)
      .groupBy('state')
      .execute();
    const counts = { queued: 0, analyzed: 0, reused: 0, failed: 0, skipped: 0, bytes: 0 };
    for (const row of rows) {
      counts[row.state] = row.n;
      if (row.state !== 'queued') counts.bytes += row.bytes;
    }
    return counts;
  },
  async queuedItems(id: JobId, afterSeq: number, limit: number): Promise<JobItem[]> {
    const rows = await db
      .selectFrom('job_items')
      .select(['seq', 'root', 'path', 'absolute', 'size', 'mtime_ns', 'ad_id'])
      .where('job_id', '=', id)
      .where('state', '=', 'queued')
      .where('seq', '>', afterSeq)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(({ seq, root, path, absolute, size, mtime_ns, ad_id }) => ({
      jobId: id,
      seq,
      root,
      path,
      absolute,
      stamp: { size, mtimeNs: mtime_ns },
      adId: ad_id,
    }));
  },
  async failures(id: JobId): Promise<FileFailure[]> {
    const rows = await db
      .selectFrom('job_items')
      .select(['path', 'root', 'code', 'detail'])
      .where('job_id', '=', id)
      .where('state', '=', 'failed')
      .orderBy('seq')
      .execute();
    return rows.map((row) =>
      FileFailure.parse({ path: row.path, source: row.root, ...wordsFor(row.code as ErrorCode, row.detail) }),
    );
  },
  /** Files of which no job has made an ad since they failed; the first thousand by folder and name. */
  async failedFiles(): Promise<FileFailure[]> {
    const { rows } = await sql<{ path: string; root: string; code: ErrorCode; detail: string | null }>`
      SELECT item.path, item.root, item.code, item.detail
      FROM job_items AS item JOIN jobs ON jobs.id = item.job_id
      WHERE item.state = 'failed' AND NOT EXISTS (
        SELECT 1 FROM jobs AS later
        JOIN job_items AS again
          ON again.job_id = later.id AND again.root = item.root AND again.path = item.path
        WHERE later.seq > jobs.seq AND again.state IN ('failed', 'analyzed', 'reused'))
      ORDER BY item.root, item.path LIMIT 1000`.execute(db);
    return rows.map(({ path, root, code, detail }) =>
      FileFailure.parse({ path, source: root, ...wordsFor(code, detail) }),
    );
  },
  async skipped(id: JobId): Promise<SkippedFile[]> {
    const rows = await db
      .selectFrom('job_items')
      .select(['path', 'root', 'detail'])
      .where('job_id', '=', id)
      .where('state', '=', 'skipped')
      .orderBy('seq')
      .execute();
    return rows.map((row) => ({ path: row.path, source: row.root, reason: row.detail ?? '' }));
  },
  /** The ads of a job in listing order: where the first path comes from, and then the other paths with the same bytes. */
  async adPaths(id: JobId): Promise<Map<string, { source: Source; paths: string[] }>> {
    const rows = await db
      .selectFrom('job_items')
      .select(['ad_id', 'root', 'path', 'absolute'])
      .where('job_id', '=', id)
      .where('ad_id', 'is not', null)
      .orderBy('seq')
      .execute();
    const found = new Map<string, { source: Source; paths: string[] }>();
    for (const row of rows) {
      const ad = found.get(row.ad_id as string);
      if (ad) ad.paths.push(row.path);
      else {
        const source = sourceOf(row.root, row.path, row.absolute);
        found.set(row.ad_id as string, { source, paths: [row.path] });
      }
    }
    return found;
  },
});

interface NewJob {
  readonly kind: JobKind;
  readonly title: string;
  readonly payload: AnalyzePayload | WordsWanted | JudgePayload | RefreshPayload;
  readonly state: JobState;
  readonly at: string;
}

export async function insertJob(
  db: Kysely<Tables>,
  id: JobId,
  { kind, title, payload, state, at }: NewJob,
): Promise<Job> {
  const row = await db
    .insertInto('jobs')
    .values({
      id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from jobs)`,
      kind,
      title,
      payload: JSON.stringify(payload),
      state,
      attempt: 0,
      listed: 0,
      progress: JSON.stringify(idleProgress),
      error_code: null,
      error_detail: null,
      created_at: at,
      started_at: null,
      finished_at: null,
      resumes_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toJob(row);
}

export const jobWriter = (db: Kysely<Tables>, newJobId: () => JobId) => ({
  async createJob(title: string, payload: AnalyzePayload, state: JobState, at: string): Promise<Job> {
    return insertJob(db, newJobId(), { kind: 'analyze', title, payload: Payload.parse(payload), state, at });
  },
  async setJobState(
    id: JobId,
    state: JobState,
    at: string,
    more: {
      readonly error?: { readonly code: ErrorCode; readonly detail: string } | undefined;
      readonly resumesAt?: string | null;
    } = {},
  ): Promise<Job> {
    const { error, resumesAt = null } = more;
    const ended = state === 'done' || state === 'failed' || state === 'cancelled';
    const row = await db
      .updateTable('jobs')
      .set((eb) => ({
        state,
        error_code: error?.code ?? null,
        error_detail: error?.detail ?? null,
        finished_at: ended ? at : null,
        resumes_at: resumesAt,
        ...(state === 'running' && {
          started_at: eb.fn.coalesce('started_at', eb.val(at)),
          attempt: eb('attempt', '+', 1),
        }),
      }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new AppError('NOT_FOUND', `Job ${id}.`);
    return toJob(row);
  },
  async setProgress(id: JobId, progress: Progress): Promise<void> {
    await db
      .updateTable('jobs')
      .set({ progress: JSON.stringify(Progress.parse(progress)) })
      .where('id', '=', id)
      .execute();
  },
  async setPayload(id: JobId, payload: AnalyzePayload): Promise<void> {
    await db
      .updateTable('jobs')
      .set({ payload: JSON.stringify(Payload.parse(payload)) })
      .where('id', '=', id)
      .execute();
  },
  async setListed(id: JobId): Promise<void> {
    await db.updateTable('jobs').set({ listed: 1 }).where('id', '=', id).execute();
  },
  async requeueFailed(id: JobId): Promise<number> {
    const result = await db
      .updateTable('job_items')
      .set({ state: 'queued', code: null, detail: null })
      .where('job_id', '=', id)
      .where('state', '=', 'failed')
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  },
});
