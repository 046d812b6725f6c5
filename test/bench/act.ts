import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, root } from '../../scripts/ground/place.mjs';
import { killAround, killChild } from '../support/act/kills.ts';
import { oneFile } from '../support/act/one-file.ts';
import { editApproved, loseReplies, pressAtOnce, tamperWithLog } from '../support/act/trials.ts';
import { openNotes } from '../support/notes.ts';
import type { BenchResult } from './run.ts';

/**
 * `reliability.md` 5: kills around the call, lost replies with a look-up that lags, presses at once, edits of what was
 * approved, and tampering with the log; all against the emulator of Meta, whose own list of changes is the judge. It goes
 * in rounds, each in a folder of its own that is thrown away. Flags: --kills, --lost, --edits, --tamperings, --seed;
 * --notes FILE keeps what the rounds found, so that a run that was cut off goes on.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const number = (name: string, usual: number) => Number(flags.get(name) ?? usual);
  const seed = number('seed', 20_261_127);
  const note = openNotes(flags.get('notes'));
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'titan-act-')));
  // It finds its native packages from a folder of the project.
  const script = await oneFile(killChild, join(cacheDir(root), 'act-kill-child'));

  /** `wanted` of something, `each` to a round, every round with a seed of its own. */
  async function inRounds<T>(
    part: string,
    wanted: number,
    each: number,
    run: (home: string, count: number, seed: number) => Promise<T>,
  ): Promise<T[]> {
    const rounds: T[] = [];
    for (let from = 0; from < wanted; from += each) {
      const count = Math.min(each, wanted - from);
      const home = join(folder, `${part} ${from}`);
      const name = `${part} ${from + 1} to ${from + count}, seed ${seed + from}`;
      rounds.push(await note(name, () => run(home, count, seed + from)));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
    return rounds;
  }

  try {
    const kills = await inRounds('kills', number('kills', 1000), 25, (home, count, from) =>
      killAround(home, count, from, { requestsEach: 20, script }),
    );
    const lost = await inRounds('lost replies', number('lost', 500), 50, loseReplies);
    const presses = await inRounds('presses', 100, 10, (home, count) => pressAtOnce(home, count, 100));
    const edits = await inRounds('edits', number('edits', 100), 25, editApproved);
    const log = await inRounds('tamperings', number('tamperings', 500), 100, tamperWithLog);
    const failures = kills.flatMap((round) => round.failures);
    const ratios = {
      'kills: budgets changed twice': { value: sum(kills, 'doubled'), bar: 0 },
      'kills: budgets never changed': { value: sum(kills, 'lost'), bar: 0 },
      'kills: starts that failed': { value: failures.length, bar: 0 },
      'lost replies: budgets changed twice': { value: sum(lost, 'doubled'), bar: 0 },
      'lost replies: budgets never changed': { value: sum(lost, 'lost'), bar: 0 },
      'presses at once: executions beyond one': { value: sum(presses, 'beyond'), bar: 0 },
      'edited after approval: carried out': { value: sum(edits, 'carriedOut'), bar: 0 },
      'tampering: missed': { value: sum(log, 'tried') - sum(log, 'found'), bar: 0 },
      'tampering: first bad entry not named': { value: sum(log, 'tried') - sum(log, 'named'), bar: 0 },
    };
    const raw = {
      seed,
      kills: sum(kills, 'kills'),
      killed_at: Object.fromEntries(
        Object.keys(kills[0]?.at ?? {}).map((moment) => [
          moment,
          kills.reduce((all, { at }) => all + at[moment as keyof typeof at], 0),
        ]),
      ),
      requests: sum(kills, 'requests'),
      budgets: sum(kills, 'targets'),
      failures: failures.slice(0, 5),
      lost_replies: sum(lost, 'replies'),
      presses: sum(presses, 'presses'),
      edits: sum(edits, 'edits'),
      tamperings: sum(log, 'tried'),
      rollbacks: sum(log, 'rollbacks'),
      missed: log.flatMap(({ missed }) => missed),
    };
    return { name: 'act', ratios, raw, pass: Object.values(ratios).every(({ value, bar }) => value <= bar) };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const sum = <K extends string>(rounds: readonly Readonly<Record<K, number>>[], of: K): number =>
  rounds.reduce((all, round) => all + round[of], 0);
