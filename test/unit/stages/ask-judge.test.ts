import { describe, expect, test } from 'vitest';
import type { JudgeReply } from '../../../src/contract/index.ts';
import type { Ballot } from '../../../src/main/core/score/council/aggregate.ts';
import { type CallSize, mostTokens, needOf } from '../../../src/main/core/score/council/bound.ts';
import { JudgeError, type Paid, type Usage } from '../../../src/main/core/score/council/judge-error.ts';
import { createLedger } from '../../../src/main/core/score/council/ledger.ts';
import { costOf, type Rates, ratesAround, ratesOn } from '../../../src/main/core/score/council/price.ts';
import type { CallEnd, CallKey, JudgeCall, JudgePort } from '../../../src/main/ports.ts';
import { askJudge } from '../../../src/main/stages/ask-judge.ts';
import { createGate } from '../../../src/main/stages/judge-gate.ts';
import { opinionOf } from '../../emulators/opinion.ts';
import { aPrompt, ofFilm } from '../../support/a-prompt.ts';
import { Random } from '../../support/clips/random.ts';

const prompt = aPrompt({ judge: 'anthropic', ...ofFilm, width: 576, height: 1024 });
const call: JudgeCall = { model: 'claude-sonnet-5-5', prompt, frames: [], video: null };
const size: CallSize = {
  prompt,
  schemaBytes: 2000,
  frames: [{ width: 576, height: 1024 }],
  videoS: null,
  maxOutputTokens: 8000,
};
const rates = ratesOn('2026-11-27', 'anthropic', 'claude-sonnet-5-5') ?? expect.fail('It has no price.');
const key: CallKey = {
  jobId: 'job_00000000',
  adId: '0123456789abcdef',
  judge: 'anthropic',
  model: call.model,
  rubricVersion: 'rubric-1',
  promptVersion: 'prompt-1',
};
const usage: Usage = { input: 3000, cachedInput: 0, output: 1000 };
const reply = opinionOf({ ...prompt, media: [], isFilm: false });
const paid: Paid = { kind: 'used', usage };
const absent = (reason: string) => ({ kind: 'abstained', reason });
const never = new AbortController().signal;

/** A judge that plays what it is given, in order, and then answers; time passes only where somebody waits. */
function table(
  script: (JudgeError | JudgeReply)[],
  ceiling = 10_000_000,
  { places = 8, uploads = [] as Promise<void>[], forget = async (): Promise<void> => undefined } = {},
) {
  let nowMs = 0;
  const asked: number[] = [];
  const kept: Ballot[] = [];
  const calls: { worst: number; end: CallEnd | null }[] = [];
  const judge: JudgePort = {
    judge: 'anthropic',
    seesVideo: false,
    async ask(_call, _signal, aside) {
      const upload = uploads.shift();
      if (upload) await aside(() => upload);
      asked.push(nowMs);
      const next = script.shift() ?? reply;
      if (next instanceof JudgeError) throw next;
      return { reply: next, paid, model: null, requestId: 'r', forget };
    },
  };
  const clock = { now: () => '2026-11-27T00:00:00Z', monotonicMs: () => nowMs };
  const gate = createGate(
    clock,
    async (ms) => {
      nowMs += ms;
    },
    places,
  );
  const ledger = createLedger(ceiling, 0);
  const writer = {
    beginCall: async (_key: CallKey, worst: number) => calls.push({ worst, end: null }) - 1,
    async endCall(id: number, end: CallEnd, answer: { ballot: Ballot } | null) {
      if (answer) kept.push(answer.ballot);
      (calls[id] as (typeof calls)[number]).end = end;
    },
  };
  const ask = (price: Rates | null = rates) =>
    askJudge(
      { judge, gate, ledger, writer, now: clock.now },
      { key, call, size, rates: price, durationS: 5 },
      never,
    );
  return { ask, asked, calls, kept, ledger, gate };
}
const used = { paid: { kind: 'used', usage } } as const;

