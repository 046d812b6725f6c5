import { AsyncLocalStorage } from 'node:async_hooks';
import axios from 'axios/dist/node/axios.cjs';
import sdk from 'facebook-nodejs-business-sdk';
import { largestAnswer } from '../net/capped-fetch.ts';

/** Marketing API of 2026-02; the version that the SDK speaks by itself ended in October 2026 (`meta.md` 1.1). */
export const defaultVersion = 'v25.0';

export interface MetaAddress {
  /** Null for Meta's own. */
  readonly base: string | null;
  readonly version: string | null;
}

/** What came back. `body` is text where it is not JSON: a proxy's page, or an answer that broke off. */
export interface MetaAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** There was no answer. Without the SDK's error, which carries the token. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** False where the request cannot have left this machine. A host out of reach may have been within it a moment before. */
  readonly sent: boolean;
  constructor(why: string) {
    super(why);
    this.sent = !/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(why);
  }
}

interface Call {
  readonly address: MetaAddress;
  readonly token: string;
  readonly signal: AbortSignal;
  answer: MetaAnswer | null;
  why: string;
}

const calls = new AsyncLocalStorage<Call>();
const current = (): Call => {
  const call = calls.getStore();
  if (!call) throw new Error('The SDK of Meta was called outside of the transport.');
  return call;
};

/** Both are getters without a setter in the SDK: an assignment is ignored, and tests would call Meta itself. */
const setting = (name: 'GRAPH' | 'VERSION', get: () => string): void =>
  void Object.defineProperty(sdk.FacebookAdsApi, name, { get, configurable: true });
setting('GRAPH', () => current().address.base ?? 'https://graph.facebook.com');
setting('VERSION', () => current().address.version ?? defaultVersion);

axios.interceptors.request.use((config) => {
  const { token, signal, address } = current();
  const url = new URL(config.url ?? '');
  // Addresses end up in logs of proxies and in errors; headers do not.
  url.searchParams.delete('access_token');
  config.headers.set('authorization', `Bearer ${token}`);
  config.headers.set('accept-encoding', 'gzip, deflate, br');
  return {
    ...config,
    url: url.href,
    signal,
    maxRedirects: 0,
    maxContentLength: largestAnswer,
    validateStatus: () => true,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    ...(address.base?.startsWith('http:') && { proxy: false as const }),
  };
});
axios.interceptors.response.use(
  (response) => {
    current().answer = {
      status: response.status,
      headers: response.headers as Record<string, unknown>,
      body: parsed(String(response.data)),
    };
    return { ...response, data: {} };
  },
  (error: { code?: string }) => {
    current().why = error.code ?? 'no answer';
    throw error;
  },
);

/** Ids may be longer than a double holds: those that are not quoted are read as text. */
/** Only short answers have them, and looking through a page of results takes as long as reading it. */
const longestWithNumbers = 10_000;
const longNumber = /[:[,]\s*-?\d{16,}\s*[,}\]]/;
const asText = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(source ?? '') ? source : value;

export function parsed(text: string): unknown {
  try {
    return text.length < longestWithNumbers && longNumber.test(text)
      ? JSON.parse(text, asText as never)
      : JSON.parse(text);
  } catch {
    return text;
  }
}

/** One request through the SDK, sent once. Throws NoAnswer, or the signal's reason. */
export async function send(
  method: 'GET' | 'POST',
  path: readonly string[],
  params: object,
  address: MetaAddress,
  token: string,
  signal: AbortSignal,
): Promise<MetaAnswer> {
  const call: Call = { address, token, signal, answer: null, why: 'no answer' };
  return calls.run(call, async () => {
    try {
      // Without the last argument it would send crashes of this app to Meta.
      await new sdk.FacebookAdsApi(token, 'en_US', false).call(method, path, { ...params });
    } catch {
      signal.throwIfAborted();
      throw new NoAnswer(call.why.replace(/[^\w-]/g, '').slice(0, 40));
    }
    if (!call.answer) throw new NoAnswer('no answer');
    return call.answer;
  });
}
