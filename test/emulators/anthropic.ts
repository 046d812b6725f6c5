import { type LineEnd, opinionOf, type Shown, tokensOf } from './opinion.ts';
import { type Answer, type Emulator, emulate, type Logged } from './server.ts';

export interface AnthropicOptions {
  readonly key?: string;
  readonly gullible?: boolean;
  readonly lean?: number;
  /** How often a batch is looked at before it is over. */
  readonly looks?: number;
  readonly lineEnds?: LineEnd[];
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

/** Batches: at work for some looks, then answered in another order than they came in. */
function batchesOf(looks: number, ends: LineEnd[], answer: (body: Body, shown: Shown) => object) {
  const batches = new Map<string, { looks: number; lines: string[] }>();
  const asBatch = (id: string, ended: boolean): Answer => ({
    body: {
      id,
      type: 'message_batch',
      processing_status: ended ? 'ended' : 'in_progress',
      results_url: ended ? `/v1/messages/batches/${id}/results` : null,
    },
  });
  return {
    create(body: Buffer): Answer {
      const { requests } = JSON.parse(body.toString()) as { requests: { custom_id: string; params: Body }[] };
      const id = `msgbatch_${batches.size + 1}`;
      const lines = requests.map(({ custom_id, params }) => {
        const message = answer(params, shownToAnthropic(Buffer.from(JSON.stringify(params))));
        const end = ends.shift() ?? 'answered';
        const error = { type: 'error', error: { type: 'api_error', message: 'oops' } };
        const result =
          end === 'answered'
            ? { type: 'succeeded', message }
            : { type: end, ...(end === 'errored' && { error }) };
        return JSON.stringify({ custom_id, result });
      });
      batches.set(id, { looks, lines: lines.reverse() });
      return asBatch(id, false);
    },
    look(id: string): Answer {
      const batch = batches.get(id);
      if (!batch) return failure(404, 'not_found_error', id);
      batch.looks -= 1;
      return asBatch(id, batch.looks < 0);
    },
    results: (id: string): Answer => ({ body: batches.get(id)?.lines.join('\n') ?? '' }),
  };
}

/** `POST /v1/messages` with structured output, thinking before the answer, and usage with its cache fields. */
export async function emulateAnthropic({
  key = 'anthropic-key',
  looks = 1,
  lineEnds = [],
  ...options
}: AnthropicOptions = {}): Promise<Emulator> {
  const batches = batchesOf(looks, lineEnds, (body, shown) => messageTo(body, shown, options));
  return emulate((request: Logged) => {
    if (request.headers.authorization !== `Bearer ${key}` && request.headers['x-api-key'] !== key)
      return anthropicFaults.auth;
    if (!request.headers['anthropic-version'])
      return failure(400, 'invalid_request_error', 'no anthropic-version');
    if (request.path === '/v1/models') return { body: { data: [{ id: 'claude-sonnet-5-5' }] } };
    const [, batch, results] = /^\/v1\/messages\/batches(?:\/(\w+))?(\/results)?/.exec(request.path) ?? [
      null,
    ];
    if (batch) return results ? batches.results(batch) : batches.look(batch);
    if (request.path.startsWith('/v1/messages/batches')) return batches.create(request.body);
    if (request.method !== 'POST' || !request.path.startsWith('/v1/messages'))
      return failure(404, 'not_found_error', 'no such path');
    const body = JSON.parse(request.body.toString()) as Body;
    if (body.model === 'claude-none') return failure(404, 'not_found_error', 'model');
    if (body.output_config.format.type !== 'json_schema')
      return failure(400, 'invalid_request_error', 'no schema');
    const shown = shownToAnthropic(request.body);
    return {
      headers: { 'request-id': 'req_1', 'anthropic-ratelimit-requests-remaining': '49' },
      body: messageTo(body, shown, options),
    };
  });
}

function messageTo(body: Body, shown: Shown, options: AnthropicOptions): object {
  const { input, output, thinking } = tokensOf(shown);
  return {
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
  };
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
