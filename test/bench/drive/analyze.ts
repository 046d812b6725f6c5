import { spawn } from 'node:child_process';
import type { AnalyzeResult } from '../../../src/contract/index.ts';
import { builtCli } from '../../support/built-cli.ts';

/** A command of the built program in a process of its own, and how long it took from its start to its end. */
export async function titan(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ ms: number; stdout: string }> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [builtCli, ...args, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parts: Buffer[] = [];
  for await (const part of child.stdout) parts.push(part as Buffer);
  return { ms: performance.now() - startedMs, stdout: Buffer.concat(parts).toString('utf8') };
}

export async function analyze(
  what: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<{ ms: number; result: AnalyzeResult }> {
  const { ms, stdout } = await titan(['analyze', what, ...flags], env);
  return { ms, result: JSON.parse(stdout) as AnalyzeResult };
}
