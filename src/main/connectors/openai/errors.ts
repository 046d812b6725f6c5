import { JudgeError } from '../../core/score/council/judge-error.ts';
import { problemOf, retryAfter, unanswered } from '../judge/http.ts';
import { openaiLimits, untilReset } from '../judge/limits.ts';

/** Their failures by code and status. A used-up quota comes as a 429 as well and never passes by waiting. */
export function toJudgeError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof JudgeError) return error;
  if (signal.aborted) return signal.reason;
  const { status, headers, ...said } = error as Said & { status?: number; headers?: Headers };
  if (status === undefined) return unanswered(error);
  const retryAfterMs = retryAfter(headers, Date.now()) ?? untilReset(openaiLimits(headers));
  return refusal(status, said, retryAfterMs);
}

interface Said {
  readonly code?: string | null | undefined;
  readonly type?: string | null | undefined;
}

/** What was answered with this status, alone or as a line of a batch. */
export function refusal(status: number, { code, type }: Said, retryAfterMs: number | null): JudgeError {
  const byCode = {
    insufficient_quota: 'quota',
    billing_hard_limit_reached: 'quota',
    context_length_exceeded: 'too_long',
    string_above_max_length: 'too_long',
    content_policy_violation: 'blocked',
    invalid_image_format: 'media',
    image_parse_error: 'media',
  } as const;
  const problem = byCode[code as keyof typeof byCode] ?? problemOf(status);
  return new JudgeError(problem, `${status} ${code ?? type ?? ''}`.trim(), { retryAfterMs });
}
