import { expect, test } from 'vitest';
import type { AdId, JobId } from '../../../src/contract/index.ts';
import { Later } from '../../../src/main/core/later.ts';
import { Passing } from '../../../src/main/core/passing.ts';
import {
  JudgeError,
  type JudgeProblem,
  type Paid,
} from '../../../src/main/core/score/council/judge-error.ts';
import type { BatchAnswer, BatchLine, JobItem, JudgeBatches, JudgePayload } from '../../../src/main/ports.ts';
import type { BatchPorts, BatchSeat } from '../../../src/main/stages/batch-seat.ts';
import { collectOpen } from '../../../src/main/stages/collect-batch.ts';
import { verdictKey } from '../../../src/main/stages/council.ts';
import { runBatches } from '../../../src/main/stages/judge-batch.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf, stamp } from '../store/ads.ts';

const paid: Paid = { kind: 'used', usage: { input: 10, cachedInput: 0, output: 10 } };

/** A council by batch over these files, and how a look at it ends: with an error, or by who is out of reach. */
async function desk(names: readonly string[], ceilingMicroUsd = 1e12) {
  const store = await tempStore(() => at);
  const files = await aJob(store, '/ads', names);
  for (const [n, file] of files.entries()) await store.writer.finishItem(file, analyzed(anAd(shaOf(n + 1))));
  const payload: JudgePayload = {
    jobId: null,
    adIds: files.map((_, n) => shaOf(n + 1).slice(0, 16) as AdId),
    council: 'all',
    ceilingMicroUsd,
    cheaper: true,
    byProgram: false,
    only: null,
  };
  const { id: jobId } = await store.writer.createJudgeJob('test', payload, at);
  /** Files that their service does not give. */
  const gone = new Set<string>();
  const fetched: string[] = [];
  let nowMs = Date.parse(at);
  const ports = {
    ...store,
    clock: { now: () => new Date(nowMs).toISOString() },
    restUntilMs: new Map(),
    source: { stamp: async () => stamp },
    media: { frames: async () => [], readText: async () => ({ frames: [], spoken: null, palettes: [] }) },
    async fetch({ path }: JobItem) {
      fetched.push(path);
      if (gone.has(path)) throw new Passing('UPSTREAM', 'Drive answered 503.');
      return () => undefined;
    },
  } as unknown as BatchPorts;
  const lookAt = (job: JobId, ...seats: BatchSeat[]): Promise<unknown> =>
    runBatches(ports, job, payload, seats, new AbortController().signal).catch((error: unknown) => error);
  const look = (...seats: BatchSeat[]): Promise<unknown> => lookAt(jobId, ...seats);
  const another = async (of = payload): Promise<JobId> =>
    (await store.writer.createJudgeJob('test', of, at)).id;
  const later = (ms: number): void => {
    nowMs += ms;
  };
  /** Why its last call about each ad failed. */
  const problems = (seat: BatchSeat) =>
    Promise.all(
      payload.adIds.map(
        async (adId) => (await store.reader.batchedCalls(jobId, verdictKey(adId, seat))).problem,
      ),
    );
  return { ports, payload, look, lookAt, another, problems, gone, fetched, later };
}

/** A judge that keeps what it is sent; `over` has it answer all of it, at a price. */
function aJudge(judge: 'anthropic' | 'openai') {
  const sent: (readonly BatchLine[])[] = [];
  let isOver = false;
  let ending: JudgeProblem = 'refused';
  /** So many of the next questions have a film that it cannot use. */
  let bad = 0;
  let fault: JudgeProblem = 'media';
  /** How the next sends are refused. */
  const refusals: JudgeError[] = [];
  const batches: JudgeBatches = {
    async send(_model, lines) {
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      const refused = lines.slice(0, bad).map(({ id }) => ({ id, error: new JudgeError(fault, 'FAILED') }));
      bad = 0;
      const taken = lines.slice(refused.length);
      return { batch: taken.length > 0 ? `batch-${sent.push(taken)}` : null, refused };
    },
    async results(): Promise<BatchAnswer[] | null> {
      const error = new JudgeError(ending, 'no', { paid });
      return isOver ? sent.flat().map(({ id }) => ({ id, error })) : null;
    },
    find: async () => ({ kind: 'absent' }),
    cancel: async () => undefined,
    forget: async () => undefined,
  };
  const seat: BatchSeat = {
    judge,
    off: null,
    model: 'm',
    seesVideo: false,
    batches,
    ratesAt: () => ({ input: 1, cachedInput: 1, output: 1 }),
    limits: { schemaBytes: 1, maxOutputTokens: 1 },
  };
  const over = (problem: JudgeProblem = 'refused'): void => {
    isOver = true;
    ending = problem;
  };
  const refuse = (count: number, problem: JudgeProblem = 'media'): void => {
    bad = count;
    fault = problem;
  };
  return { seat, sent, over, refusals, refuse };
}

