import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { Caller, Scope } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { onLines, type Reply, Request, send } from './frames.ts';

const longestRequestBytes = 4 << 20;
/** How long calls that were heard may take to be answered when the owner closes. */
const lastAnswersMs = 2000;
/**
 * Whoever may open the socket is this user. What costs money comes from a window or a terminal with a person before it,
 * which has asked for the scope in its own process; whatever else speaks here looks and proposes.
 */
const scopesOf = ({ host, person }: Pick<Caller, 'host' | 'person'>): readonly Scope[] =>
  person && host !== 'socket' && host !== 'mcp' ? ['read', 'propose', 'approve'] : ['read', 'propose'];

/** Lets other processes of this user call the owner. The caller holds the owner lock, so a left-over socket is stale. */
export async function listen(
  app: Pick<App, 'call' | 'locate' | 'subscribe'>,
  address: string,
  version: string,
): Promise<{ close(): Promise<void> }> {
  if (process.platform !== 'win32') rmSync(address, { force: true });
  const sockets = new Set<Socket>();
  const answering = new Set<Promise<void>>();
  let closing = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    const unsubscribe = app.subscribe((event) => send(socket, { event }));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      unsubscribe();
      sockets.delete(socket);
    });
    onLines(socket, longestRequestBytes, (line) => {
      if (closing) return;
      const answered = answer(app, socket, line).finally(() => answering.delete(answered));
      answering.add(answered);
    });
    send(socket, { hello: { version } });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  if (process.platform !== 'win32') chmodSync(address, 0o600);
  return {
    async close() {
      closing = true;
      const patience = new Promise((resolve) => setTimeout(resolve, lastAnswersMs).unref());
      await Promise.race([Promise.allSettled(answering), patience]);
      for (const socket of sockets) {
        if (answering.size === 0) send(socket, { bye: true });
        socket.end();
      }
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, 200).unref();
      await closed;
    },
  };
}

async function answer(app: Pick<App, 'call' | 'locate'>, socket: Socket, line: string): Promise<void> {
  const request = parse(line);
  if (!request) {
    socket.destroy();
    return;
  }
  const value =
    'call' in request
      ? await app.call(request.call, request.input, callerOf(request))
      : await app.locate(request.locate, request.ad);
  send(socket, { n: request.n, value } satisfies Reply);
}

const callerOf = ({ host, person, token }: Omit<Caller, 'scopes'>): Caller => ({
  host,
  person,
  ...(token && { token }),
  scopes: scopesOf({ host, person }),
});

function parse(line: string): Request | null {
  try {
    return Request.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
