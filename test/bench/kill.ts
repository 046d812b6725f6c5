import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { builtCli as cli } from '../support/built-cli.ts';
import { Random } from '../support/clips/random.ts';
import { makeAds } from '../support/kill/ads.ts';
import { type LibraryState, libraryState } from '../support/kill/library-state.ts';
import { processesWith } from '../support/processes.ts';
import type { BenchResult } from './run.ts';

/** An orphan is one that is still there after this. */
const goneWithinMs = 5000;
const defaultKills = 200;
const defaultHostKills = 20;

/**
 * `reliability.md` D1 and D2: a job over 50 files whose owner process is killed (-9) at seeded random moments and started
 * again until it is done, and the same with kills of its media hosts and decoders. What is stored at the end is compared
 * with a run that nobody disturbed. Flags: --n kills, --hosts kills of media hosts, --seed.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const kills = Number(flags.get('n') ?? defaultKills);
  const hostKills = Number(flags.get('hosts') ?? defaultHostKills);
  const seed = Number(flags.get('seed') ?? 20_261_122);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'titan-kill-')));
  try {
    return await killAll({ folder, kills, hostKills, seed, random: new Random(seed) });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Plan {
  readonly folder: string;
  readonly kills: number;
  readonly hostKills: number;
  readonly seed: number;
  readonly random: Random;
}

async function killAll({ folder, kills, hostKills, seed, random }: Plan): Promise<BenchResult> {
  const ads = join(folder, 'ads');
  const files = await makeAds(ads);
  const calm = round(folder, 'calm');
  const startedMs = performance.now();
  await start(calm, ads).ended;
  const calmMs = performance.now() - startedMs;
  const expected = calm.state();
  if (!expected || expected.items.length !== files) throw new Error('The undisturbed run did not end.');

  const count = { lost: 0, doubled: 0, stuck: 0, different: 0, unsound: 0, orphans: 0, redone: 0 };
  let rounds = 0;
  let done = 0;
  let mostKillsOfOneJob = 0;
  while (done < kills) {
    const home = round(folder, `round-${rounds}`);
    rounds += 1;
    let killsHere = 0;
    let before: LibraryState | null = null;
    for (let finished = false; !finished; ) {
      const owner = start(home, ads);
      if (done < kills) {
        await Promise.race([owner.ended, delay(random.between(0, calmMs / 2))]);
        if (owner.process.kill('SIGKILL')) {
          done += 1;
          killsHere += 1;
        }
      } else await Promise.race([owner.ended, delay(10 * calmMs + 60_000)]);
      const ended = owner.process.exitCode !== null && owner.process.signalCode === null;
      if (!ended && done >= kills && killsHere === 0) count.stuck += 1;
      owner.process.kill('SIGKILL');
      await owner.ended;
      count.orphans += await orphansOf(home);
      const now = home.state();
      count.redone += redone(before, now);
      if (now && !now.sound) count.unsound += 1;
      before = now;
      finished = ended;
    }
    mostKillsOfOneJob = Math.max(mostKillsOfOneJob, killsHere);
    compare(expected, before, count);
    rmSync(home.home, { recursive: true, force: true });
  }

  const hosts = await killHosts(folder, ads, expected, hostKills, calmMs, random);
  const bad = {
    ...count,
    'unfinished after a kill of hosts': hosts.unfinished,
    'different after a kill of hosts': hosts.different,
    'orphans after a kill of hosts': hosts.orphans,
  };
  return {
    name: 'kill',
    ratios: Object.fromEntries(Object.entries(bad).map(([what, value]) => [what, { value, bar: 0 }])),
    raw: {
      seed,
      files,
      kills: done,
      rounds,
      most_kills_of_one_job: mostKillsOfOneJob,
      hosts,
      calm_ms: Math.round(calmMs),
    },
    // Where processes cannot be listed no host is killed: `--hosts 0` then.
    pass: done === kills && hosts.kills === hostKills && Object.values(bad).every((n) => n === 0),
  };
}

interface Round {
  readonly home: string;
  readonly temp: string;
  state(): LibraryState | null;
}

function round(folder: string, name: string): Round {
  const home = join(folder, name);
  const temp = join(home, 'temp');
  mkdirSync(temp, { recursive: true });
  return {
    home: join(home, 'home'),
    temp,
    state: () => libraryState(join(home, 'home'), join(home, 'look')),
  };
}

function start({ home, temp }: Round, ads: string): { process: ChildProcess; ended: Promise<void> } {
  const child = spawn(process.execPath, [cli, 'analyze', ads, '--json'], {
    env: { ...process.env, TITAN_HOME: home, TMPDIR: temp },
    stdio: 'ignore',
  });
  return { process: child, ended: new Promise((resolve) => child.once('exit', () => resolve())) };
}

/** How many processes outlive their owner. */
async function orphansOf({ temp }: Round): Promise<number> {
  const marker = `TMPDIR=${temp}\0`;
  const giveUpAt = performance.now() + goneWithinMs;
  for (;;) {
    const left = processesWith(marker) ?? [];
    if (left.length === 0) return 0;
    if (performance.now() > giveUpAt) {
      for (const { pid } of left) process.kill(pid, 'SIGKILL');
      return left.length;
    }
    await delay(20);
  }
}

