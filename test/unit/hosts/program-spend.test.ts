import { expect, test } from 'vitest';
import type { JobId } from '../../../src/contract/index.ts';
import { createProgramSpend } from '../../../src/main/hosts/program-spend.ts';
import type { JudgePayload } from '../../../src/main/ports.ts';
import { tempStore } from '../../support/temp-store.ts';

const usd = 1_000_000;
const morning = '2026-11-27T08:00:00.000Z';
const yesterday = '2026-11-26T23:59:59.999Z';
const run: JudgePayload = {
  jobId: null,
  adIds: ['a'],
  council: 'all',
  ceilingMicroUsd: 5 * usd,
  cheaper: false,
  byProgram: true,
  only: null,
};

/** A day of 20 USD over a real store. */
async function desk() {
  let now = morning;
  const store = await tempStore(() => now);
  const { writer } = store;
  const programs = createProgramSpend(store.reader, { now: () => now, monotonicMs: () => 0 });
  let n = 0;
  return {
    programs,
    left: () => programs.inTurn(async ({ leftMicroUsd }) => leftMicroUsd / usd),
    until: (instant: string) => (now = instant),
    begin: async (payload: Partial<JudgePayload> = {}): Promise<JobId> =>
      (await writer.createJudgeJob('Council', { ...run, ...payload }, now)).id,
    async call(jobId: JobId, worst: number, cost: number | null, at = now) {
      const versions = { rubricVersion: '1', promptVersion: '1' };
      const key = { jobId, adId: `ad ${n++}`, judge: 'openai', model: 'm', ...versions } as const;
      const id = await writer.beginCall(key, worst * usd, at);
      const end = {
        state: 'answered',
        usage: null,
        requestId: null,
        answeredBy: null,
        problem: null,
      } as const;
      if (cost !== null) await writer.endCall(id, { ...end, costMicroUsd: cost * usd }, null, at);
    },
    end: (job: JobId) => writer.setJobState(job, 'done', now),
    again: (job: JobId) => writer.setJobState(job, 'queued', now),
  };
}

test('a run of a program takes its ceiling while it is unfinished and its cost for ever after', async () => {
  const { begin, call, end, left } = await desk();
  const job = await begin();
  expect(await left()).toBe(15);
  await call(job, 2, 0.5);
  await call(job, 1, null);
  expect(await left()).toBe(15);
  await end(job);
  expect(await left()).toBe(18.5);
});

test('what people begin, what costs nothing and what was spent before midnight takes nothing', async () => {
  const { begin, call, end, left, until } = await desk();
  const own = await begin({ byProgram: false });
  await call(own, 4, 4);
  await begin({ council: 'local' });
  expect(await left()).toBe(20);
  const overnight = await begin();
  await call(overnight, 3, 3, yesterday);
  // The rest of its ceiling may still be spent today.
  expect(await left()).toBe(18);
  await call(overnight, 1, 1);
  expect(await left()).toBe(18);
  await end(overnight);
  expect(await left()).toBe(19);
  until('2026-11-28T00:00:00.000Z');
  expect(await left()).toBe(20);
});

test('of many programs that ask at once as many begin as the day has room for', async () => {
  const { begin, left, programs } = await desk();
  const asked = Array.from({ length: 20 }, () =>
    programs.inTurn(async (today) => {
      if (today.leftMicroUsd < run.ceilingMicroUsd) throw new Error('no room');
      return begin();
    }),
  );
  const ends = await Promise.allSettled(asked);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect(await left()).toBe(0);
});

test('a run that ended and is taken up again stays below what the day has left', async () => {
  const { again, begin, call, end, programs } = await desk();
  const first = await begin();
  expect(await programs.within(run)).toEqual(run);
  await call(first, 1, 1);
  await end(first);
  for (let n = 0; n < 3; n += 1) await begin();
  // 16 are taken; the first has 4 left of its own 5, and the day has 4.
  await again(first);
  expect(await programs.within(run)).toEqual(run);
  await begin({ ceilingMicroUsd: 3 * usd });
  expect((await programs.within(run)).ceilingMicroUsd).toBe(2 * usd);
  expect(await programs.within({ ...run, byProgram: false })).toMatchObject({ ceilingMicroUsd: 5 * usd });
});
