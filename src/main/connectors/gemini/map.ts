import { JudgeError, type Paid } from '../../core/score/council/judge-error.ts';
import type { JudgeAnswer } from '../../ports.ts';
import { readJson } from '../judge/reply.ts';
import { Content } from './wire.ts';

const filtered = ['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'IMAGE_SAFETY', 'RECITATION'];

/** A blocked ad comes as a success without an answer. Thinking is billed as output and counted apart. */
export function readContent(data: unknown): JudgeAnswer {
  const parsed = Content.safeParse(data);
  if (!parsed.success)
    throw new JudgeError('upstream', 'an answer of another shape', { paid: { kind: 'unknown' } });
  const { promptFeedback, candidates, usageMetadata, modelVersion, responseId } = parsed.data;
  const used = usageMetadata && {
    input: usageMetadata.promptTokenCount ?? 0,
    cachedInput: usageMetadata.cachedContentTokenCount ?? 0,
    output: (usageMetadata.candidatesTokenCount ?? 0) + (usageMetadata.thoughtsTokenCount ?? 0),
  };
  const paid: Paid = used ? { kind: 'used', usage: used } : { kind: 'unknown' };
  const first = candidates?.[0];
  const reason = first?.finishReason ?? promptFeedback?.blockReason ?? null;
  if (!first && promptFeedback?.blockReason)
    throw new JudgeError('blocked', promptFeedback.blockReason, { paid });
  if (reason && filtered.includes(reason)) throw new JudgeError('blocked', reason, { paid });
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
