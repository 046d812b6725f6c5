import { type Cached, type LineEnd, opinionOf, type Shown, tokensOf } from './opinion.ts';
import { type ListOptions, pageAfter } from './page-after.ts';
import { lookAtTheBest, type Play, tokensFor } from './play.ts';
import { createQuota, plenty, type Quota } from './quota.ts';
import { type Answer, type Emulator, emulate, type Logged } from './server.ts';

export interface OpenaiOptions extends ListOptions {
  readonly key?: string;
  readonly gullible?: boolean;
  readonly lean?: number;
  /** How often a batch is looked at before it is over. */
  readonly looks?: number;
  /** Questions that may be at work by batch at once; it looks at a batch before it says that it has no room. */
  readonly room?: number;
  readonly lineEnds?: LineEnd[];
  /** What it does when it is given tools. */
  readonly play?: Play;
  readonly quota?: Quota;
  readonly cached?: Cached;
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
  max_output_tokens: number;
  tools?: unknown;
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

/** Files with one JSON a line, batches over them, and the answers as another file. */
function batchesOf(
  looks: number,
  ends: LineEnd[],
  { now, oldestFirst, room }: { now: () => number; oldestFirst: boolean | undefined; room: number },
  answer: (body: Body, shown: Shown) => Answer,
) {
  const files = new Map<string, string>();
  interface Made {
    looks: number;
    readonly input: string;
    readonly output: string;
    readonly errors: string | null;
    readonly expired: boolean;
    readonly lines: number;
    readonly noRoom: boolean;
    /** What is not over then stays unanswered. */
    readonly cancelled?: true;
    readonly created_at: number;
    readonly metadata: Record<string, string> | null;
  }
  const batches = new Map<string, Made>();
  const asBatch = (id: string) => {
    const made = batches.get(id) as Made;
    const { looks: left, input, output, errors, expired, cancelled, created_at, metadata } = made;
    const over = left < 0;
    if (made.noRoom) {
      const data = [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.', line: null }];
      const common = { id, object: 'batch', created_at, input_file_id: input, metadata };
      return over
        ? { ...common, status: 'failed', errors: { object: 'list', data } }
        : { ...common, status: 'validating' };
    }
    return {
      id,
      object: 'batch',
      created_at,
      status: cancelled
        ? over
          ? 'cancelled'
          : 'cancelling'
        : !over
          ? 'in_progress'
          : expired
            ? 'expired'
            : 'completed',
      input_file_id: input,
      output_file_id: over && !cancelled ? output : null,
      error_file_id: over && !cancelled ? errors : null,
      metadata,
    };
  };
  function list(query: URLSearchParams): Answer {
    const { ids, ends } = pageAfter(batches.keys(), query.get('after'), query.get('limit'), oldestFirst);
    return { body: { object: 'list', data: ids.map(asBatch), ...ends } };
  }
  const linesOf = (file: string) =>
    (files.get(file) ?? '').split('\n').map((line) => JSON.parse(line) as { custom_id: string; body: Body });
  return ({ method, path, body }: Logged): Answer | null => {
    const [, file, content] = /^\/v1\/files\/([\w-]+)(\/content)?/.exec(path) ?? [null];
    if (file && method === 'DELETE') return { body: { id: file, deleted: files.delete(file) } };
    if (file && content) return files.has(file) ? { body: files.get(file) } : failure(404, 'not_found', file);
    const [, batch, cancelled] = /^\/v1\/batches\/([\w-]+)(\/cancel)?/.exec(path) ?? [];
    if (batch) {
      const found = batches.get(batch);
      if (!found) return failure(404, 'not_found', batch);
      if (!cancelled) found.looks -= 1;
      else if (found.looks < 0) return failure(409, 'invalid_request', 'it is over');
      else Object.assign(found, { looks: 0, cancelled: true });
      return { body: asBatch(batch) };
    }
    const url = new URL(path, 'http://localhost');
    if (method === 'GET' && url.pathname === '/v1/batches') return list(url.searchParams);
    if (method === 'POST' && path === '/v1/files') {
      const id = `file-${files.size + 1}`;
      files.set(
        id,
        body
          .toString()
          .split('\r\n')
          .find((line) => line.startsWith('{')) ?? '',
      );
      return { body: { id, object: 'file', purpose: 'batch' } };
    }
    if (method === 'POST' && path === '/v1/batches') {
      const { input_file_id: input, metadata = null } = JSON.parse(body.toString()) as {
        input_file_id: string;
        metadata?: Record<string, string>;
      };
      if (Object.entries(metadata ?? {}).some(([key, value]) => key.length > 64 || value.length > 512))
        return failure(400, 'invalid_value', 'metadata');
      const id = `batch_${batches.size + 1}`;
      const output = `file-out-${batches.size + 1}`;
      const answered: string[] = [];
      const failed: string[] = [];
      let expired = false;
      for (const { custom_id, body: asked } of linesOf(input)) {
        const end = ends.shift() ?? 'answered';
        const found = answer(asked, shownToOpenai(Buffer.from(JSON.stringify(asked))));
        const { status = 200, body } =
          end === 'answered' ? found : end === 'too long' ? openaiFaults.tooLong : openaiFaults.broken;
        const reply = { status_code: status, request_id: 'r', body };
        expired ||= end === 'expired';
        (end === 'answered' ? answered : failed).push(
          JSON.stringify(
            end === 'expired'
              ? { custom_id, response: null, error: { code: 'batch_expired', message: 'not in time' } }
              : { custom_id, response: reply, error: null },
          ),
        );
      }
      const errors = failed.length > 0 ? output.replace('out', 'err') : null;
      files.set(output, answered.reverse().join('\n'));
      if (errors) files.set(errors, failed.join('\n'));
      const created_at = Math.floor(now() / 1000);
      const lines = linesOf(input).length;
      const atWork = [...batches.values()].filter((one) => one.looks >= 0 && !one.noRoom);
      const noRoom = atWork.reduce((sum, one) => sum + one.lines, lines) > room;
      batches.set(id, {
        looks: noRoom ? 0 : looks,
        ...{ input, output, errors, expired, created_at, metadata, lines, noRoom },
      });
      return { body: asBatch(id) };
    }
    return null;
  };
}

/** `POST /v1/responses` with strict structured output and a reasoning item before the message. */
export async function emulateOpenai({
  key = 'openai-key',
  looks = 1,
  room = Number.POSITIVE_INFINITY,
  lineEnds = [],
  now = Date.now,
  oldestFirst,
  play = lookAtTheBest,
  quota = plenty,
  ...options
}: OpenaiOptions = {}): Promise<Emulator> {
  const limits = limitsOf(quota);
  const inBatch = batchesOf(looks, lineEnds, { now, oldestFirst, room }, (body, shown) =>
    responseTo(body, shown, options),
  );
  return emulate((request) => {
    if (request.headers.authorization !== `Bearer ${key}`) return openaiFaults.auth;
    if (request.path === '/v1/models') return { body: { data: [{ id: 'gpt-6.1-terra' }] } };
    const batched = inBatch(request);
    if (batched) return batched;
    if (request.method !== 'POST' || request.path !== '/v1/responses')
      return failure(404, 'not_found', 'no such path');
    const body = JSON.parse(request.body.toString()) as Body;
    if (body.model === 'gpt-none') return failure(404, 'model_not_found', 'model');
    if (body.tools) return limits(request.body.length / 4, () => withTools(request.body, play));
    const broken = breaksStrictness(body.text.format.schema);
    if (broken) return failure(400, 'invalid_json_schema', broken);
    const shown = shownToOpenai(request.body);
    // An answer counts as long as it may become.
    return limits(tokensOf(shown).input + body.max_output_tokens, () => responseTo(body, shown, options));
  });
}

/** Until all of it is there again is a time to go. */
function limitsOf({ requests, tokens, ms }: Quota) {
  const within = createQuota({ requests, tokens }, ms, {
    header: (name, what) => `x-ratelimit-${what}-${name}`,
    reset: goDuration,
    refuse: (waitMs) => openaiFaults.rateLimit(Math.ceil(waitMs)),
  });
  return (taken: number, answer: () => Answer): Answer => within({ requests: 1, tokens: taken }, answer);
}

/** "12ms", "1.5s", "6m0s". */
function goDuration(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)}ms`;
  const seconds = Math.ceil(ms / 100) / 10;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${Math.ceil(seconds % 60)}s`;
}

