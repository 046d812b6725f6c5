import { z } from 'zod';
import { procedure } from '../define.ts';
import { AdId, Empty, JobId } from '../schemas/common.ts';
import { AdDraft, CouncilChoice, CouncilEstimate, CouncilRecord } from '../schemas/council.ts';

const Which = {
  /** The ads of this analysis, as they are scored; else those that are named. */
  job_id: JobId.optional(),
  ads: z.array(AdId).max(10_000).optional(),
  council: CouncilChoice.exclude(['off']),
  /** What the run may cost; the setting when absent. */
  ceiling_usd: z.number().min(0).max(10_000).optional(),
  /** By batch where a service has one: half the price, answered within a day. */
  cheaper: z.boolean().default(false),
};

/** Money and ads leave this machine here, so models that call us may not call it. */
export const council = {
  'council.estimate': procedure({
    kind: 'query',
    effect: 'none',
    input: z.strictObject({
      ...Which,
      /** Ads that are not here yet, by what `ingest.lookDrive` says of them. */
      drafts: z.array(AdDraft).max(10_000).optional(),
    }),
    output: CouncilEstimate,
    errors: [],
    summary: 'Who would judge these ads, what would leave this machine, and what it would cost',
  }),
  'council.judge': procedure({
    kind: 'job',
    effect: 'local',
    input: z.strictObject({
      ...Which,
      /** The caller was shown what leaves this machine; remembered for each account. */
      agree: z.boolean().default(false),
    }),
    output: z.strictObject({ job_id: JobId }),
    errors: ['NEEDS_APPROVAL', 'NOT_FOUND', 'INVALID_INPUT'],
    hosts: ['electron', 'gateway', 'socket', 'cli'],
    summary: 'Have ads judged by the models that are connected, under a cost ceiling',
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
