import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { type Caller, errorCodes, type Host, type Result } from '../../src/contract/index.ts';
import { callAny } from '../../src/main/hosts/cli/health.ts';
import { type App, openApp } from '../../src/main/hosts/compose.ts';
import { registerIpc } from '../../src/main/hosts/electron/ipc.ts';
import { startUrl } from '../../src/main/hosts/electron/origin.ts';
import { desktopProcedures } from '../../src/main/hosts/electron/procedures.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { createMcpServer } from '../../src/main/hosts/mcp/server.ts';
import { CallError } from '../../src/main/hosts/typed-call.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Asks one procedure the way that host's own users do, as far as the last border. */
export type Ask = (id: string, input: unknown) => Promise<Result<unknown>>;
export type Way = 'direct' | 'socket' | 'gateway' | 'electron' | 'cli' | 'mcp';

/** Under which host each way is known to `bind`. */
export const hostOf: Readonly<Record<Way, Host>> = {
  direct: 'cli',
  socket: 'socket',
  gateway: 'gateway',
  electron: 'electron',
  cli: 'cli',
  mcp: 'mcp',
};

/** One owner, and every way to it that there is. */
export async function everyWay(
  home: string,
): Promise<{ app: App; ways: Record<Way, Ask>; close(): Promise<void> }> {
  const app = await openApp({ home, role: 'app' });
  const client = await openApp({ home, role: 'app' });
  const rendererDir = tempFolder();
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>t</title>');
  const gateway = await startGateway(app, { port: 0, allowApprove: false, rendererDir });
  const mcp = await overMcp(app);
  const caller = (host: Host): Caller => ({ host, scopes: ['read', 'propose'], person: false });
  return {
    app,
    ways: {
      direct: (id, input) => app.call(id, input, caller('cli')),
      socket: (id, input) => client.call(id, input, caller('socket')),
      gateway: overHttp(gateway.origin, gateway.token),
      electron: overIpc(app),
      cli: overCommandLine(client),
      mcp: mcp.ask,
    },
    async close() {
      await mcp.close();
      await gateway.close();
      await client.close();
      await app.close();
    },
  };
}

function overHttp(origin: string, token: string): Ask {
  return async (id, input) => {
    for (;;) {
      const response = await fetch(`${origin}/v1/${id.replace('.', '/')}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const body = (await response.json()) as { error?: { code: string } };
      // The bound on calls is the gateway's own and has its own tests.
      if (response.status === 429) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      if (response.ok) return { ok: true, value: body };
      return { ok: false, error: body.error } as Result<unknown>;
    }
  };
}

function overIpc(app: App): Ask {
  type Handler = (event: unknown, ...args: unknown[]) => Promise<Result<unknown>>;
  const handlers = new Map<string, Handler>();
  const parts = {
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    app,
    ids: desktopProcedures,
    isOurWindow: () => true,
    wishes: {},
    nowMs: () => performance.now(),
  };
  registerIpc(parts as unknown as Parameters<typeof registerIpc>[0]);
  const event = {
    sender: { id: 1, isDestroyed: () => false },
    senderFrame: { detached: false, parent: null, url: startUrl },
  };
  return async (id, input) => {
    const handler = handlers.get(id);
    // What is not offered has no channel at all: Electron itself refuses it.
    if (!handler) return { ok: false, error: { code: 'PERMISSION', message: '', nextStep: '' } };
    // Structured clone is what a call goes through on its way.
    return structuredClone(await handler(event, structuredClone(input)));
  };
}

/** `titan call <id> <json> --json --out FILE`, in this process. */
function overCommandLine(app: App): Ask {
  const out = join(tempFolder(), 'out.json');
  return async (id, input) => {
    try {
      await callAny(app, [id, JSON.stringify(input)], { json: true, out });
      return { ok: true, value: JSON.parse(readFileSync(out, 'utf8')) };
    } catch (error) {
      if (error instanceof CallError) return { ok: false, error: error.failure };
      throw error;
    }
  };
}

/** The SDK's own client and our server, joined in this process. */
async function overMcp(app: App): Promise<{ ask: Ask; close(): Promise<void> }> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'parity', version: '1' });
  const server = createMcpServer(app);
  await Promise.all([server.connect(far), client.connect(near)]);
  const names = new Set((await client.listTools()).tools.map(({ name }) => name));
  return {
    async ask(id, input) {
      const name = id.replace('.', '_');
      // What is no tool cannot be called; that it is not one is all the refusal there is.
      if (!names.has(name)) return { ok: false, error: { code: 'PERMISSION', message: '', nextStep: '' } };
      const { isError, content } = await client.callTool({
        name,
        arguments: input as Record<string, unknown>,
      });
      const [first] = content;
      const value = JSON.parse(first?.type === 'text' ? first.text : 'null');
      return isError ? { ok: false, error: value.error } : { ok: true, value };
    },
    close: () => client.close(),
  };
}

export const isKnownCode = (code: unknown): boolean => (errorCodes as readonly unknown[]).includes(code);