function responseTo(body: Body, shown: Shown, options: OpenaiOptions): Answer {
  const { input, output, thinking } = tokensOf(shown);
  return response(
    [
      { type: 'reasoning', id: 'rs_1', summary: [] },
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: JSON.stringify(opinionOf(shown, options)), annotations: [] }],
      },
    ],
    body.model,
    { input, output: output + thinking, cached: options.cached },
  );
}

const response = (
  output: object[],
  model: string,
  tokens: { input: number; output: number; cached?: Cached | undefined },
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
      input_tokens_details: {
        cached_tokens: tokens.cached?.read ?? 0,
        cache_write_tokens: tokens.cached?.written ?? 0,
      },
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
/** A success that says that it failed. */
export const openaiFailed = (): Answer =>
  response(
    [],
    'gpt-6.1-terra',
    { input: 5000, output: 0 },
    {
      status: 'failed',
      error: { code: 'server_error', message: 'oops' },
      usage: null,
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

type Item =
  | { type?: undefined; role: 'user' | 'assistant'; content: string }
  | { type: 'message'; role: string; content: { text: string }[] }
  | { type: 'reasoning'; id: string; encrypted_content?: string }
  | { type: 'function_call'; call_id: string; name: string; arguments: string }
  | { type: 'function_call_output'; call_id: string; output: string };

interface ToolBody {
  model: string;
  instructions: string;
  input: Item[];
  tools: { type: string; name: string; parameters: { type: string } }[];
  tool_choice: string;
  include: string[];
  store: boolean;
}

/** Outputs belong to calls that came before, and reasoning that is not kept there comes back sealed. */
function brokenItems({ input }: ToolBody): string | null {
  const calls = input.flatMap((item) => (item.type === 'function_call' ? [item.call_id] : []));
  const outputs = input.flatMap((item) => (item.type === 'function_call_output' ? [item.call_id] : []));
  const orphan = outputs.find((id) => !calls.includes(id));
  if (orphan) return `No tool call found for function call output with call_id ${orphan}.`;
  const open = calls.find((id) => !outputs.includes(id));
  if (open) return `No tool output found for function call ${open}.`;
  return input.some((item) => item.type === 'reasoning' && !item.encrypted_content)
    ? 'Items are not persisted when `store` is set to false.'
    : null;
}

function withTools(request: Buffer, play: Play): Answer {
  const body = JSON.parse(request.toString()) as ToolBody;
  const broken = brokenItems(body);
  if (broken) return failure(400, 'invalid_request_error', broken);
  if (body.store || !body.include.includes('reasoning.encrypted_content'))
    return failure(400, 'invalid_request_error', 'store');
  const last = body.input.findLastIndex((item) => item.type === undefined && item.role === 'user');
  const reply = play({
    system: body.instructions,
    tools: body.tool_choice === 'none' ? [] : body.tools.map(({ name }) => name),
    asked: body.input.flatMap((item) =>
      item.type === undefined && item.role === 'user' ? [item.content] : [],
    ),
    results: body.input
      .slice(last)
      .flatMap((item) => (item.type === 'function_call_output' ? [item.output] : [])),
  });
  const tokens = tokensFor(request, reply);
  return response(
    [
      { type: 'reasoning', id: `rs_${body.input.length}`, summary: [], encrypted_content: 'sealed' },
      ...(reply.text
        ? [
            {
              type: 'message',
              id: `msg_${body.input.length}`,
              role: 'assistant',
              status: 'completed',
              content: [{ type: 'output_text', text: reply.text, annotations: [] }],
            },
          ]
        : []),
      ...(reply.calls ?? []).map(({ name, input }, at) => ({
        type: 'function_call',
        id: `fc_${body.input.length}_${at}`,
        call_id: `call_${body.input.length}_${at}`,
        name,
        arguments: typeof input === 'string' ? input : JSON.stringify(input),
        status: 'completed',
      })),
    ],
    body.model,
    tokens,
    reply.cut ? { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } } : {},
  );
}