describe('asking a judge', () => {
  test('an answer costs what it took, and the call is written down before and after', async () => {
    const { ask, calls, ledger } = table([]);
    expect(await ask()).toMatchObject({ end: { kind: 'vote' }, costMicroUsd: 16_000, saw: '0 frames' });
    expect(ledger.spent()).toBe(16_000);
    expect(calls[0]).toMatchObject({
      worst: costOf(rates, mostTokens(size)),
      end: { state: 'answered' },
    });
  });

  test('an answer that leaves items out is off the schema: one more try, both paid, and only the whole one is kept', async () => {
    const short = { ...reply, items: reply.items.slice(1) };
    const { ask, kept } = table([short]);
    expect(await ask()).toMatchObject({ end: { kind: 'vote' }, costMicroUsd: 32_000 });
    expect(kept).toHaveLength(1);
  });

  test('an answer is kept, and its place and its money free, before what lies at the service is deleted, also where it is no vote', async () => {
    const deleting = Promise.withResolvers<void>();
    const short = { ...reply, items: [] };
    let forgotten = 0;
    const forget = (): Promise<void> => (forgotten++ < 2 ? Promise.resolve() : deleting.promise);
    const { ask, kept, calls } = table([short, short], 10_000_000, { places: 1, forget });
    await ask();
    expect([forgotten, kept.length]).toEqual([2, 0]);
    const asked = [ask(), ask()];
    await expect.poll(() => kept.length).toBe(2);
    expect(calls.map(({ end }) => end?.state)).toEqual(['failed', 'failed', 'answered', 'answered']);
    deleting.resolve();
    expect(await Promise.all(asked)).toMatchObject([{ end: { kind: 'vote' } }, { end: { kind: 'vote' } }]);
  });

  test('a limit is waited out for as long as the service says, by everybody', async () => {
    const { ask, asked } = table([new JudgeError('rate_limit', '', { retryAfterMs: 7000 })]);
    expect(await ask()).toMatchObject({ end: { kind: 'vote' } });
    expect(asked).toEqual([0, 7000]);
  });

  test('an upload holds no place: others are answered meanwhile, and its own question waits for one again', async () => {
    const film = Promise.withResolvers<void>();
    const { ask, asked, calls } = table([], undefined, { places: 1, uploads: [film.promise] });
    const first = ask();
    expect(await ask()).toMatchObject({ end: { kind: 'vote' } });
    expect(calls.map(({ end }) => end?.state)).toEqual([undefined, 'answered']);
    film.resolve();
    expect(await first).toMatchObject({ end: { kind: 'vote' } });
    expect(asked).toHaveLength(2);
    // The one place is free again, and is one.
    expect(await ask()).toMatchObject({ end: { kind: 'vote' } });
  });

  test('an upload that fails is told like an answer that fails, and leaves its place but once', async () => {
    const lost = Promise.reject(new JudgeError('overloaded', ''));
    const { ask, asked, gate } = table([], undefined, { places: 1, uploads: [lost] });
    expect(await ask()).toMatchObject({ end: { kind: 'vote' } });
    expect(asked).toEqual([500]);
    const leave = await gate.enter(needOf(size), never);
    const second = gate.enter(needOf(size), never);
    const soon = new Promise((resolve) => setImmediate(() => resolve('waits')));
    expect(await Promise.race([second.then(() => 'entered'), soon])).toBe('waits');
    leave();
    await second;
  });

  test('a dear run with uploads comes to its end: nobody waits for money in the place that one with money waits for', async () => {
    const worst = costOf(rates, mostTokens(size));
    const films = Array.from({ length: 16 }, () => Promise.withResolvers<void>());
    const { ask, asked } = table([], worst * 3.5, {
      places: 2,
      uploads: films.map(({ promise }) => promise),
    });
    const all = films.map(() => ask());
    await new Promise((resolve) => setImmediate(resolve));
    for (const { resolve } of films) resolve();
    await Promise.all(all);
    expect(asked.length).toBeGreaterThan(3);
  });

  test('an upload that is stopped or breaks off is no question, and counts nothing', async () => {
    const broken = new JudgeError('offline', 'no answer', { paid: { kind: 'unknown' } });
    const { ask, calls, ledger } = table([], undefined, {
      uploads: [Promise.reject(new Error('paused')), Promise.reject(broken)],
    });
    await expect(ask()).rejects.toThrow('paused');
    expect(ledger.spent()).toBe(0);
    expect(await ask()).toMatchObject({ end: { kind: 'vote' }, costMicroUsd: 16_000 });
    expect(calls.map(({ end }) => end?.costMicroUsd)).toEqual([0, 0, 16_000]);
  });

  test('a service that shut the door during an upload is not asked after it', async () => {
    const film = Promise.withResolvers<void>();
    const { ask, asked, gate, calls } = table([], undefined, { uploads: [film.promise] });
    const first = ask();
    gate.close('its account has no credit left');
    film.resolve();
    expect(await first).toMatchObject({ end: absent('its account has no credit left'), costMicroUsd: 0 });
    expect(asked).toEqual([]);
    expect(calls).toMatchObject([]);
  });

  test('without word from the service the waits double', async () => {
    const { ask, asked } = table(Array.from({ length: 4 }, () => new JudgeError('overloaded', '')));
    expect(await ask()).toMatchObject({ end: { kind: 'vote' } });
    expect(asked).toEqual([0, 500, 1500, 3500, 7500]);
  });

  test('five tries, then it is absent, and the next run may ask again', async () => {
    const { ask, asked, kept } = table(Array.from({ length: 9 }, () => new JudgeError('overloaded', '')));
    expect(await ask()).toEqual({
      judge: 'anthropic',
      model: call.model,
      saw: '0 frames',
      costMicroUsd: 0,
      end: absent('it was overloaded (5 tries)'),
      transcript: null,
    });
    expect(asked).toHaveLength(5);
    expect(kept).toEqual([]);
  });

  const down = (count: number) => Array.from({ length: count }, () => new JudgeError('overloaded', ''));

  test('a service that answers nobody is out of order: it is asked no more, and the job is told to come back', async () => {
    const { ask, asked, gate } = table(down(5));
    expect(await ask()).toMatchObject({ end: absent('it was overloaded (5 tries)') });
    expect(await ask()).toMatchObject({ end: absent('it was overloaded (5 tries)') });
    expect(asked).toHaveLength(5);
    expect(gate.outage()).toEqual({ code: 'UPSTREAM', afterMs: null });
  });

  test('one that answers others meanwhile is not: that ad is left out, and the rest is asked', async () => {
    const { ask, gate } = table([...down(4), reply, ...down(1)]);
    const [first, second] = await Promise.all([ask(), ask()]);
    expect([first, second].filter(({ end }) => end.kind === 'vote')).not.toHaveLength(0);
    expect(gate.outage()).toBeNull();
    expect(await ask()).toMatchObject({ end: { kind: 'vote' } });
  });

  test('what it answered while an ad stood in line is no sign that it is up: the vote of that ad is asked again', async () => {
    const { ask, gate } = table([reply, ...down(5)], undefined, { places: 1 });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first).toMatchObject({ end: { kind: 'vote' } });
    expect(second).toMatchObject({ end: absent('it was overloaded (5 tries)') });
    expect(gate.outage()).toEqual({ code: 'UPSTREAM', afterMs: null });
  });

  test('a wait of an hour is left to the job, for as long as the service says', async () => {
    const { ask, asked, gate } = table([new JudgeError('rate_limit', '', { retryAfterMs: 3_600_000 })]);
    expect(await ask()).toMatchObject({ end: absent('it asked us to slow down') });
    expect(await ask()).toMatchObject({ end: absent('it asked us to slow down') });
    expect(asked).toEqual([0]);
    expect(gate.outage()).toEqual({ code: 'RATE_LIMITED', afterMs: 3_600_000 });
  });

  test('a limit that is there again is used, although a call from before hangs', async () => {
    let nowMs = 0;
    const wake: (() => void)[] = [];
    const pause = (): Promise<void> => new Promise((resolve) => void wake.push(resolve));
    const gate = createGate({ now: () => '', monotonicMs: () => nowMs }, pause, 8);
    const leave = await gate.enter(needOf(size), never);
    await gate.enter(needOf(size), never);
    leave([{ of: 'requests', limit: 2, left: 0, resetMs: 1000 }]);
    let entered = false;
    const third = gate.enter(needOf(size), never).then(() => {
      entered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toBe(false);
    nowMs = 1000;
    for (const go of wake) go();
    await third;
    expect(entered).toBe(true);
  });

  test('an answer off the schema gets one more chance, and both are paid', async () => {
    const off = () => new JudgeError('off_schema', 'R1 missing', used);
    const once = table([off()]);
    expect(await once.ask()).toMatchObject({ end: { kind: 'vote' }, costMicroUsd: 32_000 });
    const twice = table([off(), off(), off()]);
    expect(await twice.ask()).toMatchObject({ end: { kind: 'abstained' }, costMicroUsd: 32_000 });
    expect(twice.asked).toHaveLength(2);
  });

  test.each(['refused', 'blocked', 'too_long', 'media'] as const)(
    '%s is an end that is kept',
    async (problem) => {
      const { ask, asked, kept } = table([new JudgeError(problem, '', used)]);
      const ballot = await ask();
      expect(ballot).toMatchObject({ end: { kind: 'abstained' }, costMicroUsd: 16_000 });
      expect(kept).toEqual([ballot]);
      expect(asked).toHaveLength(1);
    },
  );

  test.each(['auth', 'quota', 'model'] as const)('%s ends it for every ad of the run', async (problem) => {
    const { ask, asked, kept } = table([new JudgeError(problem, '')]);
    const first = await ask();
    expect(first.end.kind).toBe('abstained');
    expect(kept).toEqual([]);
    expect(await ask()).toEqual(first);
    expect(asked).toHaveLength(1);
  });

  test('what nobody knows is counted at its worst', async () => {
    const { ask, ledger, calls } = table([
      new JudgeError('timeout', '', { paid: { kind: 'unknown' } }),
      new JudgeError('timeout', '', { paid: { kind: 'unknown' } }),
    ]);
    expect(await ask()).toMatchObject({ end: absent('it did not answer in time (2 tries)') });
    expect(ledger.spent()).toBe(2 * (calls[0]?.worst as number));
  });

  test('a model without a known price is not asked at all', async () => {
    const { ask, asked } = table([]);
    expect(await ask(null)).toMatchObject({
      end: { reason: expect.stringContaining('price of claude-sonnet-5-5') },
    });
    expect(asked).toEqual([]);
  });

  test('a bug is not swallowed, and its call is counted', async () => {
    const { calls, ledger, gate } = table([]);
    const bug = new TypeError('bug');
    const judge: JudgePort = { judge: 'anthropic', seesVideo: false, ask: () => Promise.reject(bug) };
    const writer = {
      beginCall: async (_key: CallKey, worst: number) => calls.push({ worst, end: null }) - 1,
      endCall: async () => undefined,
    };
    await expect(
      askJudge(
        { judge, gate, ledger, writer, now: () => '' },
        { key, call, size, rates, durationS: 5 },
        never,
      ),
    ).rejects.toBe(bug);
    expect(ledger.spent()).toBe(calls[0]?.worst);
  });
});

describe('the ceiling', () => {
  test('holds to the cent, eight at a time, whatever the calls turn out to cost and however they fail', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = new Random(seed);
      const ceiling = random.whole(0, 1_500_000);
      const most = mostTokens(size);
      const ledger = createLedger(ceiling, 0);
      let nowMs = 0;
      const pause = async (ms: number): Promise<void> => {
        nowMs += ms;
      };
      const gate = createGate({ now: () => '', monotonicMs: () => nowMs }, pause, 8);
      let billed = 0;
      let going = 0;
      let peak = 0;
      const judge: JudgePort = {
        judge: 'anthropic',
        seesVideo: false,
        async ask() {
          peak = Math.max(peak, ++going);
          await new Promise((resolve) => setTimeout(resolve, random.whole(0, 1)));
          going -= 1;
          // Anything from a tenth of the worst case to all of it: no expectation is right.
          const share = random.pick([0.1, 0.5, 1]);
          const took = {
            input: Math.floor(most.input * share),
            cachedInput: 0,
            output: Math.floor(most.output * share),
          };
          const kind = random.pick(['answer', 'answer', 'off', 'lost', 'limit'] as const);
          if (kind === 'limit') throw new JudgeError('rate_limit', '', { retryAfterMs: 0 });
          billed += costOf(rates, took);
          if (kind === 'lost') throw new JudgeError('timeout', '', { paid: { kind: 'unknown' } });
          if (kind === 'off') throw new JudgeError('off_schema', '', { paid: { kind: 'used', usage: took } });
          return { reply, paid: { kind: 'used', usage: took }, model: null, requestId: null };
        },
      };
      const writer = { beginCall: async () => 1, endCall: async () => undefined };
      const asked = await Promise.all(
        Array.from({ length: 40 }, () =>
          askJudge(
            { judge, gate, ledger, writer, now: () => '' },
            { key, call, size, rates, durationS: 5 },
            never,
          ),
        ),
      );
      expect(billed).toBeLessThanOrEqual(ledger.spent());
      expect(ledger.spent()).toBeLessThanOrEqual(ceiling);
      expect(peak).toBeLessThanOrEqual(8);
      const worst = costOf(rates, most);
      if (asked.some((one) => one.end.kind === 'abstained' && /ceiling/.test(one.end.reason)))
        expect(ceiling - ledger.spent()).toBeLessThan(worst);
    }
  });

  test('a judge of whom no question fits any more is asked about no other ad; a shorter one may fit as long as it could', async () => {
    const shortest = costOf(rates, { input: 0, cachedInput: 0, output: size.maxOutputTokens });
    for (const [ceiling, closed] of [
      [shortest, null],
      [shortest - 1, 'the cost ceiling was reached'],
    ] as const) {
      const { ask, asked, gate } = table([], ceiling);
      expect(await ask()).toMatchObject({ end: absent('the cost ceiling was reached') });
      expect(asked).toEqual([]);
      expect(gate.closed()).toBe(closed);
    }
  });

  test('a service that bills more than can be is not sent anything more', async () => {
    const ledger = createLedger(1000, 0);
    expect(await ledger.reserve(100)).toBe(true);
    ledger.settle(100, 150);
    expect(await ledger.reserve(1)).toBe(false);
  });

  test('what a crash left open counts from the start', async () => {
    const ledger = createLedger(1000, 950);
    expect(await ledger.reserve(51)).toBe(false);
    expect(await ledger.reserve(50)).toBe(true);
  });
});