test('while the files do not come the job waits for them, and nobody is left out for it', async () => {
  const { look, gone } = await desk(['a.mp4', 'b.mp4', 'c.mp4']);
  const { seat, sent } = aJudge('anthropic');
  for (const path of ['a.mp4', 'b.mp4', 'c.mp4']) gone.add(path);
  expect(await look(seat)).toMatchObject({ code: 'UPSTREAM', detail: 'Drive answered 503.' });
  expect(sent).toEqual([]);
  gone.clear();
  expect(await look(seat)).toBeInstanceOf(Later);
  expect(sent.map((lines) => lines.length)).toEqual([3]);
});

test('also where there is but one file', async () => {
  const { look, gone } = await desk(['a.mp4']);
  gone.add('a.mp4');
  expect(await look(aJudge('anthropic').seat)).toBeInstanceOf(Passing);
});

test('one file that does not come beside others keeps nobody from their answers, and is not waited for without end', async () => {
  const { look, gone } = await desk(['a.mp4', 'b.mp4', 'c.mp4']);
  const { seat, sent, over } = aJudge('anthropic');
  gone.add('a.mp4');
  expect(await look(seat)).toBeInstanceOf(Later);
  expect(sent.map((lines) => lines.length)).toEqual([2]);
  over();
  expect(await look(seat)).toEqual([]);
});

test('files that stop coming while a batch is at work keep nobody from looking at it', async () => {
  const { look, gone } = await desk(['a.mp4', 'b.mp4', 'c.mp4']);
  const [first, second] = [aJudge('anthropic'), aJudge('openai')];
  for (const path of ['b.mp4', 'c.mp4']) gone.add(path);
  expect(await look(first.seat, second.seat)).toBeInstanceOf(Later);
  expect([first, second].map(({ sent }) => sent.map((lines) => lines.length))).toEqual([[1], [1]]);
  second.over();
  expect(await look(first.seat, second.seat)).toBeInstanceOf(Later);
  first.over();
  expect(await look(first.seat, second.seat)).toBeInstanceOf(Passing);
});

const hourMs = 3_600_000;
const rest = () => new JudgeError('rate_limit', 'slow down', { retryAfterMs: hourMs });

test('a judge that rests for an hour keeps no other waiting, and is not asked before', async () => {
  const { look, later } = await desk(['a.mp4']);
  const [resting, busy] = [aJudge('anthropic'), aJudge('openai')];
  // As many as tries are made: each look that asked it would take one away.
  resting.refusals.push(rest(), rest(), rest());
  expect(await look(resting.seat, busy.seat)).toMatchObject({ afterMs: 15_000 });
  expect(busy.sent).toHaveLength(1);
  for (let n = 0; n < 5; n += 1) {
    later(60_000);
    await look(resting.seat, busy.seat);
  }
  expect(resting.refusals).toHaveLength(2);
  busy.over();
  expect(await look(resting.seat, busy.seat)).toMatchObject({ afterMs: hourMs - 5 * 60_000 });
  later(hourMs - 5 * 60_000);
  resting.refusals.length = 0;
  expect(await look(resting.seat, busy.seat)).toBeInstanceOf(Later);
  expect(resting.sent).toHaveLength(1);
});

