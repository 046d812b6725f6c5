import { connect as connectSocket, type Socket } from 'node:net';
import { AppError, type AppEvent, type Caller, type Result } from '../../../contract/index.ts';
import type { LocatedFile, PictureKind } from '../app.ts';
import { onLines, type Reply, send } from './frames.ts';

/** Whole exports come back in one line. */
const longestReplyChars = 1 << 29;

export interface OwnerConnection {
  call(id: string, input: unknown, caller: Omit<Caller, 'scopes'>): Promise<Result<unknown>>;
  locate(kind: PictureKind, adId: string): Promise<LocatedFile | null>;
  close(): void;
}

/** A process that was stopped takes connections and never answers. */
const helloWithinMs = 3000;

/** The owner closed before it heard the call: it may be asked again of the next one, whatever it was. */
export class NotHeard extends AppError {
  constructor() {
    super('OFFLINE', 'The Titan Ads process that holds the library was just closing.');
  }
}

/** Talks to the process that owns the data folder. Null when nobody listens (yet). */
export async function connectToOwner(
  address: string,
  version: string,
  onEvent: (event: AppEvent) => void,
  onLost: () => void,
): Promise<OwnerConnection | null> {
  const socket = await open(address);
  if (!socket) return null;
  const open_ = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const hello = Promise.withResolvers<string>();
  let n = 0;
  let closing = false;
  /** Before that it was no connection that could be lost. */
  let greeted = false;

  let saidBye = false;

  onLines(socket, longestReplyChars, (line) => {
    const reply = parse(line);
    if (!reply) socket.destroy();
    else if ('event' in reply) onEvent(reply.event as AppEvent);
    else if ('hello' in reply) hello.resolve(reply.hello.version);
    else if ('bye' in reply) saidBye = true;
    else {
      open_.get(reply.n)?.resolve(reply.value);
      open_.delete(reply.n);
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    const lost = saidBye
      ? new NotHeard()
      : new AppError('OFFLINE', 'The Titan Ads process that holds the library has stopped.');
    hello.reject(lost);
    for (const waiting of open_.values()) waiting.reject(lost);
    open_.clear();
    if (!closing && greeted) onLost();
  });

  const ask = (frame: object): Promise<unknown> => {
    if (saidBye || socket.destroyed) return Promise.reject(new NotHeard());
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    n += 1;
    open_.set(n, { resolve, reject });
    send(socket, { n, ...frame } as Parameters<typeof send>[1]);
    return promise;
  };
  const close = (): void => {
    closing = true;
    socket.destroy();
  };

  const tooLate = setTimeout(() => socket.destroy(), helloWithinMs);
  const theirs = await hello.promise.catch(() => null);
  clearTimeout(tooLate);
  if (theirs === null) {
    close();
    return null;
  }
  if (theirs !== version) {
    close();
    throw new AppError(
      'CONFLICT',
      `Titan Ads ${theirs} has this library open and this is ${version}; close it first.`,
    );
  }
  greeted = true;
  return {
    call: (id, input, { host, person, token }) =>
      ask({ call: id, input, host, person, token }) as Promise<Result<unknown>>,
    locate: (kind, ad) => ask({ locate: kind, ad }) as Promise<LocatedFile | null>,
    close,
  };
}

/** Whoever speaks to an owner acts as the account that it runs under, so nobody else may. */
const ofOther =
  'Somebody else has this library open under their own system account; it is yours once they close it.';

function open(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      code === 'EACCES' || code === 'EPERM' ? reject(new AppError('CONFLICT', ofOther)) : resolve(null),
    );
  });
}

function parse(line: string): Reply | null {
  try {
    const reply = JSON.parse(line) as unknown;
    return typeof reply === 'object' && reply !== null ? (reply as Reply) : null;
  } catch {
    return null;
  }
}
