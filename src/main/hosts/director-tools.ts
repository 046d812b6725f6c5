import { setTimeout as wait } from 'node:timers/promises';
import type { ModelTools } from '../ports.ts';
import type { App } from './app.ts';
import { callTool, proposes, toolList } from './mcp/tools.ts';

const timeoutMs = 60_000;

/** The tools of the MCP server, called as any model calls them: one list for both. Without an app only to be looked at. */
export const toolsFor = (app: Pick<App, 'call'> | null): ModelTools => ({
  list: toolList().map(({ name, title, description, inputSchema }) => ({
    name,
    title: title ?? name,
    description: description ?? '',
    inputSchema,
    proposes: proposes(name),
  })),
  async call(name, input, signal) {
    if (!app) return null;
    const asked = callTool(app, name, input);
    const result = await (proposes(name) ? asked : inTime(asked, signal));
    if (!result) return null;
    const [first] = result.content;
    const value = result.structuredContent ?? JSON.parse(first?.type === 'text' ? first.text : 'null');
    return { failed: result.isError ?? false, value };
  },
});

async function inTime(asked: ReturnType<typeof callTool>, signal: AbortSignal): ReturnType<typeof callTool> {
  const done = new AbortController();
  const late = wait(timeoutMs, null, { signal: AbortSignal.any([signal, done.signal]) });
  try {
    return await Promise.race([
      asked,
      late.then(() => ({ isError: true, content: [], structuredContent: slow })),
    ]);
  } finally {
    done.abort();
    late.catch(() => undefined);
  }
}

const slow = { error: `No result within ${timeoutMs / 1000} s.` };
