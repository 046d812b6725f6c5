import { z } from 'zod';
import { procedure } from '../define.ts';
import { JobId } from '../schemas/common.ts';
import { AccountResults, Day } from '../schemas/results.ts';

const AccountId = z.string().regex(/^\d{1,30}$/);

export const learn = {
  'learn.refresh': procedure({
    kind: 'job',
    effect: 'local',
    input: z.strictObject({
      /** Days before today, in the time zone of each account. Meta keeps 37 months. */
      days_back: z.int().min(1).max(1100).default(30),
      /** Ad accounts by number; without any, those of META_AD_ACCOUNT_ID, else all that the account sees. */
      accounts: z.array(AccountId).max(1000).default([]),
    }),
    output: z.strictObject({ job_id: JobId }),
    errors: ['NOT_CONNECTED'],
    summary: 'Bring campaigns, ads and their results from Meta: what is new, and what can still have changed',
  }),
  'learn.insights': procedure({
    kind: 'query',
    effect: 'none',
    input: z.strictObject({
      since: Day.optional(),
      until: Day.optional(),
      account: AccountId.optional(),
    }),
    /** One entry for each ad account: money of different accounts is never added up. */
    output: z.strictObject({ accounts: z.array(AccountResults) }),
    errors: ['NOT_FOUND', 'INVALID_INPUT'],
    summary: 'Real results by ad and campaign, as they were brought from Meta',
  }),
};
