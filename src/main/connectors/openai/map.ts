import type { z } from 'zod';
import { JudgeError, type Paid, paidOf } from '../../core/score/council/judge-error.ts';
import type { JudgeAnswer } from '../../ports.ts';
import { readAs } from '../judge/read-as.ts';
import { readJson } from '../judge/reply.ts';
import { Response } from './wire.ts';

/** The answer of a response, or why there is none; what it cost goes with either. */
export function readResponse(data: unknown, requestId: string | null): JudgeAnswer {
  const { usage, output, status, incomplete_details, model } = readAs(Response, data);
  const paid = paidFor(usage);
  const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []));
  if (parts.some(({ type }) => type === 'refusal')) throw new JudgeError('refused', 'refusal', { paid });
  if (incomplete_details?.reason === 'content_filter')
    throw new JudgeError('blocked', 'content_filter', { paid });
  if (status === 'failed') throw new JudgeError('upstream', 'status failed', { paid });
  if (status !== 'completed')
    throw new JudgeError('off_schema', `status ${status} ${incomplete_details?.reason ?? ''}`.trim(), {
      paid,
    });
  const text = parts.map((part) => part.text ?? '').join('');
  return { reply: readJson(text, paid), paid, model, requestId };
}

export const paidFor = (usage: z.infer<typeof Response>['usage']): Paid =>
  paidOf(usage?.input_tokens, usage?.input_tokens_details?.cached_tokens, usage?.output_tokens);
