import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came, and what was answered. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  status: number;
  /** Bytes of a body that were handed to the socket. */
  bytes: number;
  /** By the clock; equal while it is under way. */
  readonly atMs: number;
  endMs: number;
}

export interface Emulator {
  readonly origin: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  seen: Seen,
  url: URL,
) => Promise<void>;

/** A service on loopback with a log of what it was asked. */
export async function serve(answer: Answer, port = 0): Promise<Emulator> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const atMs = Date.now();
    const one: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      status: 0,
      bytes: 0,
      atMs,
      endMs: atMs,
    };
    seen.push(one);
    answer(request, response, one, url)
      .catch((error: unknown) => json(response, 500, { error: String(error) }))
      .finally(() => {
        one.status = response.statusCode;
        one.endMs = Date.now();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(JSON.stringify(body));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
