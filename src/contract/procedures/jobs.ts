import { z } from 'zod';
import { procedure } from '../define.ts';
import { JobId } from '../schemas/common.ts';
import { FileFailure, Job, JobKind, JobState, SkippedFile } from '../schemas/job.ts';
import { strict } from '../strict.ts';

const One = strict(() => ({ job_id: JobId.describe('The job') }));

export const jobs = {
  'jobs.list': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      kinds: z.array(JobKind).max(10).optional().describe('Only jobs of these kinds'),
      states: z.array(JobState).max(10).optional().describe('Only jobs in these states'),
      limit: z.int().min(1).max(500).describe('Jobs at most, the newest first').default(50),
    })),
    output: strict(() => ({ jobs: z.array(Job) })),
    errors: [],
    summary: 'The newest jobs first',
  }),
  'jobs.get': procedure({
    kind: 'query',
    effect: 'none',
    input: One,
    output: strict(() => ({ job: Job, failures: z.array(FileFailure), skipped: z.array(SkippedFile) })),
    errors: ['NOT_FOUND'],
    summary: 'One job with the files that failed or were skipped, and why',
  }),
  'jobs.pause': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: Job,
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'Stop for now; files in the middle start again on resume',
  }),
  'jobs.resume': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: Job,
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'Go on with a paused, cancelled or failed job where it stopped',
  }),
  'jobs.cancel': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: Job,
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'Stop a job; what is already scored is kept',
  }),
  'jobs.retry': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: Job,
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'Try the failed files of a job again',
  }),
};
