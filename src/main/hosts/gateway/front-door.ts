import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, errors } from '../../../contract/index.ts';
import { browserPolicy, securityHeaders } from '../security-headers.ts';
import { toFailure } from './answers.ts';
import { checkShape } from './request-shape.ts';
import { rawOf } from './routes.ts';
import { checkOrigin } from './same-origin.ts';

const ownHeaders = securityHeaders(browserPolicy);

/** How long a refused sender may go on before it is cut off; most finish and can read why. */
const lingerMs = 500;

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** Looks at each request as it came over the wire; what is not plainly for this gateway never reaches a route. */
export const frontDoor =
  (hosts: ReadonlySet<string>, inside: Listener): Listener =>
  (incoming, outgoing) => {
    for (const [name, value] of Object.entries(ownHeaders)) outgoing.setHeader(name, value);
    try {
      const raw = rawOf({ incoming, outgoing });
      checkShape(raw);
      checkOrigin(raw, hosts);
    } catch (error) {
      refuse(incoming, outgoing, error);
      return;
    }
    inside(incoming, outgoing);
  };

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, error: unknown): void {
  const failure = toFailure(error);
  const body = JSON.stringify({ error: failure });
  outgoing.writeHead(errors[failure.code].http, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  outgoing.write(body);
  // Closing under a sender would reset the connection and lose the answer.
  const end = (): void => void outgoing.end();
  const timer = setTimeout(end, lingerMs);
  incoming.once('close', () => clearTimeout(timer));
  incoming.once('end', end);
  incoming.on('error', () => undefined);
  incoming.resume();
}

/** For what never became a request: a broken head, one too long or too slow, an upgrade to another protocol. */
export function refuseSocket(
  socket: Duplex,
  status: number,
  code: 'INVALID_INPUT' | 'PERMISSION',
  why: string,
): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ error: new AppError(code, why).toFailure() });
  const headers = { ...ownHeaders, 'content-type': 'application/json', connection: 'close' };
  socket.on('error', () => undefined);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('') +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
