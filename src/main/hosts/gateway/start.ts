import { getRequestListener } from '@hono/node-server';
import type { App } from '../app.ts';
import { readRendererFiles } from '../renderer-files.ts';
import { type Access, createAccess } from './access.ts';
import { EventRing } from './event-ring.ts';
import { frontDoor } from './front-door.ts';
import { createKeptTokens } from './kept-tokens.ts';
import { listenOnLoopback } from './listen.ts';
import { openApi } from './openapi.ts';
import { createRoutes } from './routes.ts';
import { ownHosts } from './same-origin.ts';

export interface GatewayOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Gives the token and the window the scope `approve`. */
  readonly allowApprove: boolean;
  /** The built window: index.html and its assets. */
  readonly rendererDir: string;
}

export interface Gateway {
  /** Signs one browser in, once. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly token: string;
  freshSignInUrl(): string;
  close(): Promise<void>;
}

const originOf = (port: number): string => new URL(`http://127.0.0.1:${port}`).origin;

/** Serves the app on loopback, to browsers that were signed in by a link and to programs that have the token. */
export async function startGateway(
  app: Pick<App, 'call' | 'subscribe' | 'locate' | 'receiveUpload'>,
  { port: wantedPort, allowApprove, rendererDir }: GatewayOptions,
): Promise<Gateway> {
  const pages = await readRendererFiles(rendererDir);
  const ring = new EventRing();
  const ended = new AbortController();
  const nowMs = (): number => performance.now();
  const tokens = createKeptTokens(app, nowMs);
  let access: Access | undefined;

  const { port, close } = await listenOnLoopback(wantedPort, (chosen) => {
    access = createAccess(chosen, allowApprove, nowMs);
    const openapi = openApi(originOf(chosen));
    const routes = createRoutes({ app, access, tokens, ring, pages, openapi, ended: ended.signal });
    // The process is shared with other hosts, whose Request and Response stay Node's own.
    return frontDoor(ownHosts(chosen), getRequestListener(routes.fetch, { overrideGlobalObjects: false }));
  });
  const { newCode, token } = access as Access;
  const unsubscribe = app.subscribe((event) => {
    ring.push(event);
    if (event.type === 'tokens') tokens.endStreams();
  });
  const origin = originOf(port);
  const freshSignInUrl = (): string => `${origin}/sign-in?code=${newCode()}`;
  return {
    url: freshSignInUrl(),
    origin,
    port,
    token,
    freshSignInUrl,
    async close() {
      unsubscribe();
      ended.abort();
      await close();
    },
  };
}
