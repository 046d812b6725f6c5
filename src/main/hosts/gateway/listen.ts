import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../../contract/index.ts';
import { refuseSocket } from './front-door.ts';
import {
  connectionCheckMs,
  headerTimeoutMs,
  keepAliveTimeoutMs,
  maxConnections,
  maxHeaderBytes,
} from './limits.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

const tries = 10;
/** A running answer may finish for this long. */
const closeGraceMs = 300;

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1 with the same port: `localhost` may mean either, and another
 * process on the second one would be sent what is meant for us.
 */
export async function listenOnLoopback(
  port: number,
  listenerFor: (port: number) => RequestListener,
): Promise<Listening> {
  for (let left = tries; ; left -= 1) {
    let listener: RequestListener | undefined;
    const four = await open(port, '127.0.0.1', (chosen) => {
      listener = listenerFor(chosen);
      return listener;
    });
    const chosen = (four.address() as AddressInfo).port;
    try {
      const six = await openIfThere(chosen, () => listener ?? listenerFor(chosen));
      return { port: chosen, close: () => closeAll(six ? [four, six] : [four]) };
    } catch (error) {
      await closeAll([four]);
      if (port !== 0 || left === 0) throw error;
    }
  }
}

async function openIfThere(
  port: number,
  listenerFor: (port: number) => RequestListener,
): Promise<Server | null> {
  try {
    return await open(port, '::1', listenerFor);
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return null;
    throw error;
  }
}

function open(port: number, host: string, listenerFor: (port: number) => RequestListener): Promise<Server> {
  const server = createServer({
    headersTimeout: headerTimeoutMs,
    // Uploads may take long; bodies have limits of their own where they are read.
    requestTimeout: 0,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: connectionCheckMs,
    maxHeaderSize: maxHeaderBytes,
    insecureHTTPParser: false,
    noDelay: true,
  });
  server.maxConnections = maxConnections;
  server.on('upgrade', (_request, socket) =>
    refuseSocket(socket, 403, 'PERMISSION', 'There is no other protocol here.'),
  );
  server.on('connect', (_request, socket) => refuseSocket(socket, 403, 'PERMISSION', 'This is not a proxy.'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'HPE_HEADER_OVERFLOW')
      refuseSocket(socket, 431, 'INVALID_INPUT', 'The headers are too long.');
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
      refuseSocket(socket, 408, 'INVALID_INPUT', 'The request was too slow.');
    else refuseSocket(socket, 400, 'INVALID_INPUT', 'This is not HTTP/1.1.');
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen({ port, host }, () => {
      // Now, before a first connection can be taken: the listener has to know its port to know its own name.
      server.on('request', listenerFor((server.address() as AddressInfo).port));
      resolve(server);
    });
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new AppError('CONFLICT', `Port ${port} is already in use.`, { cause: error });
  if (error.code === 'EACCES')
    return new AppError('PERMISSION', `Port ${port} may not be opened.`, { cause: error });
  return error;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const cutOff = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, closeGraceMs);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  clearTimeout(cutOff);
}