describe('prices', () => {
  test('hold for their days: one doubles at the end of November', () => {
    expect(ratesOn('2026-11-30T23:59:59Z', 'gemini', 'gemini-4-argon')).toMatchObject({
      input: 2,
      output: 10,
    });
    expect(ratesOn('2026-12-01T00:00:00Z', 'gemini', 'gemini-4-argon')).toMatchObject({
      input: 4,
      output: 20,
    });
  });

  test('the dearer one is reserved and counted from a day before it holds to a day after', () => {
    const input = (now: string) => ratesAround(now, 'gemini', 'gemini-4-argon')?.input;
    expect(input('2026-11-29T23:59:59Z')).toBe(2);
    expect(input('2026-11-30T00:00:00Z')).toBe(4);
    expect(input('2026-12-01T00:00:00Z')).toBe(4);
    expect(ratesAround('2026-11-27T12:00:00Z', 'openai', 'gpt-99')).toBeNull();
  });

  test('an unknown model has none, a local one costs nothing', () => {
    expect(ratesOn('2026-11-27', 'openai', 'gpt-99')).toBeNull();
    const local = ratesOn('2026-11-27', 'local', 'any') ?? expect.fail('It has no price.');
    expect(costOf(local, usage)).toBe(0);
  });

  test('a fraction of a millionth is rounded up', () => {
    expect(
      costOf({ input: 0.3, output: 2.5, cachedInput: 0.3 }, { input: 1, cachedInput: 0, output: 0 }),
    ).toBe(1);
  });
});
