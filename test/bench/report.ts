import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchResult } from './run.ts';
import { copyApp, workFolder } from './window/app-copy.ts';
import { fillLibrary, measureSamples } from './window/library.ts';

interface Written {
  readonly seconds: number;
  readonly bytes: number;
  readonly peakMb: number | null;
}

/**
 * A report of 1,000 ads beside the same ads as JSON, which has no pictures, and beside a report of 100: how large the file
 * is, and what memory the process needs that writes it. Peak memory is read on Linux. Flags: --ads N, --keep.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const many = Number(flags.get('ads') ?? 1000);
  const few = Math.round(many / 10);
  const work = workFolder('report');
  try {
    const app = copyApp(join(work.folder, 'app'));
    const homes = { few: join(work.folder, 'few'), many: join(work.folder, 'many') };
    measureSamples(homes.few);
    cpSync(homes.few, homes.many, { recursive: true });
    fillLibrary(homes.few, few);
    fillLibrary(homes.many, many);
    const out = (name: string): string => join(work.folder, name);
    const small = await write(app, homes.few, 'html', out('few.html'));
    const large = await write(app, homes.many, 'html', out('many.html'));
    const json = await write(app, homes.many, 'json', out('many.json'));
    const memory = json.peakMb && large.peakMb ? large.peakMb / json.peakMb : null;
    const ratios = {
      'time by that of JSON': large.seconds / json.seconds,
      ...(memory === null ? {} : { 'peak memory by that of JSON': { value: memory, bar: 1.25 } }),
    };
    return {
      name: 'report',
      ratios,
      raw: { ads: many, 'kB per ad': large.bytes / many / 1000, few: small, many: large, json },
      pass: memory === null || memory <= 1.25,
    };
  } finally {
    if (!flags.has('keep')) work.remove();
  }
}

async function write(app: string, home: string, format: string, file: string): Promise<Written> {
  const args = [join(app, 'out/main/cli.js'), 'export', '--format', format, '--out', file];
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TITAN_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const peakMb = await watchPeak(child);
  const [code] = await ended;
  if (code !== 0) throw new Error(`export ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, bytes: statSync(file).size, peakMb };
}

const LOOK_EVERY_MS = 20;

/** The largest resident size until the process ends; null where the system does not tell. */
async function watchPeak(child: ChildProcess): Promise<number | null> {
  let peakMb: number | null = null;
  while (child.exitCode === null && child.signalCode === null) {
    peakMb = peakOf(child.pid ?? 0) ?? peakMb;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return peakMb;
}

function peakOf(pid: number): number | null {
  try {
    const kb = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : Number(kb) / 1000;
  } catch {
    return null;
  }
}
