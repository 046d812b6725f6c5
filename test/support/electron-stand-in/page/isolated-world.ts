/** The preload's side: the few modules a sandboxed preload may require, and the way to the main process. */
import type { Bridge } from './bridge.ts';
import type { Codec } from './codec.ts';

declare const location: { href: string };

export interface IsolatedWorldConfig {
  readonly channel: string;
  /** Name of the binding to the main process, visible in this world only. */
  readonly send: string;
  readonly receive: string;
  readonly platform: string;
  readonly versions: Record<string, string>;
  readonly additionalArguments: readonly string[];
}

type Listener = (event: object, ...args: unknown[]) => void;
type Reply = { id: number; ok: boolean; payload: string };
type Push = { channel: string; payload: string };

export interface PreloadScope {
  readonly require: (name: string) => unknown;
  readonly process: object;
}

export function isolatedWorld(
  config: IsolatedWorldConfig,
  codec: () => Codec,
  bridge: (channel: string, side: 'isolated', onExpose: () => void) => Bridge,
): PreloadScope {
  const world = globalThis as unknown as Record<string, unknown>;
  const send = world[config.send] as (json: string) => void;
  const { encode, decode } = codec();
  const link = bridge(config.channel, 'isolated', () => undefined);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Listener[]>();
  let counter = 0;

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const payload = encode(args);
      counter += 1;
      const id = counter;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send(JSON.stringify({ kind: 'invoke', id, channel, payload }));
      });
    },
    send(channel: string, ...args: unknown[]): void {
      send(JSON.stringify({ kind: 'send', channel, payload: encode(args) }));
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      return ipcRenderer.off(channel, listener);
    },
  };

  world[config.receive] = (message: Reply | Push): void => {
    if ('channel' in message) {
      const args = decode(message.payload) as unknown[];
      for (const listener of listeners.get(message.channel) ?? []) listener({ sender: ipcRenderer }, ...args);
      return;
    }
    const entry = waiting.get(message.id);
    waiting.delete(message.id);
    const value = decode(message.payload);
    if (message.ok) entry?.resolve(value);
    else entry?.reject(new Error(String(value)));
  };

  const webUtils = {
    getPathForFile(file: unknown): string {
      if (Object.prototype.toString.call(file) !== '[object File]') {
        throw new TypeError("Failed to execute 'getPathForFile': the argument is not a File");
      }
      // The main process pauses here, asks Chromium where the file lies, and writes the answer into `answer`.
      let answer = '';
      // biome-ignore lint/suspicious/noDebugger: the only way in which a page can wait for another process
      debugger;
      answer = `${answer}`;
      return answer;
    },
  };

  const provided: Record<string, unknown> = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => link.expose(key, api) },
    ipcRenderer,
    webUtils,
  };
  const electron = new Proxy(provided, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target))
        throw new Error(`stand-in: electron.${key} not provided`);
      return target[key as string];
    },
  });
  return {
    require(name) {
      if (name === 'electron' || name === 'electron/renderer') return electron;
      throw new Error(`module not found: ${name}`);
    },
    process: {
      platform: config.platform,
      versions: config.versions,
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      argv: config.additionalArguments,
      env: {},
      href: location.href,
    },
  };
}
