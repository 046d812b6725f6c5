import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type AppEvent, contract, errors, type ProcedureId } from '../../../src/contract/index.ts';
import { browserPolicy } from '../../../src/main/hosts/security-headers.ts';
import { clip } from './clip.ts';
import type { FakeHost } from './fake-host.ts';
import { strip, thumb } from './pictures.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** The built window and the fake host on loopback, in the shape of the gateway. */
export const serve = async (host: FakeHost, rendererDir: string): Promise<Served> => {
  const server = createServer((request, response) => {
    respond(host, rendererDir, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const respond = async (
  host: FakeHost,
  rendererDir: string,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  // The policy of the real gateway: what breaks under it breaks here.
  response.setHeader('content-security-policy', browserPolicy);
  if (path === '/v1/events') return stream(host, response);
  if (path.startsWith('/v1/uploads/')) {
    const size = (await bodyOf(request)).length;
    host.uploads.push(`${decodeURIComponent(path.slice('/v1/uploads/'.length))} ${size}`);
    return response.writeHead(204).end();
  }
  if (path.startsWith('/v1/')) return call(host, path, request, response);
  const [, kind = '', id = ''] = path.split('/');
  const row = host.library.row(id);
  if (kind === 'thumb' && row) return picture(response, thumb(row));
  const logo = host.logos.get(id);
  if (kind === 'logo' && logo) return response.writeHead(200, { 'content-type': 'image/png' }).end(logo);
  if (kind === 'strip' && row) return picture(response, strip(row));
  if (kind === 'media' && row?.kind === 'image') return picture(response, thumb(row));
  if (kind === 'media' && row) return media(request, response);
  return file(join(rendererDir, normalize(path === '/' ? '/index.html' : path)), response);
};

const call = async (host: FakeHost, path: string, request: IncomingMessage, response: ServerResponse) => {
  const id = path.slice('/v1/'.length).replace('/', '.') as ProcedureId;
  if (!(id in contract)) return response.writeHead(404).end();
  const result = await host.call(id, JSON.parse((await bodyOf(request)).toString() || '{}'));
  const status = result.ok ? 200 : errors[result.error.code].http;
  response.writeHead(status, { 'content-type': 'application/json' });
  return response.end(JSON.stringify(result.ok ? result.value : { error: result.error }));
};

const stream = (host: FakeHost, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 200\n\n');
  const send = (event: AppEvent) =>
    response.write(`event: ${event.type}\nid: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
  const stop = host.subscribe(send, () => response.destroy());
  response.on('close', stop);
};

const picture = (response: ServerResponse, svg: string) => {
  response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=60' });
  return response.end(svg);
};

const media = async (request: IncomingMessage, response: ServerResponse) => {
  const bytes = await clip();
  if (!bytes) return response.writeHead(404).end();
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
  response.writeHead(request.headers.range ? 206 : 200, {
    'content-type': 'video/webm',
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(request.headers.range ? { 'content-range': `bytes ${start}-${end}/${bytes.length}` } : {}),
  });
  return response.end(bytes.subarray(start, end + 1));
};

const file = async (path: string, response: ServerResponse) => {
  try {
    const body = await readFile(path);
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    return response.end(body);
  } catch {
    return response.writeHead(404).end();
  }
};
