/** `net.fetch` for schemes of the app's own, as their handlers answer; the network is not provided. */
import { session } from './session.ts';

export const net = {
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const { href } = new URL(url);
    const handler = session.defaultSession.protocol.handlerOf(href);
    if (!handler) throw new Error(`stand-in: net.fetch is not provided for ${href}`);
    return handler(new Request(href, init));
  },
};
