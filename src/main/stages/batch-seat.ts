import type { JobId } from '../../contract/index.ts';
import type { JudgeError } from '../core/score/council/judge-error.ts';
import { paidCost, type Rates } from '../core/score/council/price.ts';
import type { CallEnd, JobItem, JudgeBatches, JudgePort } from '../ports.ts';
import { usageOf } from './ask-judge.ts';
import type { CouncilPorts } from './council.ts';

/** A judge that can be asked by batch. */
export interface BatchSeat {
  readonly judge: JudgePort['judge'];
  /** Why it is sent nothing in this run; what it was sent before is read all the same. */
  readonly off: string | null;
  readonly model: string;
  readonly seesVideo: boolean;
  readonly batches: JudgeBatches;
  /** At the price of a batch that is sent to this model at this time; null when it is not known. */
  ratesAt(model: string, sentAt: string): Rates | null;
  readonly limits: { readonly schemaBytes: number; readonly maxOutputTokens: number };
}

export interface BatchPorts extends CouncilPorts {
  /** Brings the file to where it is read; it stays until what this answers is called. */
  fetch(item: JobItem, signal: AbortSignal): Promise<() => void>;
  /**
   * Until when a judge asked not to be asked, by its queue (`queueOf`), in ms since 1970: looks at the others' batches come
   * sooner, and of each question only so many tries are made.
   */
  readonly restUntilMs: Map<string, number>;
}

/** Each model of a service has one. */
export const queueOf = ({ judge, model }: Pick<BatchSeat, 'judge' | 'model'>): string => `${judge} ${model}`;

/** No other question has it, from whichever library. */
export const lineId = (jobId: JobId, callId: number): string => `${jobId}-${callId}`;

/** A third of a batch's age: soon at first, and every ten minutes once it takes hours. */
export const nextLookMs = (ageMs: number): number => Math.min(600_000, Math.max(15_000, ageMs / 3));

/** A question that came to nothing, and what that cost. */
export const failedEnd = (
  rates: Rates | null,
  { problem, message, paid }: JudgeError,
  worstMicroUsd: number,
): CallEnd => ({
  state: 'failed',
  costMicroUsd: paidCost(paid, rates, worstMicroUsd),
  usage: usageOf(paid),
  requestId: null,
  answeredBy: null,
  problem: `${problem}: ${message}`,
});
