import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Random } from '../clips/random.ts';
import { fuzzedMessage } from './messages.ts';
import { bounded, type Fuzzed, rssMb, watch } from './target.ts';

/** A revision keeps to its own shape from the first message on, so each gets a server of its own. */
const opening = {
  '2025-11-25': {
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } },
    meta: {},
  },
  '2026-07-28': {
    method: 'server/discover',
    params: {},
    meta: {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  },
} as const;
export type Revision = keyof typeof opening;

/** Sends messages to a server on stdin; after every hundred a proper call must be answered. */
export async function fuzzStdio(
  cli: string,
  env: NodeJS.ProcessEnv,
  revision: Revision,
  messages: number,
  seed: number,
): Promise<Fuzzed & { readonly notProtocol: readonly string[] }> {
  const random = new Random(seed);
  const child = spawn(process.execPath, [bounded, cli, 'mcp'], { env, stdio: 'pipe' });
  const crashes = watch(child);
  const gone = once(child, 'exit');
  const waiting = new Map<string, (ok: boolean) => void>();
  const notProtocol: string[] = [];
  let [answers, asked, unanswered] = [0, 0, 0];
  const take = (line: string): void => {
    try {
      const { jsonrpc, id, result } = JSON.parse(line);
      if (jsonrpc !== '2.0') notProtocol.push(line.slice(0, 200));
      answers += 1;
      waiting.get(id)?.(result !== undefined);
    } catch {
      notProtocol.push(line.slice(0, 200));
    }
  };
  // By hand: Node's reader of lines also ends them at separators that may stand in a text of JSON.
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
  child.stdin.on('error', () => undefined);
  const send = async (line: Uint8Array | string): Promise<void> => {
    child.stdin.write(line);
    if (!child.stdin.write('\n')) await Promise.race([once(child.stdin, 'drain'), gone]);
  };
  const ask = async (method: string, params: object): Promise<void> => {
    asked += 1;
    const id = `proper ${asked}`;
    const answer = new Promise<boolean>((resolve) => {
      waiting.set(id, resolve);
      gone.then(() => resolve(false));
    });
    await send(
      JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, ...opening[revision].meta } }),
    );
    if (!(await answer)) unanswered += 1;
  };
  await ask(opening[revision].method, opening[revision].params);
  let warm = rssMb(child);
  for (let n = 1; n <= messages && crashes().length === 0; n += 1) {
    await send(fuzzedMessage(random, n));
    if (n % 100 === 0 || n === messages)
      await ask('tools/call', { name: 'score_rows', arguments: { limit: 1 } });
    if (n === Math.ceil(messages / 5)) warm = rssMb(child);
  }
  const found = crashes();
  const after = found.length > 0 ? warm : rssMb(child);
  child.stdin.end();
  await gone;
  return { messages, answers, asked, unanswered, crashes: found, rssMb: [warm, after], notProtocol };
}
