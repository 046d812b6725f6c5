import { z } from 'zod';
import { Code, Instant, JobId } from './common.ts';
import { Judge } from './council.ts';
import { Backup } from './health.ts';
import { JobKind } from './job.ts';
import { Day } from './results.ts';

const Count = z.int().nonnegative();
const Bytes = z.int().nonnegative();
const Seconds = z.number().nonnegative();
const Usd = z.number().nonnegative();

const Ends = { done: Count, failed: Count, cancelled: Count };

const Asked = {
  calls: Count,
  failed: Count,
  /** Of those that failed: the service asked to slow down. */
  limited: Count,
};

/** Of runs that nothing interrupted: what was paused, or went on after a crash, has no length that says anything. */
export const JobRun = z.strictObject({
  job_id: JobId,
  ended_at: Instant,
  seconds: Seconds,
  analyzed: Count,
  reused: Count,
  failed: Count,
  /** Length of the videos that were measured. */
  media_s: Seconds,
});
export type JobRun = z.infer<typeof JobRun>;

export const JobsOfKind = z.strictObject({
  kind: JobKind,
  ...Ends,
  /** The median and the longest; null where every run was interrupted. */
  usual_s: Seconds.nullable(),
  longest_s: Seconds.nullable(),
});
export type JobsOfKind = z.infer<typeof JobsOfKind>;

export const SeenError = z.strictObject({
  code: Code,
  /** Files, jobs and questions that ended with it. */
  times: Count,
  /** The newest. */
  last_at: Instant,
  message: z.string(),
  next_step: z.string(),
});
export type SeenError = z.infer<typeof SeenError>;

/** Which part of the app asked a model. */
export const ModelUse = z.enum(['council', 'director']);

export const ModelCalls = z.strictObject({
  /** Null for questions of a conversation that was deleted since. */
  service: Judge.nullable(),
  use: ModelUse,
  ...Asked,
  cost_usd: Usd,
  last_problem: z.strictObject({ at: Instant, text: z.string() }).nullable(),
});
export type ModelCalls = z.infer<typeof ModelCalls>;

export const ServiceCalls = z.strictObject({
  service: z.enum(['meta', 'google', 'hubspot']),
  ...Asked,
  /** Since it asked for it. */
  waited_s: Seconds,
});
export type ServiceCalls = z.infer<typeof ServiceCalls>;

/** Of an ad account that was asked. */
export const MetaLimit = z.strictObject({
  account: z.string(),
  name: z.string(),
  /** Of the limit that is nearest, as Meta said last; null before it said any. */
  used_percent: z.number().nonnegative().nullable(),
  read_at: Instant.nullable(),
  /** Meta asked to leave it alone until then. */
  paused_until: Instant.nullable(),
});
export type MetaLimit = z.infer<typeof MetaLimit>;

/** What one run or one question may cost, and the one that came nearest to its own ceiling. */
export const Ceiling = z.strictObject({
  use: ModelUse,
  ceiling_usd: Usd,
  dearest: z.strictObject({ at: Instant, cost_usd: Usd, ceiling_usd: Usd }).nullable(),
});
export type Ceiling = z.infer<typeof Ceiling>;

/** How the app itself does. Days are those of UTC; each list tells of the days asked for alone. */
export const Performance = z.strictObject({
  since: Day,
  until: Day,
  jobs: z.strictObject({
    /** Those that have not ended, whenever they began. */
    unfinished: Count,
    /** Every day, also without a job. */
    days: z.array(z.strictObject({ day: Day, ...Ends })),
    kinds: z.array(JobsOfKind),
  }),
  /** Analyses that measured something, the newest last. */
  runs: z.array(JobRun),
  /** Of all files that analyses looked at. */
  files: z.strictObject({ analyzed: Count, reused: Count, failed: Count, skipped: Count }),
  errors: z.array(SeenError),
  models: z.array(ModelCalls),
  /** A call whose price was never told counts with the most that it could cost, as ceilings count it. */
  cost: z.strictObject({
    days: z.array(z.strictObject({ day: Day, council_usd: Usd, director_usd: Usd })),
    ceilings: z.array(Ceiling),
  }),
  services: z.array(ServiceCalls),
  meta_accounts: z.array(MetaLimit),
  storage: z.strictObject({
    library_bytes: Bytes,
    /** With very many ads, from a part of them. */
    pictures: z.strictObject({ bytes: Bytes, estimated: z.boolean() }),
    cache_bytes: Bytes,
    cache_limit_bytes: Bytes,
    backups: z.array(
      z.strictObject({ reason: Backup.shape.reason, count: Count, kept_at_most: Count, bytes: Bytes }),
    ),
    free_bytes: Bytes,
  }),
});
export type Performance = z.infer<typeof Performance>;
