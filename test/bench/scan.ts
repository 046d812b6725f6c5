import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from './run.ts';

interface Ran {
  /** Until the job was over; of one that was cancelled, from then on. */
  readonly ms: number;
  /** Of the whole process, its start included. */
  readonly cpuMs: number;
  readonly peakMb: number;
  /** Until it told of fifty entries. */
  readonly firstMs: number | null;
  readonly state: string;
  readonly skipped: number;
}

/** `reliability.md` M6, in seconds and MB. */
const bars = { first: 2, scan: 60, again: 10, cancel: 0.5, peakMb: 600 };

/**
 * `reliability.md` M6: a deep folder of small files that are no ads is listed, listed again with no change, and a listing
 * is cancelled. Beside it a bare walk that looks at each file. Flags: --files 100000, --folders 2000.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const files = Number(flags.get('files') ?? 100_000);
  const folders = Number(flags.get('folders') ?? 2000);
  const work = mkdtempSync(join(tmpdir(), 'titan-scan-'));
  const root = join(work, 'files');
  const run = (...args: string[]): Promise<Ran> =>
    told(fork(join(import.meta.dirname, 'scan', 'job.ts'), [root, join(work, 'home'), ...args]));
  try {
    const made = makeFiles(root, files, folders);
    const bareMs = bareWalk(root, made);
    const first = await run();
    const again = await run();
    const cancelled = await run('500');
    const inSeconds = { first: (first.firstMs ?? Number.POSITIVE_INFINITY) / 1000, scan: first.ms / 1000 };
    const all = { ...inSeconds, again: again.ms / 1000, cancel: cancelled.ms / 1000 };
    const peakMb = Math.max(first.peakMb, again.peakMb);
    const isWhole = [first, again].every(({ state, skipped }) => state === 'done' && skipped === made);
    return {
      name: 'scan',
      ratios: {
        'seconds to the first 50': { value: all.first, bar: bars.first },
        'seconds of a scan': { value: all.scan, bar: bars.scan },
        'seconds of a scan with no change': { value: all.again, bar: bars.again },
        'seconds to a cancel': { value: all.cancel, bar: bars.cancel },
        'scan with no change / bare walk': again.ms / bareMs,
      },
      raw: { files: made, folders, bareMs, first, again, cancelled, isWhole },
      pass:
        isWhole &&
        cancelled.state === 'cancelled' &&
        peakMb < bars.peakMb &&
        (['first', 'scan', 'again', 'cancel'] as const).every((name) => all[name] < bars[name]),
    };
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Twenty folders deep, so many files in each. */
function makeFiles(root: string, files: number, folders: number): number {
  const each = Math.round(files / folders);
  for (let at = 0; at < folders; at += 1) {
    const path = [Math.floor(at / 20), ...Array.from({ length: at % 20 }, (_, n) => n)];
    const folder = join(root, ...path.map((part) => `folder ${part}`));
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < each; n += 1) writeFileSync(join(folder, `note ${n}.txt`), `the shoot, ${at}, ${n}`);
  }
  return each * folders;
}

function bareWalk(root: string, files: number): number {
  const startedMs = performance.now();
  let seen = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && lstatSync(join(entry.parentPath, entry.name)).size > 0) seen += 1;
  if (seen !== files) throw new Error(`The bare walk saw ${seen} of ${files} files.`);
  return performance.now() - startedMs;
}

async function told(child: ChildProcess): Promise<Ran> {
  const [ran] = (await once(child, 'message')) as [Ran];
  await once(child, 'exit');
  return ran;
}
