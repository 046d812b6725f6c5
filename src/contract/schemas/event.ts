import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId, JobId } from './common.ts';
import { ConversationId } from './director.ts';
import { Job } from './job.ts';
import { MarkedAd } from './marks.ts';

/** Events tell what happened; they never ask for work. `seq` grows by one, so a listener can resume after a gap. */
const seq = z.int().positive();
export const AppEvent = z.discriminatedUnion('type', [
  strict(() => ({ type: z.literal('job'), seq, job: Job })),
  /** Ads are new or say something else; without a job where results moved the score of their council. */
  strict(() => ({ type: z.literal('ads'), seq, job_id: JobId.nullable(), ids: z.array(AdId) })),
  /** Ads were taken out, brought back or found at another place; empty when they are more than an event carries. */
  strict(() => ({ type: z.literal('changed'), seq, ids: z.array(AdId) })),
  strict(() => ({ type: z.literal('settings'), seq })),
  /** Clients, what they were given, or saved views have changed. */
  strict(() => ({ type: z.literal('collections'), seq })),
  strict(() => ({
    type: z.literal('marks'),
    seq,
    /** Empty when more ads were marked than an event carries. */
    marks: z.array(MarkedAd),
  })),
  strict(() => ({ type: z.literal('accounts'), seq })),
  /** A program was given a token, or one was taken away. */
  strict(() => ({ type: z.literal('tokens'), seq })),
  strict(() => ({ type: z.literal('watch'), seq })),
  /** One more version of what is known from results. */
  strict(() => ({ type: z.literal('learnt'), seq })),
  /** Rows of the revenue ledger came in or changed. */
  strict(() => ({ type: z.literal('revenue'), seq })),
  /** The approval queue, or how far something in it came. */
  strict(() => ({ type: z.literal('approvals'), seq })),
  /** What budget proposals are held to. */
  strict(() => ({ type: z.literal('limits'), seq })),
  /** The Director got further with this conversation, or it is gone. */
  strict(() => ({ type: z.literal('director'), seq, conversation: ConversationId })),
  /** What a planned refresh of results brought, in one line for a person. */
  strict(() => ({ type: z.literal('digest'), seq, text: z.string() })),
  /** Ads compared with each other so far. Settled: what is said of near-duplicates holds for the library as it is. */
  strict(() => ({ type: z.literal('library'), seq, indexed: z.int().nonnegative(), settled: z.boolean() })),
]);
export type AppEvent = z.infer<typeof AppEvent>;
