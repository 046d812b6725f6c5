import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { showPerformance } from '../../../src/main/hosts/performance.ts';
import type { JobItem } from '../../../src/main/ports.ts';
import { openStore, type Store } from '../../../src/main/store/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aJob, anAd, analyzed, shaOf } from './ads.ts';

const now = '2026-11-22T22:00:00.000Z';

async function open(): Promise<{ store: Store; home: string }> {
  const home = tempFolder();
  const store = await openStore(
    home,
    () => now,
    () => [],
  );
  onTestFinished(store.close);
  return { store, home };
}
const shown = (parts: { store: Store; home: string }, days = 3) =>
  showPerformance({ ...parts, clock: { now: () => now, monotonicMs: () => 0 } }, days);

it('tells nothing of a library in which nothing happened', async () => {
  const parts = await open();
  expect(await shown(parts)).toMatchObject({
    since: '2026-11-20',
    until: '2026-11-22',
    jobs: {
      unfinished: 0,
      kinds: [],
      days: ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => ({
        day,
        done: 0,
        failed: 0,
        cancelled: 0,
      })),
    },
    runs: [],
    files: { analyzed: 0, reused: 0, failed: 0, skipped: 0 },
    errors: [],
    models: [],
    cost: { ceilings: [{ dearest: null }, { dearest: null }] },
    services: [],
    meta_accounts: [],
    storage: { pictures: { bytes: 0, estimated: false }, cache_bytes: 0 },
  });
});

