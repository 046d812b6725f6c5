import { createMcpHandler } from '@modelcontextprotocol/server';
import { type StdioServerHandle, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Scope } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { modelWith } from './caller.ts';
import { createMcpServer } from './server.ts';

type Library = Pick<App, 'call' | 'locate'>;

const tell = (error: Error): void => console.error(`mcp: ${error.message}`);

/** On stdin and stdout of this process, until it is closed. */
export const mcpOnStdio = (app: Library): StdioServerHandle =>
  serveStdio(() => createMcpServer(app), { onerror: tell });

/** For a gateway that has already settled who may ask, from where and how often, and has read the body. */
export function mcpOverHttp(app: Library) {
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpServer(app, modelWith(authInfo?.scopes ?? [])),
    {
      onerror: tell,
    },
  );
  return (request: Request, parsedBody: unknown, scopes: readonly Scope[]): Promise<Response> =>
    handler.fetch(request, { parsedBody, authInfo: { token: '', clientId: '', scopes: [...scopes] } });
}
