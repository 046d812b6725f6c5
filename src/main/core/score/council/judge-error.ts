/** Why a judge did not answer, as far as it decides what happens next. */
export type JudgeProblem =
  /** The key is missing, wrong or has no right to this model: nobody need ask again in this run. */
  | 'auth'
  /** The account has no credit left, its own spending limit is reached, or its plan leaves this model out: the same. */
  | 'quota'
  /** The model is unknown there: the same. */
  | 'model'
  /** Too fast; `retryAfterMs` says when to come back. */
  | 'rate_limit'
  | 'overloaded'
  | 'offline'
  | 'timeout'
  /** The ad is more than the model takes. */
  | 'too_long'
  /** It took the media and cannot use it. */
  | 'media'
  /** It refuses to judge this ad. */
  | 'refused'
  /** A safety filter of the service stands before the model. */
  | 'blocked'
  | 'off_schema'
  /** It was asked by a batch of which nobody can find out whether it arrived. */
  | 'lost'
  | 'upstream';

export interface Usage {
  /** All input tokens, cached ones among them. */
  readonly input: number;
  readonly cachedInput: number;
  /** All output tokens, thinking among them. */
  readonly output: number;
}

/** What an attempt cost: nothing, what the service said, or nobody knows. */
export type Paid =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'used'; readonly usage: Usage }
  | { readonly kind: 'unknown' };

/** It bears no cause: what a client throws repeats what its service said, and that may be the key. */
export class JudgeError extends Error {
  override readonly name = 'JudgeError';
  readonly problem: JudgeProblem;
  readonly paid: Paid;
  /** What the service asked for; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    problem: JudgeProblem,
    detail: string,
    more: { readonly paid?: Paid; readonly retryAfterMs?: number | null } = {},
  ) {
    super(detail);
    this.problem = problem;
    this.paid = more.paid ?? { kind: 'nothing' };
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** Whatever else is wrong, a server that failed or a line that broke may have taken it. */
export const mayHaveArrived = (error: unknown): boolean =>
  !(error instanceof JudgeError) || error.paid.kind !== 'nothing' || error.problem === 'overloaded';

/** Nobody knows what was paid where neither is told. */
export const paidOf = (
  input: number | null | undefined,
  cachedInput: number | null | undefined,
  output: number | null | undefined,
): Paid =>
  input == null && output == null
    ? { kind: 'unknown' }
    : { kind: 'used', usage: { input: input ?? 0, cachedInput: cachedInput ?? 0, output: output ?? 0 } };

/** Asking the same again can help. */
export const isPassing = (problem: JudgeProblem): boolean =>
  ['rate_limit', 'overloaded', 'offline', 'timeout', 'off_schema', 'upstream'].includes(problem);

const outages: Partial<Record<JudgeProblem, 'RATE_LIMITED' | 'UPSTREAM' | 'OFFLINE'>> = {
  rate_limit: 'RATE_LIMITED',
  overloaded: 'UPSTREAM',
  offline: 'OFFLINE',
};
/** How an outage is told; null for what is no outage. */
export const outageOf = (problem: JudgeProblem) => outages[problem] ?? null;

/** Asking this judge about any other ad would end the same way. */
export const isFinal = (problem: JudgeProblem | null): boolean =>
  problem !== null && ['auth', 'quota', 'model'].includes(problem);

/** Asking the same of it again, in whichever run, would end the same way. What was lost may be asked by who means to pay twice. */
export const isLasting = (problem: JudgeProblem): boolean =>
  !isPassing(problem) && !isFinal(problem) && problem !== 'lost';

const words: Record<JudgeProblem, string> = {
  auth: 'its key was not accepted',
  quota: 'its account has no credit left, or its plan none for this model',
  model: 'its model is not available to this key',
  rate_limit: 'it asked us to slow down',
  overloaded: 'it was overloaded',
  offline: 'it could not be reached',
  timeout: 'it did not answer in time',
  too_long: 'the ad is longer than it takes',
  media: 'it could not use the media',
  refused: 'it refused to judge this ad',
  blocked: 'a safety filter blocked the ad',
  off_schema: 'its answer did not fit the rubric',
  lost: 'the way to it broke while a batch left, and it does not tell whether that arrived; asking again could cost twice, so nobody did',
  upstream: 'it answered with an error',
};

/** For people: why a judge is absent. */
export const absenceOf = (problem: JudgeProblem, tries: number): string =>
  tries > 1 ? `${words[problem]} (${tries} tries)` : words[problem];
