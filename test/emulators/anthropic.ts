import { type Cached, type LineEnd, opinionOf, type Shown, tokensOf } from './opinion.ts';
import { type ListOptions, pageAfter } from './page-after.ts';
import { lookAtTheBest, type Play, tokensFor } from './play.ts';
import { createQuota, plenty, type Quota } from './quota.ts';
import { type Answer, type Emulator, emulate, type Logged } from './server.ts';

export interface AnthropicOptions extends Pick<ListOptions, 'now'> {
  readonly key?: string;
  readonly gullible?: boolean;
  readonly lean?: number;
  /** How often a batch is looked at before it is over. */
  readonly looks?: number;
  /** How often one that was cancelled is looked at before it has ended. */
  readonly endingLooks?: number;
  readonly lineEnds?: LineEnd[];
  /** What it does when it is given tools. */
  readonly play?: Play;
  readonly quota?: Quota;
  readonly cached?: Cached;
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
  /** A limit that the account set itself, until the month ends. */
  ownLimit: failure(
    400,
    'invalid_request_error',
    'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
  ),
  overloaded: failure(529, 'overloaded_error', 'Overloaded'),
  tooLarge: failure(413, 'request_too_large', 'too large'),
  imageSize: failure(400, 'invalid_request_error', 'image dimensions exceed the maximum', {
    details: { error_code: 'image_dimensions_too_large', max_side_length_pixels: 8000 },
  }),
  tooLong: failure(400, 'invalid_request_error', 'prompt is too long'),
};

