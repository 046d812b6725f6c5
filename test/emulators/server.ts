import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly atMs: number;
  /** What was answered; 0 while nothing was. */
  status: number;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object becomes JSON. */
  readonly body?: unknown;
}

/** What a scripted request meets instead of its answer. */
export type Fault =
  | Answer
  /** Never answers. */
  | 'hang'
  /** Closes in the middle of the body. */
  | 'cut'
  /** Does what was asked and closes without a word. */
  | 'lost'
  /** Does what was asked and never says so. */
  | 'silent'
  /** An answer that goes on far beyond what anybody should read, and does not end. */
  | 'endless'
  /** A proxy's page in place of JSON. */
  | 'html';

export interface Emulator {
  readonly url: string;
  readonly log: Logged[];
  /** The next requests whose path fits meet these, one each, in order. */
  fail(path: RegExp, ...faults: readonly Fault[]): void;
  /** How long each answer takes, to requests whose path fits. */
  latencyMs: number;
  slow: RegExp;
  close(): Promise<void>;
}

export type Respond = (request: Logged) => Answer | Promise<Answer>;

/** An HTTP server on a free port of 127.0.0.1 with a log and scripted faults. */
export async function emulate(respond: Respond): Promise<Emulator> {
  const log: Logged[] = [];
  const faults: { path: RegExp; fault: Fault }[] = [];
  const emulator = { latencyMs: 0, slow: /./ };

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return; // the caller went away in the middle
    }
    const request: Logged = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks),
      atMs: performance.now(),
      status: 0,
    };
    log.push(request);
    const place = faults.findIndex(({ path }) => path.test(request.path));
    const fault = place < 0 ? undefined : faults.splice(place, 1)[0]?.fault;
    if (fault === 'hang') return;
    if (emulator.latencyMs > 0 && emulator.slow.test(request.path))
      await new Promise((resolve) => setTimeout(resolve, emulator.latencyMs));
    if (fault === 'cut') {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      outgoing.write('{"half');
      setTimeout(() => outgoing.destroy(), 5);
      return;
    }
    if (fault === 'endless') {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      const more = Buffer.alloc(1024 ** 2, ' ');
      let left = 200;
      const write = (): void => {
        while (!outgoing.destroyed && left-- > 0 && outgoing.write(more));
      };
      outgoing.on('drain', write);
      write();
      return;
    }
    if (fault === 'lost' || fault === 'silent') {
      await respond(request);
      if (fault === 'lost') outgoing.destroy();
      return;
    }
    const answer =
      fault === 'html'
        ? { headers: { 'content-type': 'text/html' }, body: '<html>Sign in to the network</html>' }
        : (fault ?? (await respond(request)));
    request.status = answer.status ?? 200;
    send(outgoing, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(emulator, {
    url: `http://127.0.0.1:${port}`,
    log,
    fail(path: RegExp, ...list: readonly Fault[]) {
      for (const fault of list) faults.push({ path, fault });
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function send(outgoing: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  if (outgoing.destroyed) return;
  const isText = typeof body === 'string';
  outgoing.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  outgoing.end(body === undefined ? '' : isText ? body : JSON.stringify(body));
}
