/** A raw DevTools client: one socket, flat sessions. Separate from Playwright's, which has its own connection. */
import { EventEmitter } from 'node:events';
import type { Protocol } from './protocol-types.ts';

export type Commands = Protocol.CommandParameters;
export type Answers = Protocol.CommandReturnValues;
export type ProtocolEvents = Protocol.Events;

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly sessionId: string | undefined;
}

export class CdpSession {
  readonly id: string | undefined;
  private readonly connection: Cdp;
  private readonly emitter = new EventEmitter();

  constructor(connection: Cdp, id: string | undefined) {
    this.connection = connection;
    this.id = id;
    this.emitter.setMaxListeners(0);
  }

  send<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    return this.connection.request(method, params, this.id) as Promise<Answers[M]>;
  }

  /** For answers that nobody needs, such as resuming a page that has just gone. */
  post<M extends keyof Commands>(method: M, params?: Commands[M]): void {
    this.send(method, params).catch(() => undefined);
  }

  on<E extends keyof ProtocolEvents>(event: E, listener: (payload: ProtocolEvents[E]) => void): void {
    this.emitter.on(event, listener);
  }

  deliver(method: string, params: unknown): void {
    this.emitter.emit(method, params);
  }
}

export class Cdp {
  readonly root: CdpSession;
  private readonly socket: WebSocket;
  private readonly sessions = new Map<string, CdpSession>();
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.root = new CdpSession(this, undefined);
    socket.addEventListener('message', (event) => this.receive(String(event.data)));
    socket.addEventListener('close', () => this.fail('the browser is gone', () => true));
  }

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error(`no DevTools socket at ${url}`)), {
        once: true,
      });
    });
    return new Cdp(socket);
  }

  session(id: string): CdpSession {
    const known = this.sessions.get(id);
    if (known) return known;
    const session = new CdpSession(this, id);
    this.sessions.set(id, session);
    return session;
  }

  request(method: string, params: unknown, sessionId: string | undefined): Promise<unknown> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      if (this.socket.readyState !== WebSocket.OPEN)
        return reject(new Error(`${method}: the browser is gone`));
      this.waiting.set(id, { resolve, reject, sessionId });
      this.socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message.id !== undefined) {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) waiting?.reject(new Error(message.error.message));
      else waiting?.resolve(message.result);
      return;
    }
    if (!message.method) return;
    const session = message.sessionId ? this.sessions.get(message.sessionId) : this.root;
    session?.deliver(message.method, message.params);
    if (message.method === 'Target.detachedFromTarget') {
      const gone = (message.params as Protocol.Target.detachedFromTargetPayload).sessionId;
      this.sessions.delete(gone);
      this.fail('the page is gone', (entry) => entry.sessionId === gone);
    }
  }

  private fail(reason: string, which: (entry: Waiting) => boolean): void {
    for (const [id, entry] of this.waiting) {
      if (!which(entry)) continue;
      this.waiting.delete(id);
      entry.reject(new Error(reason));
    }
  }
}
