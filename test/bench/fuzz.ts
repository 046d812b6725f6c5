import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli as cli } from '../support/built-cli.ts';
import { fuzzHttp } from '../support/fuzz/over-http.ts';
import { fuzzStdio } from '../support/fuzz/over-stdio.ts';
import type { BenchResult } from './run.ts';

/**
 * `reliability.md` G2: broken and hostile messages to the MCP server over stdio, at either revision, and over HTTP, and to
 * the procedures of the gateway. Nothing may crash, also with a heap of 128 MB, proper calls in between are answered, and a
 * window that is open meanwhile is told of every change. Flags: --messages, --seed. Needs a build.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const messages = Number(flags.get('messages') ?? 10_000);
  const seed = Number(flags.get('seed') ?? 20_261_128);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'titan-fuzz-')));
  const env = { ...process.env, NODE_NO_WARNINGS: '1', TITAN_HOME: join(folder, 'stdio') };
  const fifth = Math.ceil(messages / 5);
  try {
    const found = {
      'stdio, 2025-11-25': await fuzzStdio(cli, env, '2025-11-25', fifth, seed),
      'stdio, 2026-07-28': await fuzzStdio(cli, env, '2026-07-28', fifth, seed + 1),
    };
    const http = await fuzzHttp(folder, messages - 2 * fifth, seed + 2);
    const all = [...Object.values(found), http];
    const ratios = {
      crashes: { value: all.flatMap(({ crashes }) => crashes).length, bar: 0 },
      'proper calls without an answer': { value: all.reduce((sum, one) => sum + one.unanswered, 0), bar: 0 },
      'lines that are not of the protocol': {
        value: Object.values(found).flatMap(({ notProtocol }) => notProtocol).length,
        bar: 0,
      },
      'answers that are faults of ours': { value: http.internal.length, bar: 0 },
      'changes that the window was not told of': { value: http.asked - http.events, bar: 0 },
    };
    return {
      name: 'fuzz',
      ratios,
      raw: { seed, messages, ...found, http },
      pass: Object.values(ratios).every(({ value, bar }) => value <= bar),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
