import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { JudgeError, type Paid } from '../../core/score/council/judge-error.ts';
import type { ChatAsk, ChatEntry, ChatPort, ChatReply, JudgeConnection } from '../../ports.ts';
import { toJudgeError } from './errors.ts';
import { openLocal } from './open.ts';
import { Completion } from './wire.ts';

/** A model server of the user's own with tools, as chat completions have them: `tool_calls` out, `tool` messages in. */
export function localChat(connection: JudgeConnection): ChatPort {
  const opened = openLocal(connection);
  return {
    async chat(ask, signal) {
      const client = await opened;
      try {
        return readReply(await client.chat.completions.create(requestOf(ask), { signal }));
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}

const requestOf = ({ model, system, tools, entries, mayCall, maxOutputTokens }: ChatAsk) => ({
  model,
  messages: [{ role: 'system' as const, content: system }, ...entries.flatMap(messagesOf)],
  tools: tools.map(({ name, description, inputSchema }) => ({
    type: 'function' as const,
    function: { name, description, parameters: inputSchema },
  })),
  tool_choice: mayCall ? ('auto' as const) : ('none' as const),
  max_tokens: maxOutputTokens,
});

function messagesOf(entry: ChatEntry): ChatCompletionMessageParam[] {
  switch (entry.kind) {
    case 'user':
      return [{ role: 'user', content: entry.text }];
    case 'model':
      return [(entry.own as ChatCompletionMessageParam | null) ?? { role: 'assistant', content: entry.text }];
    case 'results':
      return entry.results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }));
  }
}

function readReply(data: unknown): ChatReply {
  const parsed = Completion.safeParse(data);
  if (!parsed.success) throw new JudgeError('upstream', 'an answer of another shape');
  const first = parsed.data.choices[0];
  if (!first) throw new JudgeError('upstream', 'an answer without a choice');
  const { message, finish_reason } = first;
  const { usage } = parsed.data;
  // Free, so only the tokens are of interest, where the server counts them.
  const paid: Paid = usage
    ? {
        kind: 'used',
        usage: { input: usage.prompt_tokens ?? 0, cachedInput: 0, output: usage.completion_tokens ?? 0 },
      }
    : { kind: 'nothing' };
  if (message.refusal) throw new JudgeError('refused', 'refusal', { paid });
  // Some servers leave the names of calls out; each then gets one, here and in what goes back.
  const named = (message.tool_calls ?? []).map((call, at) => ({ ...call, id: call.id || `call_${at}` }));
  return {
    text: message.content ?? '',
    calls: named.map(({ id, function: { name, arguments: input } }) => ({ id, name, input: input ?? '' })),
    own: {
      role: 'assistant',
      content: message.content ?? '',
      ...(named.length > 0 && {
        tool_calls: named.map(({ id, function: { name, arguments: input } }) => ({
          id,
          type: 'function',
          function: { name, arguments: input ?? '' },
        })),
      }),
    },
    cut: finish_reason === 'length',
    paid,
    requestId: null,
  };
}
