import { describe, expect, test } from 'vitest';
import type { DirectorStep } from '../../../src/contract/index.ts';
import { entriesOf } from '../../../src/main/core/director/prompt.ts';
import { JudgeError } from '../../../src/main/core/score/council/judge-error.ts';
import { createLedger } from '../../../src/main/core/score/council/ledger.ts';
import { ratesOn } from '../../../src/main/core/score/council/price.ts';
import { toolsFor } from '../../../src/main/hosts/director-tools.ts';
import type { ChatAsk, ChatCallEnd, ChatReply, ModelTools } from '../../../src/main/ports.ts';
import { direct, mostCalls } from '../../../src/main/stages/direct.ts';
import type { ToolReply } from '../../emulators/play.ts';
import { attacks } from '../../support/attacks.ts';

const model = 'claude-sonnet-5-5';
const rates = ratesOn('2026-11-27', 'anthropic', model);
const never = new AbortController().signal;
const ad = '0123456789abcdef';
const usage = { input: 4000, cachedInput: 0, output: 500 };
/** 4,000 × 2 and 500 × 10 micro-USD. */
const costOfOne = 13_000;

type Reply = ToolReply | JudgeError | ((ask: ChatAsk) => ToolReply);
type Handler = (input: unknown) => unknown;

/** The real stage and ledger, a model that plays its script, and tools that answer as told. */
function table(
  replies: readonly Reply[],
  handlers: Record<string, Handler> = {},
  ceiling = 1_000_000,
  signal = never,
) {
  const over = new Set<string>();
  const asks: ChatAsk[] = [];
  const called: { name: string; input: unknown }[] = [];
  const steps: (Partial<DirectorStep> & { tool: string })[] = [];
  const calls: { worst: number; end: ChatCallEnd | null }[] = [];
  const waits: number[] = [];
  const ledger = createLedger(ceiling, 0);
  const tools: ModelTools = {
    list: toolsFor(null).list,
    async call(name, input) {
      if (!Object.hasOwn(handlers, name)) return null;
      called.push({ name, input });
      return { failed: false, value: handlers[name]?.(input) };
    },
  };
  const ports = {
    ledger,
    tools,
    chat: {
      async chat(ask: ChatAsk): Promise<ChatReply> {
        // As it is now: the list of entries grows.
        asks.push(structuredClone({ ...ask, tools: [] }));
        const next = replies[Math.min(asks.length, replies.length) - 1] as Reply;
        if (next instanceof JudgeError) throw next;
        const { text = '', calls: wanted = [], cut = false } = typeof next === 'function' ? next(ask) : next;
        return {
          text,
          calls: wanted.map(({ name, input }, at) => ({
            id: `${asks.length}_${at}`,
            name,
            input: typeof input === 'string' ? input : JSON.stringify(input),
          })),
          own: null,
          cut,
          paid: { kind: 'used', usage },
          requestId: null,
        };
      },
    },
    writer: {
      beginChat: async (_turn: string, worst: number) => calls.push({ worst, end: null }) - 1,
      async endChat(id: number, end: ChatCallEnd) {
        (calls[id] as (typeof calls)[number]).end = end;
      },
      beginStep: async (_turn: string, tool: string, input: string) => steps.push({ tool, input }) - 1,
      async endStep(id: number, end: Partial<DirectorStep>) {
        Object.assign(steps[id] as object, end);
      },
    },
    pause: async (ms: number) => void waits.push(ms),
    clock: { now: () => '2026-11-27T00:00:00Z', monotonicMs: () => 0 },
    stillOpen: async (ids: readonly string[]) => ids.some((id) => !over.has(id)),
    tell: () => undefined,
  };
  const ask = (question = 'Which ad is best?', proposed: readonly DirectorStep[] = []) =>
    direct(
      ports,
      { turn: 't', question, model, rates, proposed, entries: entriesOf([], { question, attached: [] }) },
      signal,
    );
  return { ask, asks, called, steps, calls, ledger, waits, over };
}

