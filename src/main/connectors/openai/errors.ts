import { JudgeError } from '../../core/score/council/judge-error.ts';
import { problemOf, retryAfter, unanswered } from '../judge/http.ts';
import { openaiLimits, untilReset } from '../judge/limits.ts';

/** Their failures by code and status. A used-up quota comes as a 429 as well and never passes by waiting. */
export function toJudgeError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof JudgeError) return error;
  if (signal.aborted) return signal.reason;
  const { status, headers, code, type } = error as {
    status?: number;
    headers?: Headers;
    code?: string | null;
    type?: string;
  };
  if (status === undefined) return unanswered(error);
  const retryAfterMs = retryAfter(headers, Date.now()) ?? untilReset(openaiLimits(headers));
  const more = { retryAfterMs };
  const detail = `${status} ${code ?? type ?? ''}`.trim();
  const byCode = {
    insufficient_quota: 'quota',
    billing_hard_limit_reached: 'quota',
    context_length_exceeded: 'too_long',
    string_above_max_length: 'too_long',
    content_policy_violation: 'blocked',
    invalid_image_format: 'media',
    image_parse_error: 'media',
  } as const;
  return new JudgeError(byCode[code as keyof typeof byCode] ?? problemOf(status), detail, more);
}
