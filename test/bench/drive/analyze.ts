import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { AnalyzeResult } from '../../../src/contract/index.ts';

const cli = join(import.meta.dirname, '..', '..', '..', 'src', 'main', 'cli.ts');

/** `titan analyze … --json` in a process of its own, and how long it took from its start to its end. */
export async function analyze(
  what: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<{ ms: number; result: AnalyzeResult }> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [cli, 'analyze', what, '--json', ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parts: Buffer[] = [];
  for await (const part of child.stdout) parts.push(part as Buffer);
  return {
    ms: performance.now() - startedMs,
    result: JSON.parse(Buffer.concat(parts).toString('utf8')) as AnalyzeResult,
  };
}
