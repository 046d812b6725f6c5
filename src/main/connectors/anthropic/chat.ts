import type { MessageParam, ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { JudgeError } from '../../core/score/council/judge-error.ts';
import type { ChatAsk, ChatEntry, ChatPort, ChatReply, JudgeConnection } from '../../ports.ts';
import { readAs } from '../judge/read-as.ts';
import { toJudgeError } from './errors.ts';
import { paidFor } from './map.ts';
import { openClient } from './open.ts';
import { Message } from './wire.ts';

/** Claude with tools: `tool_use` blocks out, `tool_result` blocks in, thinking handed back as it came. */
export function anthropicChat(connection: JudgeConnection): ChatPort {
  const opened = openClient(connection);
  return {
    async chat(ask, signal) {
      const client = await opened;
      try {
        const { data, response } = await client.messages.create(requestOf(ask), { signal }).withResponse();
        return readReply(data, response.headers.get('request-id'));
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}

const kept = { cache_control: { type: 'ephemeral' as const } };

const requestOf = ({ model, system, tools, entries, mayCall, maxOutputTokens }: ChatAsk) => ({
  model,
  max_tokens: maxOutputTokens,
  // Tools stand before the system text, so that this one mark keeps both warm between calls.
  system: [{ type: 'text' as const, text: system, ...kept }],
  tools: tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    input_schema: { ...inputSchema, type: 'object' as const },
  })),
  tool_choice: { type: mayCall ? ('auto' as const) : ('none' as const) },
  messages: entries.map(messageOf),
});

function messageOf(entry: ChatEntry): MessageParam {
  switch (entry.kind) {
    case 'user':
      return { role: 'user', content: entry.text };
    case 'model':
      return { role: 'assistant', content: (entry.own as MessageParam['content'] | null) ?? entry.text };
    case 'results':
      return {
        role: 'user',
        content: entry.results.map(
          ({ id, text, failed }): ToolResultBlockParam => ({
            type: 'tool_result',
            tool_use_id: id,
            content: text,
            is_error: failed,
          }),
        ),
      };
  }
}

function readReply(data: unknown, requestId: string | null): ChatReply {
  const { stop_reason, content, usage } = readAs(Message, data);
  const paid = paidFor(usage);
  if (stop_reason === 'refusal') throw new JudgeError('refused', 'stop_reason refusal', { paid });
  if (stop_reason === 'model_context_window_exceeded')
    throw new JudgeError('too_long', stop_reason, { paid });
  return {
    text: content.flatMap(({ type, text }) => (type === 'text' && text ? [text] : [])).join('\n'),
    calls: content.flatMap(({ type, id, name, input }) =>
      type === 'tool_use' && id && name ? [{ id, name, input: JSON.stringify(input ?? {}) }] : [],
    ),
    own: content,
    cut: stop_reason === 'max_tokens',
    paid,
    requestId,
  };
}
