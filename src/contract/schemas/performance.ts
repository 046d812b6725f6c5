import { z } from 'zod';
import { strict } from '../strict.ts';
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
export const JobRun = strict(() => ({
  job_id: JobId,
  ended_at: Instant,
  seconds: Seconds,
  analyzed: Count,
  reused: Count,
  failed: Count,
  /** Length of the videos that were measured. */
  media_s: Seconds,
}));
export type JobRun = z.infer<typeof JobRun>;

export const JobsOfKind = strict(() => ({
  kind: JobKind,
  ...Ends,
  /** The median and the longest; null where every run was interrupted. */
  usual_s: Seconds.nullable(),
  longest_s: Seconds.nullable(),
}));
export type JobsOfKind = z.infer<typeof JobsOfKind>;

export const SeenError = strict(() => ({
  code: Code,
  /** Files, jobs and questions that ended with it. */
  times: Count,
  /** The newest. */
  last_at: Instant,
  message: z.string(),
  next_step: z.string(),
}));
export type SeenError = z.infer<typeof SeenError>;

/** Which part of the app asked a model. */
export const ModelUse = z.enum(['council', 'director']);

export const ModelCalls = strict(() => ({
  /** Null for questions of a conversation that was deleted since. */
  service: Judge.nullable(),
  use: ModelUse,
  ...Asked,
  cost_usd: Usd,
  last_problem: strict(() => ({ at: Instant, text: z.string() })).nullable(),
}));
export type ModelCalls = z.infer<typeof ModelCalls>;

export const ServiceCalls = strict(() => ({
  service: z.enum(['meta', 'google', 'hubspot']),
  ...Asked,
  /** Since it asked for it. */
  waited_s: Seconds,
}));
export type ServiceCalls = z.infer<typeof ServiceCalls>;

/** Of an ad account that was asked. */
export const MetaLimit = strict(() => ({
  account: z.string(),
  name: z.string(),
  /** Of the limit that is nearest, as Meta said last; null before it said any. */
  used_percent: z.number().nonnegative().nullable(),
  read_at: Instant.nullable(),
  /** Meta asked to leave it alone until then. */
  paused_until: Instant.nullable(),
}));
export type MetaLimit = z.infer<typeof MetaLimit>;

/** What one run or one question may cost, and the one that came nearest to its own ceiling. */
export const Ceiling = strict(() => ({
  use: ModelUse,
  ceiling_usd: Usd,
  dearest: strict(() => ({ at: Instant, cost_usd: Usd, ceiling_usd: Usd })).nullable(),
}));
export type Ceiling = z.infer<typeof Ceiling>;

/** How the app itself does. Days are those of UTC; each list tells of the days asked for alone. */
export const Performance = strict(() => ({
  since: Day,
  until: Day,
  jobs: strict(() => ({
    /** Those that have not ended, whenever they began. */
    unfinished: Count,
    /** Every day, also without a job. */
    days: z.array(strict(() => ({ day: Day, ...Ends }))),
    kinds: z.array(JobsOfKind),
  })),
  /** Analyses that measured something, the newest last. */
  runs: z.array(JobRun),
  /** Of all files that analyses looked at. */
  files: strict(() => ({ analyzed: Count, reused: Count, failed: Count, skipped: Count })),
  errors: z.array(SeenError),
  models: z.array(ModelCalls),
  /** A call whose price was never told counts with the most that it could cost, as ceilings count it. */
  cost: strict(() => ({
    days: z.array(strict(() => ({ day: Day, council_usd: Usd, director_usd: Usd }))),
    ceilings: z.array(Ceiling),
  })),
  services: z.array(ServiceCalls),
  meta_accounts: z.array(MetaLimit),
  storage: strict(() => ({
    library_bytes: Bytes,
    /** With very many ads, from a part of them. */
    pictures: strict(() => ({ bytes: Bytes, estimated: z.boolean() })),
    cache_bytes: Bytes,
    cache_limit_bytes: Bytes,
    backups: z.array(
      strict(() => ({ reason: Backup.shape.reason, count: Count, kept_at_most: Count, bytes: Bytes })),
    ),
    free_bytes: Bytes,
  })),
}));
export type Performance = z.infer<typeof Performance>;
