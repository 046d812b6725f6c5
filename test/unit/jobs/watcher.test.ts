import { appendFile, mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { onChanges } from '../../../src/main/connectors/folder/changes.ts';
import { createFiles } from '../../../src/main/connectors/folder/files.ts';
import { createWatcher, type Watcher } from '../../../src/main/jobs/watcher.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const nothing = (): void => undefined;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Options {
  readonly measured?: ReadonlySet<string>;
  readonly notices?: boolean;
  readonly quietMs?: number;
}
/** Real files and the system's own notices; what is measured is told, not done. */
const start = async (folder: string, options: Options = {}) => {
  const jobs: string[] = [];
  const list = [{ folder, paused: false, added_at: '2026-01-01T00:00:00Z' }];
  let told = 0;
  const watcher: Watcher = createWatcher({
    watched: async () => list,
    source: createFiles({ looksLikeMedia: () => true }),
    reader: { knownSha: async (absolute) => (options.measured?.has(absolute) ? 'known' : null) },
    onChanges: options.notices === false ? () => nothing : onChanges,
    analyze: async (one) => void jobs.push(one),
    tell: () => {
      told += 1;
    },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    pace: { quietMs: options.quietMs ?? 60, everyMs: 150 },
  });
  closers.push(watcher.close);
  await watcher.refresh();
  return { watcher, jobs, list, told: () => told };
};
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it.each([true, false])('measures a new file once, with notices of the system: %s', async (notices) => {
  const folder = tempFolder();
  const old = join(folder, 'old.mp4');
  await writeFile(old, 'x');
  const { jobs } = await start(folder, { measured: new Set([old]), notices });
  await pause(400);
  expect(jobs).toEqual([]);
  await writeFile(join(folder, 'new.mp4'), 'x');
  await until(() => expect(jobs).toEqual([folder]));
  await pause(400);
  expect(jobs).toHaveLength(1);
  await writeFile(join(folder, 'new.mp4'), 'changed');
  await until(() => expect(jobs).toHaveLength(2));
});

it('waits for a file that is still growing', async () => {
  const folder = tempFolder();
  // Far longer than a busy disk keeps two writes apart.
  const { jobs } = await start(folder, { quietMs: 700 });
  const file = join(folder, 'big.mp4');
  let grew = 0;
  for (; grew < 20; grew += 1) {
    await appendFile(file, 'x'.repeat(100));
    // Each write has a time of its own, whatever the disk's clock.
    await utimes(file, new Date(), new Date(1_700_000_000_000 + grew * 1000));
    await pause(20);
    if (jobs.length > 0) break;
  }
  expect(grew).toBe(20);
  await until(() => expect(jobs).toEqual([folder]));
});

it('tells of a folder that has gone, and goes on when it is back', async () => {
  const parent = tempFolder();
  const folder = join(parent, 'stick');
  await mkdir(folder);
  const { watcher, jobs, told } = await start(folder);
  const state = async () => (await watcher.list())[0]?.state;
  expect(await state()).toBe('watching');
  await rename(folder, join(parent, 'away'));
  await until(async () => expect(await state()).toBe('missing'));
  expect(told()).toBe(1);
  await rename(join(parent, 'away'), folder);
  await until(async () => expect(await state()).toBe('watching'));
  await writeFile(join(folder, 'new.mp4'), 'x');
  await until(() => expect(jobs).toEqual([folder]));
});

it('does nothing while paused', async () => {
  const folder = tempFolder();
  const { watcher, jobs, list } = await start(folder);
  list[0] = { ...(list[0] as (typeof list)[number]), paused: true };
  await watcher.refresh();
  await writeFile(join(folder, 'new.mp4'), 'x');
  await pause(500);
  expect(jobs).toEqual([]);
  expect((await watcher.list())[0]?.state).toBe('paused');
});