test('somebody who resumes the job while nothing but the rest is waited for has the judge asked', async () => {
  const { look } = await desk(['a.mp4']);
  const resting = aJudge('anthropic');
  resting.refusals.push(rest());
  expect(await look(resting.seat)).toMatchObject({ afterMs: hourMs });
  expect(await look(resting.seat)).toBeInstanceOf(Later);
  expect(resting.sent).toHaveLength(1);
});

test('files that do not come are asked for again in a minute, although a judge rests for an hour', async () => {
  const { look, gone } = await desk(['a.mp4']);
  const { seat } = aJudge('anthropic');
  const send = async (): Promise<never> => {
    gone.add('a.mp4');
    throw rest();
  };
  const resting = { ...seat, batches: { ...seat.batches, send } };
  expect(await look(resting, aJudge('openai').seat)).toMatchObject({ name: 'Later', afterMs: 60_000 });
});

test('while a judge that was asked is not connected the job waits, after the others, and for two days at most', async () => {
  const { look, later } = await desk(['a.mp4']);
  const [gone, here] = [aJudge('anthropic'), aJudge('openai')];
  expect(await look(gone.seat, here.seat)).toBeInstanceOf(Later);
  expect(await look(here.seat)).toBeInstanceOf(Later);
  here.over();
  expect(await look(here.seat)).toMatchObject({
    code: 'NOT_CONNECTED',
    afterMs: 600_000,
    detail: expect.stringContaining('Claude'),
  });
  gone.over();
  later(hourMs);
  expect(await look(gone.seat, here.seat)).toEqual([]);
  expect([gone, here].map(({ sent }) => sent.length)).toEqual([1, 1]);

  const other = await desk(['a.mp4']);
  expect(await other.look(aJudge('anthropic').seat)).toBeInstanceOf(Later);
  other.later(48 * hourMs);
  expect(await other.look()).toEqual([]);
});

test('what was sent is read also where the judge is asked no more in this run', async () => {
  const { look, gone } = await desk(['a.mp4', 'b.mp4']);
  const { seat, sent, over } = aJudge('anthropic');
  gone.add('b.mp4');
  expect(await look(seat)).toBeInstanceOf(Later);
  gone.clear();
  const off = { ...seat, off: 'Nobody agreed.' };
  expect(await look(off)).toBeInstanceOf(Later);
  over();
  expect(await look(off)).toEqual([]);
  expect(sent.map((lines) => lines.length)).toEqual([1]);
});

test('what another run has asked is waited for and read, and only what came to nothing there is asked again', async () => {
  const { look, lookAt, another } = await desk(['a.mp4']);
  const { seat, sent, over } = aJudge('anthropic');
  expect(await look(seat)).toBeInstanceOf(Later);
  const second = await another();
  expect(await lookAt(second, seat)).toBeInstanceOf(Later);
  // Another model is another judge, and is asked.
  expect(await lookAt(await another(), { ...seat, model: 'n' })).toBeInstanceOf(Later);
  expect(sent).toHaveLength(2);
  over('timeout');
  expect(await lookAt(second, seat)).toBeInstanceOf(Later);
  expect(sent).toHaveLength(3);
  over();
  // Those answers are over as well, and none is left to wait for.
  expect(await look(seat)).toEqual([]);
});

test.each([
  ['refused', 1],
  ['too_long', 1],
  // A person who asks again takes that upon himself.
  ['lost', 2],
] as const)('what ended as %s has been sent %d times after another run', async (problem, times) => {
  const { look, lookAt, another } = await desk(['a.mp4']);
  const { seat, sent, over } = aJudge('anthropic');
  expect(await look(seat)).toBeInstanceOf(Later);
  over(problem);
  expect(await look(seat)).toEqual([]);
  await lookAt(await another(), seat);
  expect(sent).toHaveLength(times);
});

