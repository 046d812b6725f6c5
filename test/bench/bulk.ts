import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { startFlags } from '../../scripts/ground/place.mjs';
import { builtCli as cli } from '../support/built-cli.ts';
import { corpusFolder } from '../support/corpus.ts';
import { median } from '../support/statistics.ts';
import type { BenchResult } from './run.ts';

/** Films that can be decoded; a file that is bad on purpose has no speed, stills and GIFs have no decode worth the name. */
const isGoodVideo = (name: string) =>
  /\.(mp4|mov|mkv|webm|avi|3gp|ogv)$/.test(name) && !/^bad_|audio_only/.test(name);

/**
 * How long `analyze` takes for a folder of films, against nothing but decoding every frame of the same files with
 * ffmpeg, one thread each and two at a time. Both alternate in one run, so that what else the machine does hits both.
 * Flags: --corpus FOLDER, --rounds N.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const rounds = Number(flags.get('rounds') ?? 3);
  const work = mkdtempSync(join(tmpdir(), 'titan-bulk-'));
  const folder = join(work, 'films');
  mkdirSync(folder);
  const names = readdirSync(corpus).filter(isGoodVideo).sort();
  for (const name of names) copyFileSync(join(corpus, name), join(folder, name));
  try {
    const paths = names.map((name) => join(folder, name));
    const decodes: number[] = [];
    const cpu = { decode: [] as number[], fresh: [] as number[] };
    const analyses: Analysis[] = [];
    const repeats: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = childrenCpuS();
      decodes.push(await decodeAll(paths));
      const between = childrenCpuS();
      const home = join(work, `home-${round}`);
      analyses.push(await analyze(folder, home, ['--fresh']));
      cpu.decode.push(between - before);
      cpu.fresh.push(childrenCpuS() - between);
      repeats.push(await runAnalyze(folder, home, []));
    }
    const decodeS = median(decodes);
    const fresh = median(analyses.map(({ wallS }) => wallS)) / decodeS;
    const repeat = median(repeats) / decodeS;
    const first = median(analyses.map(({ firstS, wallS }) => firstS / wallS));
    const peakMb = Math.max(...analyses.map(({ peakBytes }) => peakBytes)) / 1e6;
    return {
      name: 'bulk',
      ratios: {
        'fresh / decode': { value: fresh, bar: 1.5, goal: 1 },
        'repeat / decode': { value: repeat, bar: 0.02 },
        'first result / total': { value: first, bar: 0.05 },
      },
      raw: {
        files: names.length,
        decode_s: decodes,
        fresh_s: analyses.map(({ wallS }) => wallS),
        first_result_s: analyses.map(({ firstS }) => firstS),
        repeat_s: repeats,
        decode_cpu_s: cpu.decode,
        fresh_cpu_s: cpu.fresh,
        media_process_peak_mb: peakMb,
      },
      pass: fresh <= 1.5 && repeat <= 0.02 && first <= 0.05 && peakMb <= 600,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const nowS = () => performance.now() / 1000;

async function decodeAll(paths: readonly string[]): Promise<number> {
  const startS = nowS();
  const queue = [...paths];
  const lane = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const args = [
        '-nostdin',
        '-v',
        'error',
        '-threads',
        '1',
        '-i',
        path,
        '-map',
        '0:v:0',
        '-f',
        'null',
        '-',
      ];
      const child = spawn('ffmpeg', args, { stdio: 'ignore' });
      // Our decoders run below everything else; on a busy machine this one must not have the better place.
      if (child.pid !== undefined) setPriority(child.pid, 10);
      await once(child, 'close');
    }
  };
  await Promise.all([lane(), lane()]);
  return nowS() - startS;
}

interface Analysis {
  readonly wallS: number;
  readonly firstS: number;
  readonly peakBytes: number;
}

async function analyze(folder: string, home: string, more: readonly string[]): Promise<Analysis> {
  const startS = nowS();
  let firstS = Number.NaN;
  let peakBytes = 0;
  let memory: NodeJS.Timeout | undefined;
  const look = () => {
    if (!hasResult(home)) return;
    firstS = nowS() - startS;
    clearInterval(results);
    // Seldom, and not before: going through all processes takes a core from what is being timed, and Linux keeps each
    // one's peak.
    memory = setInterval(() => {
      peakBytes = Math.max(peakBytes, mediaBytes());
    }, 250);
  };
  const results = setInterval(look, 20);
  const wallS = await runAnalyze(folder, home, more).finally(() => {
    clearInterval(results);
    clearInterval(memory);
  });
  return { wallS, firstS: Number.isNaN(firstS) ? wallS : firstS, peakBytes };
}

/** Seconds of wall time, with nothing watching: looking through all processes costs a short run as much again. */
async function runAnalyze(folder: string, home: string, more: readonly string[]): Promise<number> {
  const out = `${home}.json`;
  const startS = nowS();
  const child = spawn(
    process.execPath,
    [...startFlags, cli, 'analyze', folder, '--json', '--out', out, ...more],
    {
      stdio: 'ignore',
      env: { ...process.env, TITAN_HOME: home },
    },
  );
  const [code] = (await once(child, 'close')) as [number];
  const wallS = nowS() - startS;
  const { counts, failures } = JSON.parse(readFileSync(out, 'utf8'));
  if (code !== 0 || counts.failed > 0) throw new Error(`analyze failed: ${code} ${JSON.stringify(failures)}`);
  return wallS;
}

/** Whether the library holds a scored ad: what every window shows. Nothing is there before the library is made. */
function hasResult(home: string): boolean {
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(join(home, 'titan.db'), { readonly: true, fileMustExist: true });
    return db.prepare('SELECT 1 FROM scores LIMIT 1').get() !== undefined;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** Processor time of all programs that were started here and have ended; steadier than wall time. Linux only, elsewhere 0. */
function childrenCpuS(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticksPerSecond = 100;
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** The largest media host or ffmpeg there is now; Linux only, elsewhere 0. */
function mediaBytes(): number {
  if (!existsSync('/proc/self/status')) return 0;
  let largest = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
      if (!/media-host\.js|^[^\0]*ff(mpeg|probe)\0/.test(line)) continue;
      const kb = Number(
        /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${entry}/status`, 'latin1'))?.[1] ?? 0,
      );
      largest = Math.max(largest, kb * 1024);
    } catch {
      // it ended while it was being looked at
    }
  }
  return largest;
}
