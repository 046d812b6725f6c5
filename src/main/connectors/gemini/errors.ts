import { JudgeError, type JudgeProblem } from '../../core/score/council/judge-error.ts';
import { believed, problemOf, unanswered } from '../judge/http.ts';
import { ErrorBody, Operation } from './wire.ts';

/** Their failures by the status in the body: a wrong key is a 400 there, and how long to wait stands in the details. */
export function toJudgeError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof JudgeError) return error;
  if (signal.aborted) return signal.reason;
  const { status, message } = error as { status?: number; message?: string };
  if (status === undefined) return unanswered(error);
  const body = bodyOf(message ?? '');
  const reasons = body?.details?.map(({ reason }) => reason) ?? [];
  const detail = `${status} ${body?.status ?? ''} ${reasons.find(Boolean) ?? ''}`.trim();
  const more = { retryAfterMs: delayOf(body) };
  if (reasons.includes('API_KEY_INVALID') || reasons.includes('SERVICE_DISABLED'))
    return new JudgeError('auth', detail, more);
  if (status === 400 && isTooLong(body?.message)) return new JudgeError('too_long', detail, more);
  if (status === 400 && /FAILED_PRECONDITION/.test(body?.status ?? ''))
    return new JudgeError('quota', detail, more);
  if (status === 429 && noneAtAll.test(body?.message ?? ''))
    return new JudgeError('quota', `${detail} limit 0`);
  if (status === 429 && isOfDay(body))
    return new JudgeError('rate_limit', `${detail} per day`, {
      retryAfterMs: Math.max(dayLimitLookMs, more.retryAfterMs ?? 0),
    });
  return new JudgeError(problemOf(status), detail, more);
}

/** Of `google.rpc.Code`, which a batch that failed bears in place of a status; any other is no fault that we know. */
const byCode: Readonly<Record<number, JudgeProblem>> = {
  4: 'timeout',
  5: 'model',
  7: 'auth',
  8: 'rate_limit',
  14: 'overloaded',
  16: 'auth',
};

/**
 * Why a batch failed as a whole, by its operation as it comes over the line. It answered nothing, and what fails is not
 * billed (ai.google.dev/gemini-api/docs/billing).
 */
export const batchFailure = (operation: unknown): JudgeError =>
  failureOf(Operation.safeParse(operation).data?.error ?? {});

/**
 * Why one of its lines did, which may be the ad's own: a film that is gone is refused as one that the key may not see, and
 * says nothing of the other ads.
 */
export const lineFailure = (error: Status): JudgeError => {
  if (error.code === 3 && isTooLong(error.message)) return new JudgeError('too_long', 'failed 3');
  const failure = failureOf(error);
  const isOwn = failure.problem === 'auth' || failure.problem === 'model';
  return isOwn ? new JudgeError('upstream', failure.message) : failure;
};

interface Status {
  readonly code?: number | null | undefined;
  readonly message?: string | null | undefined;
}

const failureOf = ({ code, message }: Status): JudgeError =>
  code === 8 && noneAtAll.test(message ?? '')
    ? new JudgeError('quota', 'failed 8 limit 0')
    : new JudgeError(byCode[code ?? 0] ?? 'upstream', `failed ${code ?? 'without a reason'}`);

const isTooLong = (message: string | null | undefined): boolean =>
  /token count|too (long|large)/i.test(message ?? '');

/** Of a plan that leaves the model out. */
const noneAtAll = /limit: 0(?!\.?\d)/;

/** When their day ends is not told, and the wait that is told counts for the limit of a minute. */
const dayLimitLookMs = 3_600_000;
const isOfDay = (body: Body | null): boolean =>
  (body?.details ?? []).some(({ violations }) =>
    violations?.some(({ quotaId }) => /PerDay/i.test(quotaId ?? '')),
  );

type Body = ReturnType<typeof ErrorBody.parse>['error'];

function bodyOf(message: string): Body | null {
  try {
    return ErrorBody.parse(JSON.parse(message.slice(message.indexOf('{')))).error;
  } catch {
    return null;
  }
}

/** RetryInfo says "12s" or "1.5s". */
function delayOf(body: Body | null): number | null {
  const text = body?.details?.find(({ retryDelay }) => retryDelay)?.retryDelay;
  const seconds = Number.parseFloat(text ?? '');
  return Number.isFinite(seconds) ? believed(seconds * 1000) : null;
}