test('a look that is given its time ends with it, and the next batches of a service that hangs are not looked at', async () => {
  const { ports, look, lookAt, another } = await desk(['a.mp4']);
  const { seat } = aJudge('anthropic');
  await look(seat);
  await lookAt(await another(), { ...seat, model: 'n' });
  let looks = 0;
  const results = (_batch: string, signal: AbortSignal): Promise<never> => {
    looks += 1;
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const hanging = { ...seat, batches: { ...seat.batches, results } };
  await collectOpen(ports, hanging, new AbortController().signal, () => AbortSignal.timeout(20));
  expect(looks).toBe(1);
  await expect(collectOpen(ports, hanging, AbortSignal.timeout(20))).rejects.toThrow();
});

test('a film that cannot be used keeps no other from being asked about, and is not sent again', async () => {
  const { look, problems } = await desk(['a.mp4', 'b.mp4', 'c.mp4']);
  const [picky, pickier] = [aJudge('anthropic'), aJudge('openai')];
  picky.refuse(1);
  pickier.refuse(3);
  expect(await look(picky.seat, pickier.seat)).toBeInstanceOf(Later);
  expect([picky, pickier].map(({ sent }) => sent.map((lines) => lines.length))).toEqual([[2], []]);
  expect(await problems(picky.seat)).toEqual(['media', null, null]);
  expect(await problems(pickier.seat)).toEqual(['media', 'media', 'media']);
  picky.over();
  expect(await look(picky.seat, pickier.seat)).toEqual([]);
  expect([picky, pickier].map(({ sent }) => sent.length)).toEqual([1, 0]);
});

test('where no film reaches a service for now all are brought to it again', async () => {
  const { look, later } = await desk(['a.mp4', 'b.mp4']);
  const { seat, sent, over, refuse } = aJudge('anthropic');
  refuse(2, 'overloaded');
  expect(await look(seat)).toMatchObject({ name: 'Later', afterMs: 15_000 });
  later(15_000);
  expect(await look(seat)).toBeInstanceOf(Later);
  expect(sent.map((lines) => lines.length)).toEqual([2]);
  over();
  expect(await look(seat)).toEqual([]);
});

const unsent = (): JudgeError => new JudgeError('offline', 'no connection (ENOTFOUND)');

test('a judge that is not reached is tried whenever the others are looked at, then told, and no ad loses its vote', async () => {
  const { look, later, problems } = await desk(['a.mp4', 'b.mp4']);
  const [away, busy] = [aJudge('openai'), aJudge('anthropic')];
  away.refusals.push(...Array.from({ length: 40 }, unsent));
  for (let looks = 0; looks < 20; looks += 1) {
    expect(await look(away.seat, busy.seat)).toBeInstanceOf(Later);
    later(60_000);
  }
  expect(away.refusals).toHaveLength(20);
  busy.over();
  for (let looks = 0; looks < 20; looks += 1) {
    expect(await look(away.seat, busy.seat)).toEqual(['openai']);
    expect(await problems(away.seat)).toEqual(['offline', 'offline']);
    later(60_000);
  }
  expect(await look(away.seat, busy.seat)).toBeInstanceOf(Later);
  away.over();
  expect(await look(away.seat, busy.seat)).toEqual([]);
  expect(await problems(away.seat)).toEqual(['refused', 'refused']);
  expect([away, busy].map(({ sent }) => sent.flat().length)).toEqual([2, 2]);
});

test('of one that is out of reach no more than one ad is taken apart for each try', async () => {
  const { look, fetched } = await desk(['a.mp4', 'b.mp4', 'c.mp4']);
  const { seat, sent, refusals } = aJudge('openai');
  refusals.push(unsent(), unsent(), unsent());
  await look(seat);
  fetched.length = 0;
  for (let looks = 0; looks < 2; looks += 1) expect(await look(seat)).toEqual(['openai']);
  expect(fetched).toEqual(['a.mp4', 'a.mp4']);
  expect(await look(seat)).toBeInstanceOf(Later);
  expect(sent.map((lines) => lines.length)).toEqual([1, 2]);
});

test.each([
  [3, [6, 2, 2, 2]],
  [1, [6, 2, 1, 1, 2, 1, 1, 2, 1, 1]],
])(
  'a service whose queue has room for %d questions gets them in batches of %j, and answers all six',
  async (room, expected) => {
    const names = Array.from({ length: 6 }, (_, n) => `${n}.mp4`);
    const { look, problems, later } = await desk(names);
    const { seat } = aJudge('openai');
    const [sizes, states] = [[] as number[], new Map<string, readonly BatchLine[]>()];
    const batches: JudgeBatches = {
      ...seat.batches,
      async send(_model, lines) {
        const batch = `batch-${sizes.push(lines.length)}`;
        states.set(batch, lines);
        return { batch, refused: [] };
      },
      async results(batch) {
        const lines = states.get(batch) ?? [];
        if (lines.length > room) return new JudgeError('rate_limit', 'failed token_limit_exceeded');
        return lines.map(({ id }) => ({ id, error: new JudgeError('refused', 'no', { paid }) }));
      },
    };
    let end: unknown;
    for (let looks = 0; looks < 30; looks += 1) {
      end = await look({ ...seat, batches });
      if (!(end instanceof Later)) break;
      later(end.afterMs);
    }
    expect(end).toEqual([]);
    expect(sizes).toEqual(expected);
    expect(await problems(seat)).toEqual(names.map(() => 'refused'));
  },
);

test('a run whose questions find no room beside the batch of another waits for that one, and gives none up', async () => {
  const { ports, payload, look, another, gone, later } = await desk(['a.mp4', 'b.mp4']);
  const { seat } = aJudge('openai');
  let hasRoom = false;
  const sent: (readonly BatchLine[])[] = [];
  const batches: JudgeBatches = {
    ...seat.batches,
    send: async (_model, lines) => ({ batch: `${sent.push(lines) - 1}`, refused: [] }),
    async results(batch) {
      if (!hasRoom) return batch === '0' ? null : new JudgeError('rate_limit', 'failed token_limit_exceeded');
      const error = new JudgeError('refused', 'no', { paid });
      return (sent[Number(batch)] ?? []).map(({ id }) => ({ id, error }));
    },
  };
  gone.add('b.mp4');
  expect(await look({ ...seat, batches })).toBeInstanceOf(Later);
  gone.clear();
  const wanted = { ...payload, adIds: payload.adIds.slice(1) };
  const second = await another(wanted);
  const lookAgain = (): Promise<unknown> => {
    later(600_000);
    const { signal } = new AbortController();
    return runBatches(ports, second, wanted, [{ ...seat, batches }], signal).catch((error: unknown) => error);
  };
  for (let looks = 0; looks < 6; looks += 1) expect(await lookAgain()).toBeInstanceOf(Later);
  expect(sent.map((lines) => lines.length)).toEqual([1, 1]);
  hasRoom = true;
  expect(await lookAgain()).toBeInstanceOf(Later);
  expect(sent.map((lines) => lines.length)).toEqual([1, 1, 1]);
  expect(await lookAgain()).toEqual([]);
});

test('a model of a service whose queue is full keeps another of its models from nothing', async () => {
  const { ports, payload, look, another } = await desk(['a.mp4']);
  const { seat, sent } = aJudge('openai');
  const noRoom = async () => new JudgeError('rate_limit', 'failed token_limit_exceeded');
  const full = { ...seat, batches: { ...seat.batches, results: noRoom } };
  expect(await look(full)).toBeInstanceOf(Later);
  const second = await another();
  const lookBy = (model: string): Promise<unknown> => {
    const { signal } = new AbortController();
    return runBatches(ports, second, payload, [{ ...full, model }], signal).catch((error: unknown) => error);
  };
  // It is the first to hear that the other has no room.
  expect(await lookBy('n')).toBeInstanceOf(Later);
  expect(sent).toHaveLength(2);
  expect(await look(full)).toMatchObject({ afterMs: 600_000 });
  expect(sent).toHaveLength(2);
});

test('nothing is fetched for questions of which none fits under the ceiling any more', async () => {
  const { look, fetched } = await desk(['a.mp4', 'b.mp4'], 0);
  const { seat, sent } = aJudge('anthropic');
  expect(await look(seat)).toEqual([]);
  expect([sent, fetched]).toEqual([[], []]);
  const { look: lookWith, fetched: other } = await desk(['a.mp4', 'b.mp4'], 1);
  expect(await lookWith(seat)).toEqual([]);
  expect(other).toEqual(['a.mp4', 'b.mp4']);
});
