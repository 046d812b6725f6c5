import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { Tree } from '../emulators/drive/tree.ts';
import { emulateGemini } from '../emulators/gemini.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import { googleService } from '../support/drive/service.ts';
import { makeAds } from '../support/kill/ads.ts';
import { analyze, titan } from './drive/analyze.ts';
import type { BenchResult } from './run.ts';

const bar = 1.2;
/** Calls that may be on their way to one service; what `hosts/council.ts` allows. */
const callsAtOnce = 8;

interface Setting {
  readonly bytesPerSecond: number;
  readonly latencyMs: number;
}

/**
 * 50 ads from Drive, judged by three services while they come in. Three things are waited for: the line, the models at as
 * many calls as may be on their way, and this machine (decoding, and cutting frames for the judges). What each needs by
 * itself is set or measured; then all work at once, with each of them in turn as the slowest, and with all of them alike,
 * which is the hardest. The traces say when each was at work. On a machine that does other work beside, the first two tell
 * the most. Beside each ratio stands the least that any order of the work could reach: whatever is slowest waits for the
 * first ad, and the last answer comes after it. Flags: --seconds N of each film.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'titan-drive-council-'));
  const models = {
    anthropic: await emulateAnthropic(),
    openai: await emulateOpenai(),
    gemini: await emulateGemini({ looks: 0 }),
  };
  const judges = {
    ANTHROPIC_API_KEY: 'anthropic-key',
    OPENAI_API_KEY: 'openai-key',
    GEMINI_API_KEY: 'gemini-key',
    ANTHROPIC_BASE_URL: models.anthropic.url,
    OPENAI_BASE_URL: `${models.openai.url}/v1`,
    GEMINI_BASE_URL: models.gemini.url,
  };
  const council = ['--council', 'all', '--budget', '100'];
  try {
    const ads = join(folder, 'ads');
    mkdirSync(ads, { recursive: true });
    await makeAds(ads, { clips: 24, stills: 26, seconds: Number(flags.get('seconds') ?? 3), width: 640 });
    const tree = new Tree();
    let bytes = 0;
    let smallest = Number.POSITIVE_INFINITY;
    // In no order of size, as ads of campaigns lie side by side.
    const turned = (name: string): string => name.replace(/^(\w+)-(\d+)/, '$2-$1');
    const names = readdirSync(ads, { encoding: 'utf8' }).filter((name) => /^(clip|still)/.test(name));
    for (const name of names.toSorted((a, b) => turned(a).localeCompare(turned(b)))) {
      const content = readFileSync(join(ads, name));
      bytes += content.byteLength;
      smallest = Math.min(smallest, content.byteLength);
      tree.file(turned(name), tree.root, content);
    }

    let homes = 0;
    /** One run in a library of its own, and how long it took beyond the start of the command. */
    async function run({ bytesPerSecond, latencyMs }: Partial<Setting>) {
      const home = join(folder, `home-${homes++}`);
      const service = await googleService(tree, folder, bytesPerSecond ? { bytesPerSecond } : {});
      for (const model of Object.values(models)) {
        model.latencyMs = latencyMs ?? 0;
        // Their answers take long; what goes before them (a film's upload) is the line's affair.
        model.slow = /messages$|responses$|generateContent/;
        model.log.length = 0;
      }
      const env = { ...service.environment, ...judges, TITAN_HOME: home };
      // The library is made and the program compiled with its first command, whatever that is.
      await titan(['ads'], env);
      const startedAt = Date.now();
      const all = await analyze(tree.root.id, env, council);
      const lineTimes = service.drive.downloads().map(({ atMs, endMs }) => ({ from: atMs, to: endMs }));
      const again = await analyze(tree.root.id, env);
      await service.close();
      const judged = all.result.ads.filter(({ council: one }) => one?.basis === 'council').length;
      return {
        ms: all.ms - again.ms,
        startMs: again.ms,
        analyzed: all.result.counts.analyzed,
        judged,
        trace: traceOf(home, startedAt, lineTimes),
      };
    }

    const machine = await run({});
    let machineMs = machine.ms;
    const settings: Record<string, { line: number; models: number }> = {
      'line slowest': { line: 3, models: 1 },
      'models slowest': { line: 1, models: 3 },
      'machine slowest': { line: 0.5, models: 0.5 },
      'all alike': { line: 1, models: 1 },
    };
    const rounds = Math.ceil(machine.analyzed / callsAtOnce);
    const ratios: Record<string, { value: number; bar: number }> = {};
    const raw: Record<string, unknown> = { bytes };
    let whole = machine.judged === machine.analyzed;
    for (const [name, { line, models: slow }] of Object.entries(settings)) {
      const aloneMs = { line: machineMs * line, models: machineMs * slow, machine: machineMs };
      const latencyMs = aloneMs.models / rounds;
      const found = await run({ bytesPerSecond: bytes / (aloneMs.line / 1000), latencyMs });
      // Other work of this machine comes and goes: what it needs alone is asked before and after.
      const after = (await run({})).ms;
      aloneMs.machine = (machineMs + after) / 2;
      machineMs = after;
      whole &&= found.analyzed === machine.analyzed && found.judged === machine.analyzed;
      const slowestMs = Math.max(...Object.values(aloneMs));
      const leastMs = leastOf(aloneMs, (smallest / bytes) * aloneMs.line, latencyMs);
      ratios[`wall time / slowest alone, ${name}`] = { value: found.ms / slowestMs, bar };
      raw[name] = {
        wallMs: Math.round(found.ms),
        least: { ratio: hundredth(leastMs / slowestMs), wallByIt: hundredth(found.ms / leastMs) },
        startMs: Math.round(found.startMs),
        ...Object.fromEntries(Object.entries(aloneMs).map(([key, ms]) => [`${key}AloneMs`, Math.round(ms)])),
        latencyMs: Math.round(latencyMs),
        trace: found.trace,
      };
    }
    return {
      name: 'drive-council',
      ratios,
      raw: { ads: machine.analyzed, judged: machine.judged, ...raw },
      pass: whole && Object.values(ratios).every(({ value }) => value <= bar),
    };
  } finally {
    for (const model of Object.values(models)) await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Nothing is measured or judged before an ad has arrived, and the one that arrives or is measured last is still to be judged. */
const leastOf = (
  { line, machine, models }: Record<'line' | 'machine' | 'models', number>,
  firstMs: number,
  answerMs: number,
): number => Math.max(line + answerMs, firstMs + machine + answerMs, firstMs + models);

const hundredth = (value: number): number => Math.round(value * 100) / 100;

interface Busy {
  readonly from: number;
  readonly to: number;
}

/** When each was at work, in ms since the start, and how many things it did at once on the average of that time. */
function traceOf(home: string, startedAt: number, line: readonly Busy[]) {
  const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
  try {
    const calls = db.prepare('select judge, sent_at, ended_at from council_calls').all() as {
      judge: string;
      sent_at: string;
      ended_at: string;
    }[];
    const measured = db.prepare('select measured_at from measurements order by 1').pluck().all() as string[];
    const at = (instant: string): number => Date.parse(instant) - startedAt;
    const of = (spans: readonly Busy[]) => {
      const from = Math.min(...spans.map((one) => one.from));
      const to = Math.max(...spans.map((one) => one.to));
      const sum = spans.reduce((all, one) => all + one.to - one.from, 0);
      return {
        from: Math.round(from),
        to: Math.round(to),
        atOnce: Math.round((10 * sum) / (to - from)) / 10,
      };
    };
    const judges = [...new Set(calls.map(({ judge }) => judge))].sort();
    return {
      line: of(line.map(({ from, to }) => ({ from: from - startedAt, to: to - startedAt }))),
      measured: { first: at(measured[0] as string), last: at(measured.at(-1) as string) },
      ...Object.fromEntries(
        judges.map((judge) => [
          judge,
          of(
            calls
              .filter((one) => one.judge === judge)
              .map(({ sent_at, ended_at }) => ({ from: at(sent_at), to: at(ended_at) })),
          ),
        ]),
      ),
    };
  } finally {
    db.close();
  }
}
