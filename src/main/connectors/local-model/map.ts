import { JudgeError, type Paid } from '../../core/score/council/judge-error.ts';
import type { JudgeAnswer } from '../../ports.ts';
import { readJson } from '../judge/reply.ts';
import { Completion } from './wire.ts';

/** What runs on the user's own machine costs nothing, whether it counts its tokens or not. */
const free: Paid = { kind: 'nothing' };

export function readCompletion(data: unknown): JudgeAnswer {
  const parsed = Completion.safeParse(data);
  if (!parsed.success) throw new JudgeError('upstream', 'an answer of another shape');
  const { choices, model } = parsed.data;
  const [first] = choices;
  if (first?.message.refusal) throw new JudgeError('refused', 'refusal');
  if (first?.finish_reason === 'length') throw new JudgeError('off_schema', 'cut off');
  return {
    reply: readJson(first?.message.content ?? '', free),
    paid: free,
    model: model ?? null,
    requestId: null,
  };
}
