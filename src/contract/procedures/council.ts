import { z } from 'zod';
import { procedure } from '../define.ts';
import { ApprovalDetail } from '../schemas/approval.ts';
import { AdId, Empty, JobId } from '../schemas/common.ts';
import {
  AdDraft,
  CouncilChoice,
  CouncilEstimate,
  CouncilRecord,
  DataUse,
  Judge,
} from '../schemas/council.ts';
import { strict } from '../strict.ts';

const Which = {
  job_id: JobId.describe(
    'The ads of this analysis, as they are scored; else those that are named',
  ).optional(),
  ads: z.array(AdId).max(10_000).describe('Ids of the ads to judge').optional(),
  council: CouncilChoice.exclude(['off']).describe('Which judges are asked'),
  ceiling_usd: z
    .number()
    .min(0)
    .max(10_000)
    .describe('What the run may cost in USD; the setting when absent')
    .optional(),
  cheaper: z
    .boolean()
    .describe('By batch where a service has one: half the price, answered within a day')
    .default(false),
};

/** Money and ads leave this machine here, so models that call us may not call it. */
export const council = {
  'council.estimate': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      ...Which,
      drafts: z
        .array(AdDraft)
        .max(10_000)
        .describe('Ads that are not here yet, by what `ingest.lookDrive` says of them')
        .optional(),
    })),
    output: CouncilEstimate,
    errors: [],
    summary: 'Who would judge these ads, what would leave this machine, and what it would cost',
  }),
  'council.judge': procedure({
    kind: 'job',
    effect: 'local',
    input: strict(() => ({
      ...Which,
      /** The person was shown what leaves this machine; remembered for each account. A program cannot agree. */
      agree: z.boolean().default(false),
    })),
    output: strict(() => ({ job_id: JobId })),
    errors: ['NEEDS_APPROVAL', 'STOPPED', 'NOT_FOUND', 'INVALID_INPUT'],
    hosts: ['electron', 'gateway', 'socket', 'cli'],
    summary:
      'Have ads judged by the models that are connected, under a cost ceiling; a program stays below the one of the settings',
  }),
  'council.proposeRun': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      ads: z.array(AdId).min(1).max(500).describe('Ids of the ads to judge'),
      council: Which.council,
      ceiling_usd: z.number().min(0.01).max(10_000).describe('What the run may cost in USD, to the cent'),
      cheaper: Which.cheaper,
    })),
    output: ApprovalDetail,
    errors: ['NOT_CONNECTED', 'NOT_FOUND', 'NEEDS_APPROVAL'],
    summary:
      'Propose a run of the council with a ceiling of its own; it waits until a person approves it, and then runs once',
  }),
  'council.proposeConsent': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      service: Judge.describe('Who would get them'),
      use: DataUse.describe('What for'),
    })),
    output: ApprovalDetail,
    errors: ['NOT_CONNECTED', 'CONFLICT', 'NEEDS_APPROVAL'],
    summary:
      'Propose that a service may get ads to judge them, or questions to answer them; nothing is sent there before a person approves',
  }),
  'council.record': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: CouncilRecord,
    errors: [],
    summary: 'How each judge did against results, and when nothing can be said yet',
  }),
};
