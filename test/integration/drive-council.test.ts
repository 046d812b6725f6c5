import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { AnalyzeResult } from '../../src/contract/index.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { Tree } from '../emulators/drive/tree.ts';
import { emulateOpenai } from '../emulators/openai.ts';
import { builtCli } from '../support/built-cli.ts';
import { node, sleep } from '../support/children.ts';
import { picture } from '../support/drive/autumn.ts';
import { googleService } from '../support/drive/service.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ads = 12;
const fileBytes = 64 * 1024;

/** A folder of Drive on a slow line, and two judges that take their time. */
async function open() {
  const folder = tempFolder();
  const tree = new Tree();
  for (let n = 0; n < ads; n += 1) tree.file(`ad-${n}.png`, tree.root, await picture(n, fileBytes));
  const google = await googleService(tree, folder, { bytesPerSecond: 400_000 });
  const judges = { anthropic: await emulateAnthropic(), openai: await emulateOpenai() };
  onTestFinished(async () => {
    await google.close();
    for (const judge of Object.values(judges)) await judge.close();
  });
  const home = join(folder, 'home');
  const env = {
    ...google.environment,
    TITAN_HOME: home,
    ANTHROPIC_BASE_URL: judges.anthropic.url,
    ANTHROPIC_API_KEY: 'anthropic-key',
    OPENAI_BASE_URL: `${judges.openai.url}/v1`,
    OPENAI_API_KEY: 'openai-key',
  };
  const run = () => node([builtCli, 'analyze', tree.root.id, '--council', 'all', '--json'], env);
  /** Rows of calls by judge and state; none before there is a library. */
  const calls = (): { judge: string; ad: string; state: string }[] => {
    if (!existsSync(join(home, 'titan.db'))) return [];
    const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
    try {
      return db.prepare('select judge, ad_id as ad, state from council_calls').all() as never;
    } catch {
      return []; // the table is not there yet
    } finally {
      db.close();
    }
  };
  /** Files that are here in whole, by their id at Drive. */
  const here = (): string[] =>
    existsSync(join(home, 'fetched'))
      ? readdirSync(join(home, 'fetched'))
          .filter((name) => !name.endsWith('.part'))
          .map((name) => name.split('.')[0] as string)
      : [];
  return { google, judges, run, calls, here };
}

test('killed again and again, a run over Drive with a council fetches nothing twice and pays for no answer twice', async () => {
  const { google, judges, run, calls, here } = await open();
  for (const judge of Object.values(judges)) judge.latencyMs = 250;
  const answered = () => calls().filter(({ state }) => state === 'answered').length;
  /** What was here, and how often it had been asked for by then. */
  const kept = new Map<string, number>();
  const asked = (id: string) => google.drive.downloads(id).length;
  for (const moment of [
    () => here().length >= 2,
    () => answered() >= 2,
    () => answered() >= 7,
    () => answered() >= 14,
  ]) {
    const running = run();
    while (!moment()) await sleep(10);
    running.process.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    for (const id of here()) if (!kept.has(id)) kept.set(id, asked(id));
  }
  const { code, stdout, stderr } = await run().ended;
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout) as AnalyzeResult;
  expect(result.ads).toHaveLength(ads);
  for (const { council } of result.ads) expect(council?.basis).toBe('council');

  expect(kept.size).toBeGreaterThan(2);
  for (const [id, before] of kept) expect(asked(id), id).toBe(before);
  const rows = calls();
  for (const [name, { log }] of Object.entries(judges)) {
    const own = rows.filter(({ judge }) => judge === name);
    const byAd = Map.groupBy(own, ({ ad }) => ad);
    // One answer for each ad; beside it only what was on its way when a kill came, and that is written down as paid.
    const answers = [...byAd.values()].map((of) => of.filter(({ state }) => state === 'answered').length);
    expect(answers).toEqual(Array(ads).fill(1));
    const cut = own.filter(({ state }) => state === 'sent').length;
    expect(own).toHaveLength(ads + cut);
    const posts = log.filter(({ method }) => method === 'POST').length;
    expect(posts).toBeGreaterThanOrEqual(ads);
    expect(posts).toBeLessThanOrEqual(ads + cut);
  }
}, 120_000);
