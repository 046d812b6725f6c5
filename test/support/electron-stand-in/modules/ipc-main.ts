import { EventEmitter } from 'node:events';
import type { StandInFrame } from '../frames.ts';
import { codec } from '../page/codec.ts';
import type { StandInWebContents } from '../web-contents.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;

class StandInIpcMain extends EventEmitter {
  private readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }
  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  handler(channel: string): Handler | undefined {
    return this.handlers.get(channel);
  }
}

export const ipcMain = new StandInIpcMain();
const { encode, decode } = codec();

interface FromPreload {
  readonly kind: 'invoke' | 'send';
  readonly id?: number;
  readonly channel: string;
  readonly payload: string;
}

/** One message of a preload; the answer keeps only the text of an error, as in Electron. */
export const receive = async (
  sender: StandInWebContents,
  senderFrame: StandInFrame | null,
  json: string,
  reply: (message: { id: number; ok: boolean; payload: string }) => void,
): Promise<void> => {
  const message = JSON.parse(json) as FromPreload;
  const event = {
    sender,
    senderFrame,
    frameId: senderFrame?.routingId ?? -1,
    processId: senderFrame?.processId ?? -1,
    type: 'frame',
  };
  const args = decode(message.payload) as unknown[];
  if (message.kind === 'send') {
    ipcMain.emit(message.channel, event, ...args);
    return;
  }
  const id = message.id ?? 0;
  try {
    const handler = ipcMain.handler(message.channel);
    if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
    reply({ id, ok: true, payload: encode(await handler(event, ...args)) });
  } catch (error) {
    const text = `Error invoking remote method '${message.channel}': ${String(error)}`;
    reply({ id, ok: false, payload: encode(text) });
  }
};
