import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { JudgeError } from '../../core/score/council/judge-error.ts';
import type { ChatAsk, ChatEntry, ChatPort, ChatReply, JudgeConnection } from '../../ports.ts';
import { readAs } from '../judge/read-as.ts';
import { toJudgeError } from './errors.ts';
import { paidFor } from './map.ts';
import { openOpenai } from './open.ts';
import { Response } from './wire.ts';

/** GPT with tools over the Responses API: `function_call` items out, `function_call_output` items in. */
export function openaiChat(connection: JudgeConnection): ChatPort {
  const opened = openOpenai(connection);
  return {
    async chat(ask, signal) {
      const client = await opened;
      try {
        const { data, request_id } = await client.responses.create(requestOf(ask), { signal }).withResponse();
        return readReply(data, request_id);
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}

const requestOf = ({ model, system, tools, entries, mayCall, maxOutputTokens }: ChatAsk) => ({
  model,
  instructions: system,
  input: entries.flatMap(itemsOf),
  tools: tools.map(({ name, description, inputSchema }) => ({
    type: 'function' as const,
    name,
    description,
    parameters: inputSchema,
    // Strict mode wants every field required; ours have fields that may be left out.
    strict: false,
  })),
  tool_choice: mayCall ? ('auto' as const) : ('none' as const),
  // Nothing is kept there, so its thinking comes along, sealed, and goes back with the calls it led to.
  include: ['reasoning.encrypted_content' as const],
  max_output_tokens: maxOutputTokens,
  store: false,
});

function itemsOf(entry: ChatEntry): ResponseInputItem[] {
  switch (entry.kind) {
    case 'user':
      return [{ role: 'user', content: entry.text }];
    case 'model':
      return (
        (entry.own as ResponseInputItem[] | null) ?? [{ role: 'assistant' as const, content: entry.text }]
      );
    case 'results':
      return entry.results.map(({ id, text }) => ({
        type: 'function_call_output' as const,
        call_id: id,
        output: text,
      }));
  }
}

function readReply(data: unknown, requestId: string | null): ChatReply {
  const { usage, output, status, incomplete_details } = readAs(Response, data);
  const paid = paidFor(usage);
  const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []));
  if (parts.some(({ type }) => type === 'refusal')) throw new JudgeError('refused', 'refusal', { paid });
  if (incomplete_details?.reason === 'content_filter')
    throw new JudgeError('blocked', 'content_filter', { paid });
  if (status !== 'completed' && incomplete_details?.reason !== 'max_output_tokens')
    throw new JudgeError('upstream', `status ${status}`, { paid });
  return {
    text: parts.map((part) => part.text ?? '').join('\n'),
    calls: output.flatMap(({ type, call_id, name, arguments: input }) =>
      type === 'function_call' && call_id && name ? [{ id: call_id, name, input: input ?? '' }] : [],
    ),
    own: output,
    cut: status !== 'completed',
    paid,
    requestId,
  };
}
