import { procedure } from '../define.ts';
import { Instant } from '../schemas/common.ts';
import { RefreshSchedule, Today } from '../schemas/today.ts';
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
  'today.schedule': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({})),
    output: RefreshSchedule,
    errors: [],
    summary: 'When results are brought from Meta by themselves next, and how that went last',
  }),
};
