/** Every request of a page stops here: custom schemes are answered by their handler, the network is refused. */
import type { CdpSession } from './cdp.ts';
import type { StandInSession } from './modules/session.ts';
import type { Protocol } from './protocol-types.ts';
import { state } from './state.ts';
import { toAppUrl } from './url-map.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

/** A whole answer goes through the socket as text; a longer range is cut, and the player asks for the next one. */
const longestRangeBytes = 4 * 1024 * 1024;

const request = (paused: Paused, url: string): Request => {
  const { method, headers, postData } = paused.request;
  const init: RequestInit = { method, headers: headers as Record<string, string> };
  if (postData !== undefined && method !== 'GET' && method !== 'HEAD') init.body = postData;
  return new Request(url, init);
};

const readUpTo = async (body: ReadableStream<Uint8Array> | null, limit: number): Promise<Buffer> => {
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  while (size < limit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
  }
  if (size >= limit) await reader.cancel();
  return Buffer.concat(chunks).subarray(0, limit);
};

const fulfil = async (session: CdpSession, paused: Paused, response: Response): Promise<void> => {
  const isRange = response.status === 206;
  const body = await readUpTo(response.body, isRange ? longestRangeBytes : Number.POSITIVE_INFINITY);
  const headers = new Headers(response.headers);
  const range = /^bytes (\d+)-\d+\/(\S+)$/.exec(headers.get('content-range') ?? '');
  if (isRange && range && body.length > 0) {
    const first = Number(range[1]);
    headers.set('content-range', `bytes ${first}-${first + body.length - 1}/${range[2]}`);
    headers.set('content-length', String(body.length));
  }
  session.post('Fetch.fulfillRequest', {
    requestId: paused.requestId,
    responseCode: response.status === 0 ? 500 : response.status,
    responseHeaders: [...headers].map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  });
};

const fail = (session: CdpSession, paused: Paused, reason: Protocol.Network.ErrorReason): void =>
  session.post('Fetch.failRequest', { requestId: paused.requestId, errorReason: reason });

export const intercept = async (
  session: CdpSession,
  owner: StandInSession,
  mayLoad: (paused: Paused, appUrl: string) => boolean,
  paused: Paused,
): Promise<void> => {
  const url = toAppUrl(paused.request.url);
  const handler = owner.protocol.handlerOf(url);
  if (!mayLoad(paused, url)) return fail(session, paused, 'Aborted');
  if (owner.webRequest.cancels(url, paused.resourceType)) return fail(session, paused, 'BlockedByClient');
  if (!handler) {
    state.recorded.refusedRequests.push(url);
    return fail(session, paused, 'InternetDisconnected');
  }
  try {
    await fulfil(session, paused, await handler(request(paused, url)));
  } catch (error) {
    process.stderr.write(`stand-in: protocol handler for ${url} failed: ${String(error)}\n`);
    fail(session, paused, 'Failed');
  }
};
