import { type Cached, type LineEnd, opinionOf, type Shown, tokensOf } from './opinion.ts';
import { type ListOptions, pageAfter } from './page-after.ts';
import { lookAtTheBest, type Play, tokensFor } from './play.ts';
import { type Answer, type Emulator, emulate, type Logged } from './server.ts';

export interface GeminiOptions extends ListOptions {
  readonly key?: string;
  readonly gullible?: boolean;
  readonly lean?: number;
  /** How often a file is looked at before it is ready. */
  readonly looks?: number;
  /** The upload ends up FAILED, or that of the film with these bytes alone. */
  readonly unusable?: boolean | Buffer;
  readonly lineEnds?: LineEnd[];
  /** Why the next batches fail as a whole, as `google.rpc.Status`. */
  readonly batchFails?: { readonly code: number; readonly message: string }[];
  /** What it does when it is given tools. */
  readonly play?: Play;
  /** Writing costs nothing of its own there. */
  readonly cached?: Pick<Cached, 'read'>;
}

const failure = (code: number, status: string, message: string, details: object[] = []): Answer => ({
  status: code,
  body: { error: { code, message, status, details } },
});

export const geminiFaults = {
  auth: failure(400, 'INVALID_ARGUMENT', 'API key not valid', [{ reason: 'API_KEY_INVALID' }]),
  rateLimit: (seconds: number) =>
    failure(429, 'RESOURCE_EXHAUSTED', 'slow down', [
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` },
    ]),
  dayLimit: failure(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota', [
    {
      '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
      violations: [
        { quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier' },
        { quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' },
      ],
    },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12s' },
  ]),
  /** Of a plan that leaves the model out; the wait that is told changes nothing. */
  limitZero: failure(
    429,
    'RESOURCE_EXHAUSTED',
    'You exceeded your current quota.\n* Quota exceeded for metric: generate_content_free_tier_requests, limit: 0, model: gemini-3.8-flash\nPlease retry in 25.4s.',
    [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
      },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '25s' },
    ],
  ),
  overloaded: failure(503, 'UNAVAILABLE', 'The model is overloaded'),
  tooLong: failure(400, 'INVALID_ARGUMENT', 'The input token count exceeds the maximum'),
  blocked: {
    body: {
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 4000 },
    },
  },
  safety: {
    body: {
      candidates: [{ finishReason: 'SAFETY', index: 0 }],
      usageMetadata: { promptTokenCount: 4000, candidatesTokenCount: 10 },
    },
  },
  cutOff: {
    body: {
      candidates: [
        { finishReason: 'MAX_TOKENS', content: { role: 'model', parts: [{ text: '{"items": [' }] } },
      ],
      usageMetadata: { promptTokenCount: 4000, candidatesTokenCount: 10, thoughtsTokenCount: 7990 },
    },
  },
} satisfies Record<string, Answer | ((seconds: number) => Answer)>;

interface Body {
  systemInstruction: { parts: { text: string }[] };
  contents: { parts: { text?: string; inlineData?: { data: string }; fileData?: { fileUri: string } }[] }[];
}
interface Held {
  bytes: Buffer;
  looks: number;
  readonly mimeType: string;
  readonly displayName: string | undefined;
}

export interface GeminiEmulator extends Emulator {
  /** What lies there now: everything should be deleted again. */
  readonly files: ReadonlyMap<string, Held>;
  /** Every file that was ever uploaded whole. */
  readonly uploaded: readonly Buffer[];
  /** What the model was shown, in order. */
  readonly shown: readonly Shown[];
}

/** `generateContent`, and the Files API: resumable upload in chunks, PROCESSING before ACTIVE, delete. */
export async function emulateGemini(options: GeminiOptions = {}): Promise<GeminiEmulator> {
  const { key = 'gemini-key', looks = 2, unusable = false, lineEnds = [], batchFails = [] } = options;
  const { now = Date.now, oldestFirst, play = lookAtTheBest } = options;
  const files = new Map<string, Held>();
  const uploaded: Buffer[] = [];
  const seen: Shown[] = [];
  let count = 0;
  const emulator: Emulator = await emulate((request) => {
    const start = /^\/upload\/v1(?:beta)?\/files/.exec(request.path);
    const chunk = /^\/chunks\/(f\d+)/.exec(request.path);
    if (!chunk && request.headers['x-goog-api-key'] !== key) return geminiFaults.auth;
    if (/^\/v1(?:beta)?\/models$/.test(request.path))
      return { body: { models: [{ name: 'models/gemini-3.8-flash' }] } };
    if (start) return startUpload(request);
    if (chunk) return takeChunk(request, chunk[1] as string);
    const file = /^\/v1(?:beta)?\/files\/(f\d+)/.exec(request.path)?.[1];
    if (file && request.method === 'DELETE')
      return files.delete(file) ? { body: {} } : failure(404, 'NOT_FOUND', file);
    if (file) return look(file);
    const url = new URL(request.path, 'http://localhost');
    if (/^\/v1(?:beta)?\/files$/.test(url.pathname)) return listFiles(url.searchParams);
    const batched = inBatch(request);
    if (batched) return batched;
    const model = /^\/v1(?:beta)?\/models\/([^:]+):generateContent/.exec(request.path)?.[1];
    return model === undefined || model === 'gemini-none'
      ? failure(404, 'NOT_FOUND', 'no such model')
      : generate(request.body, model);
  });

  interface Made {
    looks: number;
    readonly displayName: string;
    readonly createTime: string;
    readonly expired: boolean;
    readonly cancelled?: true;
    readonly error?: object | undefined;
    readonly lines: readonly object[];
  }
  const batches = new Map<string, Made>();
  let made = 0;
  /** Batches: questions inside, answers keyed by their metadata. */
  function inBatch({ method, path, body }: Logged): Answer | null {
    const model = /^\/v1(?:beta)?\/models\/([^:]+):batchGenerateContent/.exec(path)?.[1];
    if (model && method === 'POST') {
      const { batch } = JSON.parse(body.toString()) as {
        batch: {
          displayName?: string;
          inputConfig: { requests: { requests: { request: Body; metadata: object }[] } };
        };
      };
      if (!batch.displayName) return failure(400, 'INVALID_ARGUMENT', 'batch.displayName is required');
      const name = `b${++made}`;
      // What it did not get to in time is not among its answers.
      let expired = false;
      const lines = batch.inputConfig.requests.requests.flatMap(({ request, metadata }): object[] => {
        const end = lineEnds.shift() ?? 'answered';
        expired ||= end === 'expired';
        if (end === 'expired') return [];
        if (end === 'errored') return [{ error: { code: 13, message: 'internal' }, metadata }];
        if (end === 'too long')
          return [{ error: { code: 3, message: 'The input token count exceeds the maximum' }, metadata }];
        return [{ response: generate(Buffer.from(JSON.stringify(request)), model).body, metadata }];
      });
      const createTime = new Date(now()).toISOString();
      const { displayName } = batch;
      const error = batchFails.shift();
      const ended = error ? [] : lines.reverse();
      batches.set(name, { looks: 1, displayName, createTime, expired, error, lines: ended });
      return { body: asBatch(name, 'BATCH_STATE_PENDING') };
    }
    const url = new URL(path, 'http://localhost');
    if (method === 'GET' && /^\/v1(?:beta)?\/batches$/.test(url.pathname)) return list(url.searchParams);
    const [, name, cancelled] = /^\/v1(?:beta)?\/batches\/(b\d+)(:cancel)?/.exec(path) ?? [];
    const found = name === undefined ? undefined : batches.get(name);
    if (!name || !found) return null;
    if (method === 'DELETE') {
      batches.delete(name);
      return { body: {} };
    }
    if (cancelled) {
      if (found.looks >= 0) batches.set(name, { ...found, looks: 0, lines: [], cancelled: true });
      return { body: {} };
    }
    found.looks -= 1;
    return { body: asBatch(name) };
  }
  function asBatch(name: string, state?: string) {
    const made = batches.get(name) as Made;
    const { looks: left, displayName, createTime, expired, cancelled, error, lines } = made;
    const ended = expired ? 'BATCH_STATE_EXPIRED' : 'BATCH_STATE_SUCCEEDED';
    const over = error ? 'BATCH_STATE_FAILED' : cancelled ? 'BATCH_STATE_CANCELLED' : ended;
    const output = { inlinedResponses: { inlinedResponses: left < 0 ? lines : [] } };
    return {
      name: `batches/${name}`,
      metadata: {
        displayName,
        createTime,
        state: state ?? (left < 0 ? over : 'BATCH_STATE_RUNNING'),
        output,
      },
      ...(left < 0 && error && { done: true, error }),
    };
  }
  function list(query: URLSearchParams): Answer {
    const { ids, ends } = pageAfter(
      batches.keys(),
      query.get('pageToken'),
      query.get('pageSize'),
      oldestFirst,
    );
    const next = ends.has_more && { nextPageToken: ends.last_id };
    return { body: { operations: ids.map((name) => asBatch(name)), ...next } };
  }

  function listFiles(query: URLSearchParams): Answer {
    const { ids, ends } = pageAfter(files.keys(), query.get('pageToken'), query.get('pageSize'));
    const next = ends.has_more && { nextPageToken: ends.last_id };
    return { body: { files: ids.map((name) => asFile(name, 'ACTIVE')), ...next } };
  }

  function startUpload({ headers, body }: Logged): Answer {
    const name = `f${++count}`;
    const { file } = JSON.parse(body.toString()) as { file: { displayName?: string } };
    files.set(name, {
      bytes: Buffer.alloc(0),
      looks,
      displayName: file.displayName,
      mimeType: String(headers['x-goog-upload-header-content-type']),
    });
    return {
      headers: { 'x-goog-upload-url': `${emulator.url}/chunks/${name}`, 'x-goog-upload-status': 'active' },
      body: {},
    };
  }
  function takeChunk({ headers, body }: Logged, name: string): Answer {
    const held = files.get(name) as Held;
    if (Number(headers['x-goog-upload-offset']) !== held.bytes.length)
      return failure(400, 'INVALID_ARGUMENT', 'offset');
    held.bytes = Buffer.concat([held.bytes, body]);
    const done = String(headers['x-goog-upload-command']).includes('finalize');
    if (done) uploaded.push(held.bytes);
    return {
      headers: { 'x-goog-upload-status': done ? 'final' : 'active' },
      body: done ? { file: asFile(name, 'PROCESSING') } : {},
    };
  }
  const asFile = (name: string, state: string) => ({
    name: `files/${name}`,
    uri: `${emulator.url}/v1/files/${name}`,
    mimeType: files.get(name)?.mimeType,
    displayName: files.get(name)?.displayName,
    state,
  });
  const isUnusable = ({ bytes }: Held): boolean =>
    typeof unusable === 'boolean' ? unusable : unusable.equals(bytes);
  function look(name: string): Answer {
    const held = files.get(name);
    if (!held) return failure(404, 'NOT_FOUND', name);
    held.looks -= 1;
    return { body: asFile(name, held.looks > 0 ? 'PROCESSING' : isUnusable(held) ? 'FAILED' : 'ACTIVE') };
  }
  function generate(asked: Buffer, model: string): Answer {
    const body = JSON.parse(asked.toString()) as Body;
    if ('tools' in body) return withTools(asked, model, play);
    const parts = body.contents.flatMap((content) => content.parts);
    const film = parts.flatMap(({ fileData }) =>
      fileData ? [fileData.fileUri.split('/').at(-1) as string] : [],
    );
    if (film.some((name) => (files.get(name)?.looks ?? 1) > 0))
      return failure(400, 'FAILED_PRECONDITION', 'not ACTIVE');
    const shown: Shown = {
      system: body.systemInstruction.parts.map(({ text }) => text).join('\n'),
      user: parts.flatMap(({ text }) => (text === undefined ? [] : [text])).join('\n'),
      media: [
        ...film.map((name) => files.get(name)?.bytes as Buffer),
        ...parts.flatMap(({ inlineData }) => (inlineData ? [Buffer.from(inlineData.data, 'base64')] : [])),
      ],
      isFilm: film.length > 0,
    };
    seen.push(shown);
    const { input, output, thinking } = tokensOf(shown);
    return {
      body: {
        candidates: [
          {
            finishReason: 'STOP',
            content: { role: 'model', parts: [{ text: JSON.stringify(opinionOf(shown, options)) }] },
          },
        ],
        modelVersion: `${model}-001`,
        responseId: 'resp_1',
        usageMetadata: {
          promptTokenCount: input,
          ...(options.cached && { cachedContentTokenCount: options.cached.read }),
          candidatesTokenCount: output,
          thoughtsTokenCount: thinking,
          totalTokenCount: input + output + thinking,
        },
      },
    };
  }
  return Object.assign(emulator, { files, uploaded, shown: seen });
}

interface ToolPart {
  text?: string;
  thought?: boolean;
  thoughtSignature?: string;
  functionCall?: { name: string; args: unknown };
  functionResponse?: { name: string; response: { output?: string; error?: string } };
}
interface ToolBody {
  systemInstruction: { parts: { text: string }[] };
  contents: { role: string; parts: ToolPart[] }[];
  tools: { functionDeclarations: { name: string; parametersJsonSchema: object }[] }[];
  toolConfig: { functionCallingConfig: { mode: string } };
}

/** As many responses as calls, in the next content, and the signature of the thought that led to them comes back. */
function brokenContents({ contents }: ToolBody): string | null {
  for (const [at, { parts }] of contents.entries()) {
    const calls = parts.filter(({ functionCall }) => functionCall);
    const next = contents[at + 1]?.parts.filter(({ functionResponse }) => functionResponse) ?? [];
    if (calls.length !== next.length)
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    if (calls.length > 0 && !calls[0]?.thoughtSignature)
      return 'Function call is missing a thought_signature';
  }
  return null;
}

function withTools(request: Buffer, model: string, play: Play): Answer {
  const body = JSON.parse(request.toString()) as ToolBody;
  const broken = brokenContents(body);
  if (broken) return failure(400, 'INVALID_ARGUMENT', broken);
  const declared = body.tools.flatMap(({ functionDeclarations }) => functionDeclarations);
  if (declared.some(({ parametersJsonSchema }) => '$schema' in parametersJsonSchema))
    return failure(400, 'INVALID_ARGUMENT', 'Unknown name "$schema"');
  const said = (content: ToolBody['contents'][number]) =>
    content.role === 'user' && content.parts[0]?.text !== undefined;
  const last = body.contents.findLastIndex(said);
  const reply = play({
    system: body.systemInstruction.parts.map(({ text }) => text).join('\n'),
    tools: body.toolConfig.functionCallingConfig.mode === 'NONE' ? [] : declared.map(({ name }) => name),
    asked: body.contents.filter(said).map(({ parts }) => parts[0]?.text ?? ''),
    results: body.contents
      .slice(last)
      .flatMap(({ parts }) =>
        parts.flatMap(({ functionResponse }) => (functionResponse ? [functionResponse.response] : [])),
      )
      .map(({ output, error }) => output ?? error ?? ''),
  });
  const { input, output } = tokensFor(request, reply);
  return {
    body: {
      candidates: [
        {
          finishReason: reply.cut ? 'MAX_TOKENS' : 'STOP',
          content: {
            role: 'model',
            parts: [
              ...(reply.text ? [{ text: reply.text }] : []),
              ...(reply.calls ?? []).map((call, at) => ({
                functionCall: {
                  name: call.name,
                  args: typeof call.input === 'string' ? { text: call.input } : call.input,
                },
                // Only the first of several calls carries one.
                ...(at === 0 && { thoughtSignature: 'sealed' }),
              })),
            ],
          },
        },
      ],
      modelVersion: model,
      responseId: 'resp_tools',
      usageMetadata: { promptTokenCount: input, candidatesTokenCount: output, thoughtsTokenCount: 10 },
    },
  };
}
