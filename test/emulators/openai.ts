import { opinionOf, type Shown, tokensOf } from './opinion.ts';
import { type Answer, type Emulator, emulate } from './server.ts';

export interface OpenaiOptions {
  readonly key?: string;
  readonly gullible?: boolean;
  readonly lean?: number;
}

const failure = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers: { 'x-request-id': 'req_failed', ...headers },
  body: { error: { message, type: 'error', param: null, code } },
});

export const openaiFaults = {
  auth: failure(401, 'invalid_api_key', 'Incorrect API key'),
  rateLimit: (ms: number) =>
    failure(429, 'rate_limit_exceeded', 'slow down', { 'retry-after-ms': String(ms) }),
  quota: failure(429, 'insufficient_quota', 'You exceeded your current quota'),
  tooLong: failure(400, 'context_length_exceeded', 'too long'),
  broken: failure(500, 'server_error', 'oops'),
};

interface Body {
  model: string;
  instructions: string;
  input: { content: ({ type: 'input_text'; text: string } | { type: 'input_image'; image_url: string })[] }[];
  text: { format: { type: string; strict: boolean; schema: Schema } };
  store: boolean;
}
interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: Schema[];
}

/** Strict mode: every property required, nothing beside them. */
export function breaksStrictness(schema: Schema, path = 'schema'): string | null {
  if (schema.type === 'object') {
    const names = Object.keys(schema.properties ?? {});
    if (schema.additionalProperties !== false) return `${path}: additionalProperties`;
    if (names.some((name) => !schema.required?.includes(name))) return `${path}: required`;
  }
  const inner = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [['items', schema.items] as const] : []),
  ];
  for (const [name, one] of inner) {
    const found = breaksStrictness(one, `${path}.${name}`);
    if (found) return found;
  }
  return schema.anyOf?.map((one) => breaksStrictness(one, path)).find(Boolean) ?? null;
}

export const shownToOpenai = (body: Buffer): Shown & { model: string; store: boolean } => {
  const { instructions, input, model, store } = JSON.parse(body.toString()) as Body;
  const content = input.flatMap((message) => message.content);
  return {
    model,
    store,
    system: instructions,
    user: content.flatMap((part) => (part.type === 'input_text' ? [part.text] : [])).join('\n'),
    media: content.flatMap((part) =>
      part.type === 'input_image' ? [Buffer.from(part.image_url.split(',')[1] ?? '', 'base64')] : [],
    ),
    isFilm: false,
  };
};

/** `POST /v1/responses` with strict structured output and a reasoning item before the message. */
export async function emulateOpenai({
  key = 'openai-key',
  ...options
}: OpenaiOptions = {}): Promise<Emulator> {
  return emulate((request) => {
    if (request.headers.authorization !== `Bearer ${key}`) return openaiFaults.auth;
    if (request.method !== 'POST' || request.path !== '/v1/responses')
      return failure(404, 'not_found', 'no such path');
    const body = JSON.parse(request.body.toString()) as Body;
    if (body.model === 'gpt-none') return failure(404, 'model_not_found', 'model');
    const broken = breaksStrictness(body.text.format.schema);
    if (broken) return failure(400, 'invalid_json_schema', broken);
    const shown = shownToOpenai(request.body);
    const { input, output, thinking } = tokensOf(shown);
    return response(
      [
        { type: 'reasoning', id: 'rs_1', summary: [] },
        {
          type: 'message',
          id: 'msg_1',
          role: 'assistant',
          status: 'completed',
          content: [
            { type: 'output_text', text: JSON.stringify(opinionOf(shown, options)), annotations: [] },
          ],
        },
      ],
      body.model,
      { input, output: output + thinking },
    );
  });
}

const response = (
  output: object[],
  model: string,
  tokens: { input: number; output: number },
  more: object = {},
): Answer => ({
  headers: { 'x-request-id': 'req_1' },
  body: {
    id: 'resp_1',
    object: 'response',
    model,
    status: 'completed',
    output,
    usage: {
      input_tokens: tokens.input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: tokens.output,
      output_tokens_details: { reasoning_tokens: 300 },
      total_tokens: tokens.input + tokens.output,
    },
    ...more,
  },
});

export const openaiRefusal = (): Answer =>
  response(
    [
      {
        type: 'message',
        id: 'm',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'refusal', refusal: 'I cannot help' }],
      },
    ],
    'gpt-6.1-terra',
    { input: 5000, output: 50 },
  );
export const openaiCutOff = (): Answer =>
  response(
    [],
    'gpt-6.1-terra',
    { input: 5000, output: 8000 },
    {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    },
  );
export const openaiSays = (text: string): Answer =>
  response(
    [
      {
        type: 'message',
        id: 'm',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    'gpt-6.1-terra',
    { input: 5000, output: 700 },
  );