const rows = () => ({ rows: [{ id: ad, name: 'a.mp4', score: 82 }], total: 1 });
const look: ToolReply = { calls: [{ name: 'score_rows', input: { limit: 1 } }] };
const answer: ToolReply = { text: `[ad:${ad}] has 82, 7 times more.` };
const budgets = {
  calls: [{ name: 'approve_proposeBudgets', input: { changes: [{ target: '1', after_minor: 100 }] } }],
};
const queued = () => ({ item: { id: 'ap_00000001' } });

describe('a question', () => {
  test('is answered from what the tools gave, and what they did not give is told', async () => {
    const { ask, asks, ledger } = table([look, answer], { score_rows: rows });
    expect(await ask()).toMatchObject({
      state: 'done',
      answer: {
        ads: [{ id: ad, name: 'a.mp4' }],
        figures: [
          { text: '82', basis: 'data', step: 0, field: 'rows[0].score' },
          { text: '7', basis: 'not from your data' },
        ],
      },
    });
    expect(ledger.spent()).toBe(2 * costOfOne);
    expect(asks[1]?.entries.at(-1)).toMatchObject({
      kind: 'results',
      results: [{ id: '1_0', failed: false }],
    });
  });

  test('arguments that are no JSON, or a tool that is not there, go back to the model as clear failures', async () => {
    const wrong: ToolReply = {
      calls: [
        { name: 'score_rows', input: '{"limit": ' },
        { name: 'approve_confirm', input: { id: 'ap_00000001' } },
      ],
    };
    const { ask, asks, called } = table([wrong, answer], { score_rows: rows });
    expect(await ask()).toMatchObject({ state: 'done' });
    expect(called).toEqual([]);
    const told = JSON.stringify(asks[1]?.entries.at(-1));
    expect(told).toContain('not JSON');
    expect(told).toContain('There is no tool');
  });

  test('ends at the step limit: the last call has no tools, and tools asked for all the same do not run', async () => {
    const { ask, asks, called } = table([look], { score_rows: rows });
    expect(await ask()).toMatchObject({ state: 'failed', code: 'CANCELLED' });
    expect(asks.map(({ mayCall }) => mayCall)).toEqual([...Array(mostCalls - 1).fill(true), false]);
    expect(called).toHaveLength(mostCalls - 1);
  });
});

describe('money', () => {
  test('no call leaves that could pass the ceiling, to the micro-USD, and a call that does leave was set aside', async () => {
    const free = table([look], { score_rows: rows }, 10_000_000);
    await free.ask();
    const worst = free.calls.map((call) => call.worst);
    // Room for exactly three calls, then one micro-USD less than that.
    const room = 2 * costOfOne + (worst[2] as number);
    for (const [ceiling, expected] of [
      [room, 3],
      [room - 1, 2],
    ] as const) {
      const { ask, calls, ledger } = table([look], { score_rows: rows }, ceiling);
      expect(await ask()).toMatchObject({ state: 'failed', code: 'BUDGET_REACHED' });
      expect(calls).toHaveLength(expected);
      expect(ledger.spent()).toBe(expected * costOfOne);
      expect(ledger.spent()).toBeLessThanOrEqual(ceiling);
    }
  });

  test('a model call that fails is repeated by itself: no tool runs twice, and every attempt is paid for once', async () => {
    const failed = new JudgeError('upstream', '500', { paid: { kind: 'used', usage } });
    const { ask, called, calls, ledger, waits } = table(
      [budgets, new JudgeError('rate_limit', '429', { retryAfterMs: 7000 }), failed, answer],
      { approve_proposeBudgets: queued },
    );
    expect(await ask()).toMatchObject({ state: 'done' });
    expect(called).toHaveLength(1);
    expect(waits).toEqual([7000, 1000]);
    expect(calls.map(({ end }) => [end?.state, end?.costMicroUsd])).toEqual([
      ['answered', costOfOne],
      ['failed', 0],
      ['failed', costOfOne],
      ['answered', costOfOne],
    ]);
    expect(ledger.spent()).toBe(3 * costOfOne);
  });

  test('a service that stays away ends the question with the reason; what was done stands', async () => {
    const { ask, steps } = table([budgets, new JudgeError('overloaded', '529')], {
      approve_proposeBudgets: queued,
    });
    expect(await ask()).toEqual({
      state: 'failed',
      code: 'UPSTREAM',
      detail: 'The service was overloaded (529; 4 tries).',
    });
    expect(steps).toMatchObject([{ state: 'done', proposals: ['ap_00000001'] }]);
  });
});

