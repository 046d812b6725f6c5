import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Empty, JobId } from '../schemas/common.ts';
import { DriveLook } from '../schemas/drive.ts';
import { AnalyzeResult } from '../schemas/job.ts';
import { strict } from '../strict.ts';

const Started = strict(() => ({ job_id: JobId }));
const MetaAccountId = z.string().regex(/^\d{1,30}$/);
const MaxFiles = z
  .int()
  .positive()
  .max(1_000_000)
  .describe('Files to take at most; all when absent')
  .optional();
const DriveLink = z
  .string()
  .min(1)
  .max(2048)
  .describe('A link to a folder or a file of Google Drive as it was pasted, or its id');
/** What a service may answer when it is asked at once. */
export const fromService = [
  'NOT_CONNECTED',
  'NOT_FOUND',
  'PERMISSION',
  'AUTH_EXPIRED',
  'OFFLINE',
  'UPSTREAM',
  'RATE_LIMITED',
] as const;

export const ingest = {
  'ingest.analyze': procedure({
    kind: 'job',
    effect: 'local',
    input: strict(() => ({
      /** Absolute paths of folders or files on the machine that runs the owner process. */
      paths: z.array(z.string().min(1).max(32_768)).min(1).max(10_000),
      max: MaxFiles,
      /** Measure again even what has not changed. */
      fresh: z.boolean().default(false),
    })),
    output: Started,
    errors: ['NOT_FOUND', 'UNREADABLE', 'DISK_FULL'],
    summary: 'Measure, score and explain every ad in folders or files',
  }),
  'ingest.lookDrive': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ link: DriveLink, max: MaxFiles })),
    output: DriveLook,
    errors: fromService,
    asks: true,
    summary: 'What a folder of Google Drive holds, before any of it is fetched',
  }),
  'ingest.analyzeDrive': procedure({
    kind: 'job',
    effect: 'local',
    input: strict(() => ({ link: DriveLink, max: MaxFiles, fresh: z.boolean().default(false) })),
    output: Started,
    errors: fromService,
    summary: 'Fetch, measure, score and explain every ad in a folder of Google Drive',
  }),
  'ingest.analyzeMeta': procedure({
    kind: 'job',
    effect: 'local',
    input: strict(() => ({
      /** The number of an ad account at Meta; without it the one of META_AD_ACCOUNT_ID, or the only one. */
      account: MetaAccountId.optional(),
      max: MaxFiles,
      fresh: z.boolean().default(false),
    })),
    output: Started,
    errors: fromService,
    summary:
      'Fetch, measure, score and explain the videos and images of the ads that run in an ad account at Meta',
  }),
  'ingest.metaAccounts': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      accounts: z.array(strict(() => ({ id: MetaAccountId, name: z.string(), currency: z.string() }))),
    })),
    errors: fromService,
    asks: true,
    summary: 'The ad accounts at Meta whose ads can be analysed',
  }),
  'ingest.samples': procedure({
    kind: 'job',
    effect: 'local',
    input: Empty,
    output: Started,
    errors: ['NOT_FOUND'],
    summary: 'Measure and score the sample ads that come with the app',
  }),
  'ingest.openUpload': procedure({
    kind: 'job',
    effect: 'local',
    input: strict(() => ({
      title: z.string().min(1).max(255),
      /** What the browser is about to send, for the free-space check. */
      bytes: z.int().nonnegative(),
      files: z.int().positive().max(100_000),
    })),
    output: Started,
    errors: ['DISK_FULL', 'TOO_LARGE'],
    hosts: ['gateway'],
    summary: 'Open a job that waits for dropped files to be uploaded',
  }),
  'ingest.closeUpload': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ job_id: JobId })),
    output: Started,
    errors: ['NOT_FOUND', 'CONFLICT'],
    hosts: ['gateway'],
    summary: 'Say that all files have arrived and start measuring',
  }),
  'ingest.result': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ job_id: JobId })),
    output: AnalyzeResult,
    errors: ['NOT_FOUND'],
    hosts: notForModels,
    summary: 'The counts, ads, failures and skipped files of one analysis',
  }),
};
