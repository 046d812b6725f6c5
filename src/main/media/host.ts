import { createMeasurer } from '../core/measure/index.ts';
import { serveHost } from './serve-host.ts';

/** Entry of the media host: the only process that looks inside media. It has no store, no network and no secrets. */

/** Electron's utility process talks through a port, a forked Node through itself. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}
const { parentPort } = process as { parentPort?: ParentPort };

serveHost(
  {
    send: (reply) => (parentPort ? parentPort.postMessage(reply) : process.send?.(reply)),
    onMessage: (listener) =>
      parentPort ? parentPort.on('message', ({ data }) => listener(data)) : process.on('message', listener),
    onClosed: (listener) => process.on('disconnect', listener),
  },
  createMeasurer,
);
