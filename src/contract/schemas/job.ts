import { z } from 'zod';
import { strict } from '../strict.ts';
import { Ad } from './ad.ts';
import { Code, Instant, JobId } from './common.ts';

/** `waiting` holds for something outside: uploads to arrive, a rate limit, free disk space. */
export const JobState = z.enum(['queued', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;

export const Progress = strict(() => ({
  /** Files that reached their end, scored or failed. */
  done: z.int().nonnegative(),
  /** Files to measure: what is skipped is not among them. */
  total: z.int().nonnegative(),
  /** How many of `done` failed. */
  failed: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Null until enough is known. */
  eta_s: z.number().nonnegative().nullable(),
  /** False while the folder is still being listed, so `total` may grow. */
  listed: z.boolean(),
}));
export type Progress = z.infer<typeof Progress>;

export const JobError = strict(() => ({ code: Code, message: z.string(), next_step: z.string() }));

/** `analyze` lists, measures and scores; `read` reads the words of ads that were measured, `judge` has
 * them judged by the council. `refresh` brings results from Meta. */
export const JobKind = z.enum(['analyze', 'read', 'judge', 'refresh']);
export type JobKind = z.infer<typeof JobKind>;

export const Job = strict(() => ({
  id: JobId,
  kind: JobKind,
  /** For people: the folder's name, or "Sample ads". */
  title: z.string(),
  state: JobState,
  attempt: z.int().nonnegative(),
  progress: Progress,
  error: JobError.nullable(),
  /** When one that waits goes on by itself: a limit is over, or an answer is looked for again. */
  resumes_at: Instant.nullable(),
  created_at: Instant,
  started_at: Instant.nullable(),
  finished_at: Instant.nullable(),
}));
export type Job = z.infer<typeof Job>;

export const FileFailure = strict(() => ({
  path: z.string(),
  source: z.string(),
  code: Code,
  message: z.string(),
  next_step: z.string(),
}));
export type FileFailure = z.infer<typeof FileFailure>;

export const SkippedFile = strict(() => ({ path: z.string(), source: z.string(), reason: z.string() }));
export type SkippedFile = z.infer<typeof SkippedFile>;

/** Counts count paths: found = analyzed + reused + failed + skipped. */
export const Counts = strict(() => ({
  found: z.int().nonnegative(),
  analyzed: z.int().nonnegative(),
  reused: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
}));

export const AnalyzeResult = strict(() => ({
  version: z.literal(1),
  job: strict(() => ({
    id: JobId,
    state: JobState,
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  })),
  counts: Counts,
  ads: z.array(Ad),
  failures: z.array(FileFailure),
  skipped: z.array(SkippedFile),
}));
export type AnalyzeResult = z.infer<typeof AnalyzeResult>;