interface Body {
  model: string;
  system: { text: string }[];
  messages: { content: ({ type: 'text'; text: string } | { type: 'image'; source: { data: string } })[] }[];
  output_config: { format: { type: string; schema: object } };
  tools?: { name: string; input_schema: { type: string } }[];
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
function batchesOf(
  { looks, endingLooks }: { looks: number; endingLooks: number },
  ends: LineEnd[],
  now: () => number,
  answer: (body: Body, shown: Shown) => object,
) {
  interface Made {
    looks: number;
    lines: string[];
    canceled: boolean;
    readonly created_at: string;
    readonly ends: LineEnd[];
  }
  const batches = new Map<string, Made>();
  const asBatch = (id: string) => {
    const { looks: left, ends: all, created_at, canceled } = batches.get(id) as Made;
    const ended = left < 0;
    const count = (end: LineEnd) => (ended && !canceled ? all.filter((one) => one === end).length : 0);
    return {
      id,
      type: 'message_batch',
      created_at,
      processing_status: ended ? 'ended' : canceled ? 'canceling' : 'in_progress',
      request_counts: {
        processing: ended ? 0 : all.length,
        succeeded: count('answered'),
        errored: count('errored') + count('too long'),
        expired: count('expired'),
        canceled: ended && canceled ? all.length : 0,
      },
      results_url: ended ? `/v1/messages/batches/${id}/results` : null,
    };
  };
  let made = 0;
  return {
    create(body: Buffer): Answer {
      const { requests } = JSON.parse(body.toString()) as { requests: { custom_id: string; params: Body }[] };
      const names = requests.map(({ custom_id }) => custom_id);
      if (names.some((name) => !/^[\w-]{1,64}$/.test(name)) || new Set(names).size < names.length)
        return failure(400, 'invalid_request_error', 'requests: custom_id');
      const id = `msgbatch_${++made}`;
      const taken: LineEnd[] = [];
      const lines = requests.map(({ custom_id, params }) => {
        const message = answer(params, shownToAnthropic(Buffer.from(JSON.stringify(params))));
        const end = ends.shift() ?? 'answered';
        taken.push(end);
        const error =
          end === 'too long'
            ? anthropicFaults.tooLong.body
            : { type: 'error', error: { type: 'api_error', message: 'oops' } };
        const result =
          end === 'answered'
            ? { type: 'succeeded', message }
            : end === 'expired'
              ? { type: 'expired' }
              : { type: 'errored', error };
        return JSON.stringify({ custom_id, result });
      });
      batches.set(id, {
        looks,
        lines: lines.reverse(),
        canceled: false,
        created_at: new Date(now()).toISOString(),
        ends: taken,
      });
      return { body: asBatch(id) };
    },
    look(id: string): Answer {
      const batch = batches.get(id);
      if (!batch) return failure(404, 'not_found_error', id);
      batch.looks -= 1;
      return { body: asBatch(id) };
    },
    /** Those that are not over come back unanswered; of the others nothing changes. */
    cancel(id: string): Answer {
      const batch = batches.get(id);
      if (!batch) return failure(404, 'not_found_error', id);
      if (batch.looks >= 0 && !batch.canceled) {
        batch.looks = endingLooks;
        batch.canceled = true;
        batch.lines = batch.lines.map((line) =>
          JSON.stringify({ ...JSON.parse(line), result: { type: 'canceled' } }),
        );
      }
      return { body: asBatch(id) };
    },
    results(id: string): Answer {
      const batch = batches.get(id);
      return batch ? { body: batch.lines.join('\n') } : failure(404, 'not_found_error', id);
    },
    remove: (id: string): Answer =>
      batches.delete(id)
        ? { body: { id, type: 'message_batch_deleted' } }
        : failure(404, 'not_found_error', id),
    /** The newest first. A list is a look at each: batches go on by themselves. */
    list(query: URLSearchParams): Answer {
      const { ids, ends } = pageAfter(batches.keys(), query.get('after_id'), query.get('limit'));
      const data = ids.map(asBatch);
      for (const batch of batches.values()) batch.looks -= 1;
      return { body: { data, ...ends } };
    },
  };
}

/** `POST /v1/messages` with structured output, thinking before the answer, and usage with its cache fields. */
export async function emulateAnthropic({
  key = 'anthropic-key',
  looks = 1,
  endingLooks = 0,
  lineEnds = [],
  now = Date.now,
  play = lookAtTheBest,
  quota = plenty,
  ...options
}: AnthropicOptions = {}): Promise<Emulator> {
  const limits = limitsOf(quota);
  const batches = batchesOf({ looks, endingLooks }, lineEnds, now, (body, shown) =>
    messageTo(body, shown, options),
  );
  return emulate((request: Logged) => {
    if (request.headers.authorization !== `Bearer ${key}` && request.headers['x-api-key'] !== key)
      return anthropicFaults.auth;
    if (!request.headers['anthropic-version'])
      return failure(400, 'invalid_request_error', 'no anthropic-version');
    if (request.path === '/v1/models') return { body: { data: [{ id: 'claude-sonnet-5-5' }] } };
    const [, batch, action] = /^\/v1\/messages\/batches(?:\/(\w+))?\/?(results|cancel)?/.exec(
      request.path,
    ) ?? [null];
    if (batch && request.method === 'DELETE') return batches.remove(batch);
    if (batch && action === 'cancel') return batches.cancel(batch);
    if (batch) return action ? batches.results(batch) : batches.look(batch);
    if (request.path.startsWith('/v1/messages/batches'))
      return request.method === 'POST'
        ? batches.create(request.body)
        : batches.list(new URL(request.path, 'http://localhost').searchParams);
    if (request.method !== 'POST' || !request.path.startsWith('/v1/messages'))
      return failure(404, 'not_found_error', 'no such path');
    const body = JSON.parse(request.body.toString()) as Body;
    if (body.model === 'claude-none') return failure(404, 'not_found_error', 'model');
    if (body.tools) return limits(request.body.length / 4, 900, () => withTools(request.body, play));
    if (body.output_config.format.type !== 'json_schema')
      return failure(400, 'invalid_request_error', 'no schema');
    const shown = shownToAnthropic(request.body);
    const { input, output, thinking } = tokensOf(shown);
    return limits(input, output + thinking, () => ({
      headers: { 'request-id': 'req_1' },
      body: messageTo(body, shown, options),
    }));
  });
}

/** When all of it is there again is a moment. */
function limitsOf({ requests, tokens, ms }: Quota) {
  const within = createQuota({ requests, 'input-tokens': tokens, 'output-tokens': tokens }, ms, {
    header: (name, what) => `anthropic-ratelimit-${name}-${what}`,
    reset: (resetMs) => new Date(Date.now() + resetMs).toISOString(),
    refuse: (waitMs) => anthropicFaults.rateLimit(Math.ceil(waitMs / 1000)),
  });
  return (input: number, output: number, answer: () => Answer): Answer =>
    within({ requests: 1, 'input-tokens': input, 'output-tokens': output }, answer);
}

function messageTo(body: Body, shown: Shown, options: AnthropicOptions): object {
  const { input, output, thinking } = tokensOf(shown);
  const { read, written } = options.cached ?? { read: 0, written: 0 };
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
      // Without what was read or written.
      input_tokens: input - read - written,
      cache_creation_input_tokens: written,
      cache_read_input_tokens: read,
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

type Block =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown }
  | { type: 'tool_result'; tool_use_id: string; content: string; is_error?: boolean };

interface ToolBody {
  model: string;
  system: { text: string }[];
  tools: { name: string; input_schema: { type: string } }[];
  tool_choice: { type: string };
  messages: { role: string; content: string | Block[] }[];
}

/** Each `tool_use` is answered by a `tool_result` in the next message, and thinking comes back with its signature. */
function brokenTurn({ messages }: ToolBody): string | null {
  for (const [at, { role, content }] of messages.entries()) {
    if (role !== 'assistant' || typeof content === 'string') continue;
    const uses = content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
    const next = messages[at + 1]?.content ?? [];
    const answered =
      typeof next === 'string'
        ? []
        : next.flatMap((one) => (one.type === 'tool_result' ? [one.tool_use_id] : []));
    if (uses.some((id) => !answered.includes(id)) || answered.length !== uses.length)
      return `messages.${at + 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after`;
    if (uses.length > 0 && content[0]?.type !== 'thinking')
      return `messages.${at}: a turn with tool_use must start with the thinking block that it began with`;
  }
  return null;
}

function withTools(request: Buffer, play: Play): Answer {
  const body = JSON.parse(request.toString()) as ToolBody;
  const broken = brokenTurn(body);
  if (broken) return failure(400, 'invalid_request_error', broken);
  if (
    body.tools.some(
      ({ name, input_schema }) => !/^[\w-]{1,128}$/.test(name) || input_schema.type !== 'object',
    )
  )
    return failure(400, 'invalid_request_error', 'tools: invalid');
  const last = body.messages.findLastIndex(
    ({ role, content }) => role === 'user' && typeof content === 'string',
  );
  const reply = play({
    system: body.system.map(({ text }) => text).join('\n'),
    tools: body.tool_choice.type === 'none' ? [] : body.tools.map(({ name }) => name),
    asked: body.messages.flatMap(({ role, content }) =>
      role === 'user' && typeof content === 'string' ? [content] : [],
    ),
    results: body.messages
      .slice(last)
      .flatMap(({ content }) =>
        typeof content === 'string'
          ? []
          : content.flatMap((one) => (one.type === 'tool_result' ? [one.content] : [])),
      ),
  });
  const { input, output } = tokensFor(request, reply);
  const calls = reply.calls ?? [];
  return {
    headers: { 'request-id': 'req_tools' },
    body: {
      id: 'msg_tools',
      type: 'message',
      role: 'assistant',
      model: body.model,
      stop_reason: reply.cut ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'sealed' },
        ...(reply.text ? [{ type: 'text', text: reply.text }] : []),
        ...calls.map((call, at) => ({
          type: 'tool_use',
          id: `toolu_${body.messages.length}_${at}`,
          name: call.name,
          input: typeof call.input === 'string' ? { text: call.input } : call.input,
        })),
      ],
      usage: {
        input_tokens: input,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: output,
      },
    },
  };
}
