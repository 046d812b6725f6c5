import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from './run.ts';

export interface Measured {
  readonly ms: number;
  /** Of the whole process, its start included. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly rows: number;
}

const bar = 1.5;
const mostMb = 700;
const script = (name: string): string => join(import.meta.dirname, 'import', name);

/**
 * An account of Meta brought into the library, against a bare client that fetches the very same addresses, parses the
 * JSON and inserts each row with better-sqlite3. Service and clients are processes of their own. Flags: --ads 1000,
 * --days 90.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const ads = Number(flags.get('ads') ?? 1000);
  const days = Number(flags.get('days') ?? 90);
  const folder = mkdtempSync(join(tmpdir(), 'titan-import-'));
  const service = fork(script('service.ts'), [String(ads), String(days)]);
  try {
    const origin = await told<string>(service);
    const ours = await client('ours.ts', [origin, join(folder, 'home'), String(days - 1)]);
    service.send('addresses');
    const addresses = await told<string[]>(service);
    const bare = await client('bare.ts', [origin, join(folder, 'bare.db')], addresses);
    const again = await client('ours.ts', [origin, join(folder, 'home'), String(days - 1)]);
    const ratio = ours.ms / bare.ms;
    return {
      name: 'import',
      ratios: {
        'import / bare client': { value: ratio, bar },
        'import / bare client, CPU': ours.cpuMs / bare.cpuMs,
        'second refresh / first': again.ms / ours.ms,
      },
      raw: {
        ads,
        days,
        requests: addresses.length,
        ours,
        bare,
        again,
        rowsPerSecond: Math.round((1000 * ours.rows) / ours.ms),
      },
      pass: ratio <= bar && ours.peakMb <= mostMb && ours.rows === bare.rows && again.rows === ours.rows,
    };
  } finally {
    service.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}

async function client(name: string, args: readonly string[], message?: unknown): Promise<Measured> {
  const child = fork(script(name), args);
  if (message !== undefined) child.send(message as never);
  const measured = await told<Measured>(child);
  await once(child, 'close');
  return measured;
}