test('what was proposed before in a conversation is not queued again, however its arguments are spelled', async () => {
  const spelled = {
    calls: [{ name: 'approve_proposeBudgets', input: '{ "changes": [{"after_minor":100, "target":"1"}] }' }],
  };
  const { ask, called, steps } = table([budgets, spelled, answer], { approve_proposeBudgets: queued });
  await ask();
  expect(called).toHaveLength(1);
  expect(steps[1]?.result).toContain('ap_00000001');
  const again = table([budgets, answer], { approve_proposeBudgets: queued });
  await again.ask('Try again', [{ ...(steps[0] as DirectorStep), took_ms: 0 }]);
  expect(again.called).toEqual([]);
  // Rejected, expired or void: then it is asked for anew.
  const anew = table([budgets, answer], { approve_proposeBudgets: queued });
  anew.over.add('ap_00000001');
  await anew.ask('Try again', [{ ...(steps[0] as DirectorStep), took_ms: 0 }]);
  expect(anew.called).toHaveLength(1);
});

test('what a proposal put into the queue is known also when nobody waits for the answer any more', async () => {
  const stop = new AbortController();
  const late = Promise.withResolvers<unknown>();
  const app = { call: async () => ({ ok: true as const, value: await late.promise }) };
  const call = (name: string) => toolsFor(app).call(name, {}, stop.signal);
  const [proposal, reading] = [call('approve_proposeBudgets'), call('score_rows')];
  stop.abort(new Error('stopped'));
  await expect(reading).rejects.toThrow('aborted');
  late.resolve(queued());
  expect(await proposal).toEqual({ failed: false, value: queued() });

  const stopped = new AbortController();
  const { ask, steps } = table(
    [budgets, answer],
    {
      approve_proposeBudgets: () => {
        stopped.abort(new Error('stopped'));
        return queued();
      },
    },
    1_000_000,
    stopped.signal,
  );
  await expect(ask()).rejects.toThrow('stopped');
  expect(steps).toMatchObject([{ state: 'done', proposals: ['ap_00000001'] }]);
});

test(`${attacks.length} orders in names, on-screen text and copy never leave their quotation, and call no tool of their own`, async () => {
  // Asking Meta for its figures reads; asking models or the Director spends.
  const decided = /approv|confirm|kill|setLimits|settings|connect|restore|analyze|judge|ask(?!Meta$)/i;
  expect(
    toolsFor(null)
      .list.filter(({ name }) => decided.test(name.replace(/^(approve|council|learn)_/, '')))
      .map(({ name }) => name),
  ).toEqual([]);
  for (const attack of attacks) {
    const hostile = () => ({
      rows: [{ id: ad, name: `${attack}.mp4`, score: 82 }],
      text: { lines: [{ t0: 0, t1: 1, text: attack }] },
      copy: { headline: attack, primary_text: `Buy now. ${attack}` },
      [attack]: 1,
    });
    /** It obeys whatever stands outside of a quotation and was said neither by us nor by the person. */
    const gullible = ({ system, entries }: ChatAsk): ToolReply => {
      const results = entries.flatMap((one) => (one.kind === 'results' ? one.results : []));
      if (results.length === 0) return look;
      const outside = results.map(({ text }) => text.replace(/<data>.*?<\/data>/gs, '')).join('\n');
      const fooled = `${system}\n${outside}`.includes(attack.trim()) || /<(system|ad_text)>/.test(outside);
      return fooled ? { calls: [{ name: 'approve_proposeBudgets', input: {} }] } : answer;
    };
    const { ask, called } = table([gullible], { score_rows: hostile, approve_proposeBudgets: queued });
    expect(await ask()).toMatchObject({ state: 'done' });
    expect(called.map(({ name }) => name)).toEqual(['score_rows']);
  }
});
