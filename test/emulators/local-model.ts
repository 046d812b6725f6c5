import { opinionOf, type Shown } from './opinion.ts';
import { type Answer, type Emulator, emulate } from './server.ts';

export interface LocalOptions {
  readonly models?: readonly string[];
  readonly gullible?: boolean;
  readonly lean?: number;
  /** How it wraps its JSON; these servers often ignore the schema. */
  readonly wrap?: (json: string) => string;
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
  const { models = ['qwen3-vl:8b'], wrap = (json) => `Here you go:\n\`\`\`json\n${json}\n\`\`\`` } = options;
  return emulate((request): Answer => {
    if (request.path === '/v1/models')
      return { body: { object: 'list', data: models.map((id) => ({ id, object: 'model' })) } };
    if (request.path !== '/v1/chat/completions')
      return { status: 404, body: { error: { message: 'no such path' } } };
    const shown = shownToLocal(request.body);
    if (!models.includes(shown.model))
      return { status: 404, body: { error: { message: 'model not found' } } };
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
