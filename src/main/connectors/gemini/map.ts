import type { z } from 'zod';
import { JudgeError, type Paid, paidOf } from '../../core/score/council/judge-error.ts';
import type { JudgeAnswer } from '../../ports.ts';
import { readAs } from '../judge/read-as.ts';
import { readJson } from '../judge/reply.ts';
import { Content } from './wire.ts';

const filtered = ['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'IMAGE_SAFETY', 'RECITATION'];

/** A blocked ad comes as a success without an answer. */
export function readContent(data: unknown): JudgeAnswer {
  const answer = readAs(Content, data);
  const { promptFeedback, candidates, usageMetadata, modelVersion, responseId } = answer;
  const paid = paidFor(usageMetadata);
  const first = candidates?.[0];
  const reason = first?.finishReason ?? promptFeedback?.blockReason ?? null;
  refuseFiltered(answer, paid);
  const text = (first?.content?.parts ?? [])
    .flatMap((part) => (part.thought ? [] : [part.text ?? '']))
    .join('');
  if (reason !== 'STOP' || text === '')
    throw new JudgeError('off_schema', `finishReason ${reason}`, { paid });
  return {
    reply: readJson(text, paid),
    paid,
    model: modelVersion ?? null,
    requestId: responseId ?? null,
  };
}

/** Thinking is billed as output and counted apart. */
export function paidFor(usage: z.infer<typeof Content>['usageMetadata']): Paid {
  const { candidatesTokenCount: answer, thoughtsTokenCount: thoughts } = usage ?? {};
  const output = thoughts == null ? answer : (answer ?? 0) + thoughts;
  return paidOf(usage?.promptTokenCount, usage?.cachedContentTokenCount, output);
}

/** A filter that stood before the model, or that stopped its answer. */
export function refuseFiltered({ candidates, promptFeedback }: z.infer<typeof Content>, paid: Paid): void {
  const first = candidates?.[0];
  const blocked = first ? null : promptFeedback?.blockReason;
  if (blocked) throw new JudgeError('blocked', blocked, { paid });
  const reason = first?.finishReason;
  if (reason && filtered.includes(reason)) throw new JudgeError('blocked', reason, { paid });
}
