import { opinionOf, type Shown } from './opinion.ts';
import { lookAtTheBest, type Play } from './play.ts';
import { type Answer, type Emulator, emulate } from './server.ts';

export interface LocalOptions {
  readonly models?: readonly string[];
  readonly gullible?: boolean;
  readonly lean?: number;
  /** How it wraps its JSON; these servers often ignore the schema. */
  readonly wrap?: (json: string) => string;
  /** What it does when it is given tools. */
  readonly play?: Play;
}

interface Body {
  model: string;
  messages: {
    role: string;
    content: string | ({ type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } })[];
  }[];
}

export const shownToLocal = (body: Buffer): Shown & { model: string } => {
  const { messages, model } = JSON.parse(body.toString()) as Body;
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  return {
    model,
    system: messages.flatMap(({ content }) => (typeof content === 'string' ? [content] : [])).join('\n'),
    user: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'),
    media: parts.flatMap((part) =>
      part.type === 'image_url' ? [Buffer.from(part.image_url.url.split(',')[1] ?? '', 'base64')] : [],
    ),
    isFilm: false,
  };
};

/** `GET /v1/models` and `POST /v1/chat/completions` of Ollama and its kind: no key, no usage, JSON as it pleases. */
export async function emulateLocalModel(options: LocalOptions = {}): Promise<Emulator> {
  const {
    play = lookAtTheBest,
    models = ['qwen3-vl:8b'],
    wrap = (json) => `Here you go:\n\`\`\`json\n${json}\n\`\`\``,
  } = options;
  return emulate((request): Answer => {
    if (request.path === '/v1/models')
      return { body: { object: 'list', data: models.map((id) => ({ id, object: 'model' })) } };
    if (request.path !== '/v1/chat/completions')
      return { status: 404, body: { error: { message: 'no such path' } } };
    const shown = shownToLocal(request.body);
    if (!models.includes(shown.model))
      return { status: 404, body: { error: { message: 'model not found' } } };
    if ('tools' in JSON.parse(request.body.toString())) return withTools(request.body, play);
    return {
      body: {
        id: 'c',
        object: 'chat.completion',
        model: shown.model,
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: { role: 'assistant', content: wrap(JSON.stringify(opinionOf(shown, options))) },
          },
        ],
      },
    };
  });
}

interface ToolBody {
  model: string;
  messages: (
    | { role: 'system' | 'user'; content: string }
    | { role: 'assistant'; content: string; tool_calls?: { id: string }[] }
    | { role: 'tool'; tool_call_id: string; content: string }
  )[];
  tools: { type: string; function: { name: string } }[];
  tool_choice: string;
}

/** As Ollama answers: no names of its own for calls, no usage, arguments as a text. */
function withTools(request: Buffer, play: Play): Answer {
  const { model, messages, tools, tool_choice } = JSON.parse(request.toString()) as ToolBody;
  const calls = messages.flatMap((one) => (one.role === 'assistant' ? (one.tool_calls ?? []) : []));
  const results = messages.flatMap((one) => (one.role === 'tool' ? [one.tool_call_id] : []));
  if (calls.length !== results.length || calls.some(({ id }) => !results.includes(id)))
    return { status: 400, body: { error: { message: 'tool results do not match tool calls' } } };
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const reply = play({
    system: messages.flatMap((one) => (one.role === 'system' ? [one.content] : [])).join('\n'),
    tools: tool_choice === 'none' ? [] : tools.map((one) => one.function.name),
    asked: messages.flatMap((one) => (one.role === 'user' ? [one.content] : [])),
    results: messages.slice(last).flatMap((one) => (one.role === 'tool' ? [one.content] : [])),
  });
  const asked = reply.calls ?? [];
  return {
    body: {
      id: 'c',
      object: 'chat.completion',
      model,
      choices: [
        {
          index: 0,
          finish_reason: reply.cut ? 'length' : asked.length > 0 ? 'tool_calls' : 'stop',
          message: {
            role: 'assistant',
            content: reply.text ?? '',
            ...(asked.length > 0 && {
              tool_calls: asked.map(({ name, input }) => ({
                type: 'function',
                function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
              })),
            }),
          },
        },
      ],
    },
  };
}