/** Ads whose finished measurement was made again. What was in hand when the kill came was not finished. */
const redone = (before: LibraryState | null, now: LibraryState | null): number =>
  Object.entries(before?.measuredAt ?? {}).filter(([sha, at]) => now?.measuredAt[sha] !== at).length;

type Counts = Record<'lost' | 'doubled' | 'stuck' | 'different' | 'unsound' | 'orphans' | 'redone', number>;

function compare(expected: LibraryState, found: LibraryState | null, count: Counts): void {
  if (!found) {
    count.lost += expected.items.length;
    return;
  }
  const items = new Set(found.items);
  count.lost += expected.items.filter((item) => !items.has(item)).length;
  count.lost += expected.files.filter((file) => !found.files.includes(file)).length;
  count.lost += found.withoutPicture;
  count.doubled += Math.max(0, found.items.length - expected.items.length);
  count.doubled += Math.max(0, found.files.length - expected.files.length);
  count.stuck += found.queued + found.jobs.filter((state) => state !== 'done').length;
  for (const sha of new Set([...Object.keys(expected.ads), ...Object.keys(found.ads)]))
    if (expected.ads[sha] !== found.ads[sha]) count.different += 1;
}

/** Kills media hosts and decoders of running jobs. A file may fail for it, with a code; all others end as they should. */
async function killHosts(
  folder: string,
  ads: string,
  expected: LibraryState,
  wanted: number,
  calmMs: number,
  random: Random,
) {
  const examples: string[] = [];
  const result = { kills: 0, rounds: 0, crashed_files: 0, unfinished: 0, different: 0, orphans: 0, examples };
  while (result.kills < wanted && processesWith('') !== null) {
    const home = round(folder, `hosts-${result.rounds}`);
    result.rounds += 1;
    const owner = start(home, ads);
    const { pid } = owner.process;
    while (owner.process.exitCode === null && result.kills < wanted) {
      await Promise.race([owner.ended, delay(random.between(0, calmMs / 4))]);
      const helpers = (processesWith(`TMPDIR=${home.temp}\0`) ?? []).filter((each) => each.pid !== pid);
      if (helpers.length === 0) continue;
      try {
        process.kill(random.pick(helpers).pid, 'SIGKILL');
        result.kills += 1;
      } catch {
        // It has just ended by itself.
      }
    }
    await owner.ended;
    result.orphans += await orphansOf(home);
    const found = home.state();
    const failed: string[] = [];
    for (const item of expected.items) {
      if (found?.items.includes(item)) continue;
      const path = item.slice(0, item.indexOf(' '));
      const ending = found?.items.find((each) => each.startsWith(`${path} `)) ?? '';
      if (ending === '' || ending.startsWith(`${path} queued`)) result.unfinished += 1;
      else if (/ failed [A-Z_]+$/.test(ending)) failed.push(path);
      else {
        result.different += 1;
        examples.push(`${ending} and not ${item}`);
      }
      if (/ failed [A-Z_]+$/.test(ending) && examples.length < 10) examples.push(ending);
    }
    if (found?.jobs[0] !== 'done') examples.push(`job ${found?.jobs[0]}`);
    result.crashed_files += failed.length;
    // Copies are one ad: where one of them crashed, it has a place less.
    const crashed = (ad: string): boolean => failed.some((path) => ad.includes(path));
    for (const [sha, ad] of Object.entries(found?.ads ?? {}))
      if (expected.ads[sha] !== ad && !crashed(expected.ads[sha] ?? '')) {
        result.different += 1;
        examples.push(firstDifference(ad, expected.ads[sha] ?? ''));
      }
    rmSync(home.home, { recursive: true, force: true });
  }
  return result;
}

/** Where two texts part, with what stands around it. */
function firstDifference(found: string, expected: string): string {
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at += 1;
  return `${found.slice(at - 80, at + 80)} and not ${expected.slice(at - 80, at + 80)}`;
}
