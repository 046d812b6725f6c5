import { JudgeError } from '../../core/score/council/judge-error.ts';
import { problemOf, retryAfter, unanswered } from '../judge/http.ts';

/** These servers share no error codes, so the status and a few common words have to do. */
export function toJudgeError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof JudgeError) return error;
  if (signal.aborted) return signal.reason;
  const { status, headers, message } = error as {
    status?: number;
    headers?: Headers;
    message?: string;
  };
  if (status === undefined) {
    const failure = unanswered(error);
    return new JudgeError(failure.problem, failure.message);
  }
  const words = message ?? '';
  const problem = /context (length|window)|too long|exceeds/i.test(words)
    ? 'too_long'
    : /image|vision|multimodal/i.test(words) && status === 400
      ? 'media'
      : problemOf(status);
  return new JudgeError(problem, String(status), { retryAfterMs: retryAfter(headers, Date.now()) });
}
