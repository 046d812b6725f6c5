import { z } from 'zod';
import { JudgeError } from '../../core/score/council/judge-error.ts';
import { problemOf, retryAfter, unanswered } from '../judge/http.ts';
import { anthropicLimits, untilReset } from '../judge/limits.ts';

const Body = z.object({
  error: z.object({
    type: z.string().optional(),
    message: z.string().optional(),
    details: z.object({ error_code: z.string().optional() }).nullish(),
  }),
});

/** Their failures by status and type; the words of a message are theirs to change, so they decide little. */
export function toJudgeError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof JudgeError) return error;
  if (signal.aborted) return signal.reason;
  const {
    status,
    headers,
    error: body,
  } = error as {
    status?: number;
    headers?: Headers;
    error?: unknown;
  };
  if (status === undefined) return unanswered(error);
  const retryAfterMs = retryAfter(headers, Date.now()) ?? untilReset(anthropicLimits(headers));
  return refusal(status, body, retryAfterMs);
}

/** The status that a line of a batch would have been answered with by itself. */
const statusOf: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};
export const refusedLine = (body: unknown): JudgeError =>
  refusal(statusOf[Body.safeParse(body).data?.error.type ?? ''] ?? 400, body, null);

function refusal(status: number, body: unknown, retryAfterMs: number | null): JudgeError {
  const said = Body.safeParse(body).data?.error;
  const more = { retryAfterMs };
  const detail = `${status} ${said?.type ?? ''} ${said?.details?.error_code ?? ''}`.trim();
  // A spending limit of the account looks like a rate limit and lasts until the month ends.
  if (status === 429 && said?.details?.error_code === 'enforced_spend_limit_reached')
    return new JudgeError('quota', detail, more);
  if (status === 400) {
    if (said?.details?.error_code === 'image_dimensions_too_large')
      return new JudgeError('media', detail, more);
    if (/too long|context/i.test(said?.message ?? '')) return new JudgeError('too_long', detail, more);
    if (/credit balance|API usage limits/i.test(said?.message ?? ''))
      return new JudgeError('quota', detail, more);
  }
  return new JudgeError(problemOf(status), detail, more);
}