it('counts a job in the step that ends it, and anew when it is taken up again', async () => {
  const parts = await open();
  const { reader, writer } = parts.store;
  const items = await aJob(parts.store, '/ads', ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4']);
  const [first, second, third, fourth] = items as [JobItem, JobItem, JobItem, JobItem];
  await writer.setJobState(first.jobId, 'running', '2026-11-21T08:00:00.000Z');
  await writer.finishItem(first, analyzed(anAd(shaOf(1))));
  await writer.finishItem(second, analyzed(anAd(shaOf(2))));
  await writer.finishItem(third, { kind: 'failed', code: 'TRUNCATED', detail: 'c.mp4 ends early.' });
  await writer.finishItem(fourth, { kind: 'failed', code: 'TRUNCATED', detail: 'd.mp4 ends early.' });
  await writer.setJobState(first.jobId, 'done', '2026-11-21T08:00:30.000Z');

  const ended = await shown(parts);
  expect(ended.jobs.days[1]).toEqual({ day: '2026-11-21', done: 1, failed: 0, cancelled: 0 });
  expect(ended.jobs.kinds).toMatchObject([{ kind: 'analyze', done: 1, failed: 0, cancelled: 0 }]);
  expect(ended.jobs.kinds[0]?.usual_s).toBeCloseTo(30, 2);
  expect(ended.runs).toMatchObject([{ analyzed: 2, reused: 0, failed: 2, media_s: 25 }]);
  expect(ended.files).toEqual({ analyzed: 2, reused: 0, failed: 2, skipped: 0 });
  expect(ended.errors).toMatchObject([{ code: 'TRUNCATED', times: 2, last_at: '2026-11-21T08:00:30.000Z' }]);
  expect(ended.errors[0]?.message).toContain('d.mp4 ends early.');
  expect(ended.errors[0]?.next_step).not.toBe('');

  await writer.requeueFailed(first.jobId);
  await writer.setJobState(first.jobId, 'running', '2026-11-22T08:00:00.000Z');
  expect((await shown(parts)).jobs).toMatchObject({ unfinished: 1, kinds: [] });
  await writer.setJobState(first.jobId, 'failed', '2026-11-22T09:00:00.000Z', {
    error: { code: 'DISK_FULL', detail: '5 bytes are free.' },
  });
  const again = await shown(parts);
  expect(again.jobs.days.map(({ done, failed }) => [done, failed])).toEqual([
    [0, 0],
    [0, 0],
    [0, 1],
  ]);
  // Its two runs lie a day apart: that is no length.
  expect(again.jobs.kinds).toMatchObject([{ failed: 1, usual_s: null, longest_s: null }]);
  expect(again.runs).toEqual([]);
  expect(again.errors.map(({ code }) => code)).toEqual(['DISK_FULL']);
  // Outside of the days asked for there is nothing.
  expect((await reader.jobKinds('2026-11-23')).length).toBe(0);
});

it('tells the usual length as the middle one of the runs that were not interrupted', async () => {
  const parts = await open();
  for (const seconds of [50, 10, 20]) {
    const [item] = await aJob(parts.store, `/ads/${seconds}`, ['a.mp4']);
    const id = (item as JobItem).jobId;
    await parts.store.writer.setJobState(id, 'running', '2026-11-22T08:00:00.000Z');
    await parts.store.writer.setJobState(id, 'done', `2026-11-22T08:00:${seconds}.000Z`);
  }
  const [kind] = (await shown(parts)).jobs.kinds;
  expect([kind?.done, kind?.usual_s?.toFixed(2), kind?.longest_s?.toFixed(2)]).toEqual([3, '20.00', '50.00']);
});

it('tells calls of models and their cost by service, and which run came nearest to its ceiling', async () => {
  const parts = await open();
  const { writer } = parts.store;
  const at = '2026-11-22T10:00:00.000Z';
  const judged = {
    jobId: null,
    adIds: ['a'],
    council: 'all',
    cheaper: false,
    only: null,
    byProgram: false,
  } as const;
  const job = await writer.createJudgeJob('Council', { ...judged, ceilingMicroUsd: 2_000_000 }, at);
  const versions = { rubricVersion: '1', promptVersion: '1' };
  const key = { jobId: job.id, adId: 'a', judge: 'openai', model: 'm', ...versions } as const;
  const end = { usage: null, requestId: null, answeredBy: null };
  const answered = await writer.beginCall(key, 900_000, at);
  await writer.endCall(
    answered,
    { ...end, state: 'answered', costMicroUsd: 300_000, problem: null },
    null,
    at,
  );
  const limited = await writer.beginCall(key, 900_000, at);
  const problem = 'rate_limit: slow down';
  await writer.endCall(limited, { ...end, state: 'failed', costMicroUsd: 0, problem }, null, at);
  // Its answer never came: it counts at its worst.
  await writer.beginCall(key, 900_000, '2026-11-22T11:00:00.000Z');

  const conversation = `talk_${'0'.repeat(16)}`;
  const turn = { id: 'turn_1', conversation, question: 'Why?', attached: [], model: 'm', byProgram: false };
  await writer.beginTurn({ ...turn, service: 'anthropic', ceilingMicroUsd: 1_000_000 }, at);
  const chat = await writer.beginChat('turn_1', 500_000, '2026-11-21T10:00:00.000Z');
  await writer.endChat(chat, { ...end, state: 'answered', costMicroUsd: 40_000, problem: null }, at);
  await writer.endTurn('turn_1', { state: 'failed', code: 'BUDGET_REACHED', detail: 'It was spent.' }, at);

  const seen = await shown(parts);
  const council = { service: 'openai', use: 'council', calls: 3, failed: 1, limited: 1, cost_usd: 1.2 };
  const director = { use: 'director', calls: 1, failed: 0, limited: 0, cost_usd: 0.04, last_problem: null };
  expect(seen.models).toEqual([
    { ...council, last_problem: { at, text: problem } },
    { ...director, service: 'anthropic' },
  ]);
  expect(seen.cost.days.map((day) => [day.council_usd, day.director_usd])).toEqual([
    [0, 0],
    [0, 0.04],
    [1.2, 0],
  ]);
  expect(
    seen.cost.ceilings.map(({ use, dearest }) => [use, dearest?.cost_usd, dearest?.ceiling_usd]),
  ).toEqual([
    ['council', 1.2, 2],
    ['director', 0.04, 1],
  ]);
  expect(seen.errors).toMatchObject([{ code: 'BUDGET_REACHED', times: 1, last_at: at }]);

  // What was spent stays when the conversation goes.
  await writer.removeConversation(conversation);
  expect((await shown(parts)).models[1]).toEqual({ ...director, service: null });
});

it('counts among the backups the databases that were kept aside', async () => {
  const parts = await open();
  const file = join(parts.home, 'titan.db.replaced-20261121T200000Z');
  writeFileSync(file, 'a database');
  writeFileSync(`${file}-wal`, 'its log');
  const { backups } = (await shown(parts)).storage;
  expect(backups).toContainEqual({ reason: 'restore', count: 1, kept_at_most: 5, bytes: 17 });
});

it('tells the room for fetched files in the gigabytes that it is set in', async () => {
  expect((await shown(await open())).storage.cache_limit_bytes).toBe(20e9);
});
