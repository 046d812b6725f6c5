import { opinionOf, type Shown, tokensOf } from './opinion.ts';
import { type Answer, type Emulator, emulate, type Logged } from './server.ts';

export interface AnthropicOptions {
  readonly key?: string;
  readonly gullible?: boolean;
  readonly lean?: number;
}

const failure = (status: number, type: string, message: string, more: object = {}): Answer => ({
  status,
  body: { type: 'error', error: { type, message, ...more }, request_id: 'req_failed' },
});

/** Failures as the service words them. */
export const anthropicFaults = {
  auth: failure(401, 'authentication_error', 'invalid x-api-key'),
  rateLimit: (seconds: number): Answer => ({
    ...failure(429, 'rate_limit_error', 'slow down'),
    headers: { 'retry-after': String(seconds) },
  }),
  spendLimit: failure(429, 'rate_limit_error', 'limit', {
    details: { error_code: 'enforced_spend_limit_reached' },
  }),
  overloaded: failure(529, 'overloaded_error', 'Overloaded'),
  tooLarge: failure(413, 'request_too_large', 'too large'),
  tooLong: failure(400, 'invalid_request_error', 'prompt is too long'),
};

interface Body {
  model: string;
  system: { text: string }[];
  messages: { content: ({ type: 'text'; text: string } | { type: 'image'; source: { data: string } })[] }[];
  output_config: { format: { type: string; schema: object } };
  tools?: unknown;
}

export const shownToAnthropic = (body: Buffer): Shown & { model: string } => {
  const { system, messages, model } = JSON.parse(body.toString()) as Body;
  const content = messages.flatMap((message) => message.content);
  return {
    model,
    system: system.map(({ text }) => text).join('\n'),
    user: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'),
    media: content.flatMap((part) =>
      part.type === 'image' ? [Buffer.from(part.source.data, 'base64')] : [],
    ),
    isFilm: false,
  };
};

/** `POST /v1/messages` with structured output, thinking before the answer, and usage with its cache fields. */
export async function emulateAnthropic({
  key = 'anthropic-key',
  ...options
}: AnthropicOptions = {}): Promise<Emulator> {
  return emulate((request: Logged) => {
    if (request.headers.authorization !== `Bearer ${key}` && request.headers['x-api-key'] !== key)
      return anthropicFaults.auth;
    if (!request.headers['anthropic-version'])
      return failure(400, 'invalid_request_error', 'no anthropic-version');
    if (request.method !== 'POST' || !request.path.startsWith('/v1/messages'))
      return failure(404, 'not_found_error', 'no such path');
    const body = JSON.parse(request.body.toString()) as Body;
    if (body.model === 'claude-none') return failure(404, 'not_found_error', 'model');
    if (body.output_config.format.type !== 'json_schema')
      return failure(400, 'invalid_request_error', 'no schema');
    const shown = shownToAnthropic(request.body);
    const { input, output, thinking } = tokensOf(shown);
    return {
      headers: { 'request-id': 'req_1', 'anthropic-ratelimit-requests-remaining': '49' },
      body: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: body.model,
        stop_reason: 'end_turn',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 's' },
          { type: 'text', text: JSON.stringify(opinionOf(shown, options)) },
        ],
        usage: {
          input_tokens: input,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 0,
          output_tokens: output + thinking,
          output_tokens_details: { thinking_tokens: thinking },
          service_tier: 'standard',
        },
      },
    };
  });
}

/** A message that ends in another way than with an answer. */
export const anthropicMessage = (stop_reason: string, text: string): Answer => ({
  headers: { 'request-id': 'req_2' },
  body: {
    id: 'msg_2',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5-5',
    stop_reason,
    content: [{ type: 'text', text }],
    usage: { input_tokens: 5000, output_tokens: 700 },
  },
});
