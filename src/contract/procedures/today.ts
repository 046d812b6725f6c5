import { z } from 'zod';
import { procedure } from '../define.ts';
import { Empty, Instant } from '../schemas/common.ts';
import { RefreshSchedule, SourceRead, Today } from '../schemas/today.ts';
import { strict } from '../strict.ts';

export const today = {
  'today.show': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      since: Instant.describe('Jobs and scored ads since then, UTC; since a day ago when absent').optional(),
    })),
    output: Today,
    errors: [],
    summary:
      'What changed since yesterday: results, unusual days, tired ads, requests, failed jobs, new scores',
  }),
  'today.reads': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({ reads: z.array(SourceRead) })),
    errors: [],
    summary: 'When each source outside was read last: ad accounts, HubSpot, Drive, trackers, files of sales',
  }),
  'today.schedule': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({})),
    output: RefreshSchedule,
    errors: [],
    summary: 'When results are brought from Meta by themselves next, and how that went last',
  }),
};
