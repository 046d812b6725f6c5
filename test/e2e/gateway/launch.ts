import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface RunningGateway {
  /** Signs one browser in. */
  readonly url: string;
  readonly origin: string;
  readonly home: string;
  /** What was written to stderr so far. */
  said(): string;
  /** Presses Enter in its terminal and answers the link that it prints. */
  pressEnter(): Promise<string>;
  /** Ctrl-C; answers the exit code. The library stays. */
  stop(): Promise<number | null>;
}

/** The built gateway with a data folder of its own, as `npm start` runs it without a desktop window. */
export async function launchGateway(
  home: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningGateway> {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [join(root, 'out', 'main', 'gateway.js'), ...args],
    { env: { ...process.env, ...environment, TITAN_HOME: home }, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLink = async (): Promise<string> => {
    const line = await lines.next();
    const link = /^Titan Ads: (http\S+)$/.exec(line.done ? '' : line.value)?.[1];
    if (!link) throw new Error(`no link, but ${JSON.stringify(line.value)} and ${errors}`);
    return link;
  };
  const url = await nextLink();
  return {
    url,
    origin: new URL(url).origin,
    home,
    said: () => errors,
    pressEnter() {
      child.stdin.write('\n');
      return nextLink();
    },
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

export const newHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'titan-e2e-'));
export const removeHome = (home: string): Promise<void> => rm(home, { recursive: true, force: true });
