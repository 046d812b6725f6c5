import type { z } from 'zod';
import { JudgeError, type Paid, paidOf } from '../../core/score/council/judge-error.ts';
import type { JudgeAnswer } from '../../ports.ts';
import { readAs } from '../judge/read-as.ts';
import { readJson } from '../judge/reply.ts';
import { Message } from './wire.ts';

/** The answer of a message, or why there is none; what it cost goes with either. */
export function readMessage(data: unknown, requestId: string | null): JudgeAnswer {
  const { stop_reason, content, usage, model } = readAs(Message, data);
  const paid = paidFor(usage);
  if (stop_reason === 'refusal') throw new JudgeError('refused', 'stop_reason refusal', { paid });
  if (stop_reason === 'model_context_window_exceeded')
    throw new JudgeError('too_long', stop_reason, { paid });
  if (stop_reason !== 'end_turn' && stop_reason !== 'stop_sequence')
    throw new JudgeError('off_schema', `stop_reason ${stop_reason}`, { paid });
  const text = content.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('');
  return { reply: readJson(text, paid), paid, model, requestId };
}

/** Theirs leaves the cached part out; a written cache costs a quarter more, and is counted so. */
export function paidFor(usage: z.infer<typeof Message>['usage']): Paid {
  const cached = usage.cache_read_input_tokens ?? 0;
  const around = cached + Math.ceil(1.25 * (usage.cache_creation_input_tokens ?? 0));
  const input = around > 0 ? (usage.input_tokens ?? 0) + around : usage.input_tokens;
  return paidOf(input, cached, usage.output_tokens);
}
