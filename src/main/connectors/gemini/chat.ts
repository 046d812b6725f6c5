import type { FunctionCallingConfigMode, Content as GeminiContent } from '@google/genai';
import { JudgeError } from '../../core/score/council/judge-error.ts';
import type { ChatAsk, ChatEntry, ChatPort, ChatReply, JudgeConnection } from '../../ports.ts';
import { readAs } from '../judge/read-as.ts';
import { toJudgeError } from './errors.ts';
import { paidFor, refuseFiltered } from './map.ts';
import { openGemini } from './open.ts';
import { Content } from './wire.ts';

/** Gemini with tools: `functionCall` parts out, `functionResponse` parts in, signatures of its thoughts handed back. */
export function geminiChat(connection: JudgeConnection): ChatPort {
  const opened = openGemini(connection);
  return {
    async chat(ask, signal) {
      const client = await opened;
      try {
        const { config, ...request } = requestOf(ask);
        return readReply(
          await client.models.generateContent({ ...request, config: { ...config, abortSignal: signal } }),
        );
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}

/** The SDK's own names, without loading the SDK for two words. */
const modes = { may: 'AUTO' as FunctionCallingConfigMode, mayNot: 'NONE' as FunctionCallingConfigMode };

const requestOf = ({ model, system, tools, entries, mayCall, maxOutputTokens }: ChatAsk) => ({
  model,
  contents: entries.map(contentOf),
  config: {
    systemInstruction: system,
    tools: [
      {
        functionDeclarations: tools.map(({ name, description, inputSchema }) => {
          const { $schema: _, ...schema } = inputSchema;
          return { name, description, parametersJsonSchema: schema };
        }),
      },
    ],
    toolConfig: { functionCallingConfig: { mode: mayCall ? modes.may : modes.mayNot } },
    maxOutputTokens,
  },
});

function contentOf(entry: ChatEntry): GeminiContent {
  switch (entry.kind) {
    case 'user':
      return { role: 'user', parts: [{ text: entry.text }] };
    case 'model':
      return { role: 'model', parts: (entry.own as GeminiContent['parts'] | null) ?? [{ text: entry.text }] };
    case 'results':
      return {
        role: 'user',
        parts: entry.results.map(({ id, name, text, failed }) => ({
          functionResponse: { ...idOf(id), name, response: { [failed ? 'error' : 'output']: text } },
        })),
      };
  }
}

/** It names its calls only sometimes; a name of ours must not go back as if it were its own. */
const ours = 'unnamed-';
const idOf = (id: string) => (id.startsWith(ours) ? {} : { id });

function readReply(data: unknown): ChatReply {
  const answer = readAs(Content, data);
  const { candidates, usageMetadata, responseId } = answer;
  const paid = paidFor(usageMetadata);
  refuseFiltered(answer, paid);
  const first = candidates?.[0];
  const reason = first?.finishReason ?? null;
  if (reason !== 'STOP' && reason !== 'MAX_TOKENS')
    throw new JudgeError('off_schema', `finishReason ${reason}`, { paid });
  const parts = first?.content?.parts ?? [];
  return {
    text: parts.flatMap(({ thought, text }) => (thought || !text ? [] : [text])).join('\n'),
    calls: parts.flatMap(({ functionCall }, at) =>
      functionCall
        ? [
            {
              id: functionCall.id ?? `${ours}${at}`,
              name: functionCall.name,
              input: JSON.stringify(functionCall.args ?? {}),
            },
          ]
        : [],
    ),
    own: parts,
    cut: reason === 'MAX_TOKENS',
    paid,
    requestId: responseId ?? null,
  };
}
