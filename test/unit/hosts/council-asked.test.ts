import { expect, test } from 'vitest';
import type { Judge } from '../../../src/contract/index.ts';
import { engineModel } from '../../../src/main/core/score/council/aggregate.ts';
import { judgeKey, type PastVote } from '../../../src/main/core/score/council/record.ts';
import { createCouncil } from '../../../src/main/hosts/council.ts';
import { councilHandlers } from '../../../src/main/hosts/handlers/council.ts';
import type { Owner } from '../../../src/main/hosts/owner.ts';
import type { Store } from '../../../src/main/store/index.ts';

const clock = { now: () => '2026-11-29T10:00:00.000Z', monotonicMs: () => 0 };

/** A council with an account at Claude and at OpenAI, under these models. */
function asked(models: Readonly<Partial<Record<Judge, string>>>, past: readonly PastVote[] = []) {
  const reader = {
    settings: async () => ({ council_models: models, council_ceiling_usd: 5 }),
    agreedTo: async () => [],
    adsToJudge: async () => [],
    pastVotes: async () => past,
    batchModel: async () => null,
    spentMicroUsd: async () => 0,
  };
  const store = { reader, writer: {} } as unknown as Store;
  const access = async (judge: Judge) =>
    models[judge] === undefined
      ? { off: 'Nothing is connected.' }
      : {
          off: null,
          model: models[judge],
          connection: { apiKey: '', baseUrl: null, timeoutMs: 1 },
          account: judge,
          host: judge,
        };
  const council = createCouncil({ access, store, clock });
  const handlers = councilHandlers({ store, council, clock } as unknown as Owner);
  const record = () => handlers['council.record']({}, {} as never);
  return { council, record };
}

test('the weights of the record are those of the models that can be asked now, and add up to one', async () => {
  const votes = (judge: string, isGood: boolean): PastVote[] =>
    Array.from({ length: 60 }, (_, at) => ({
      adId: `${at}`,
      judge,
      score: (at % 4 === 0) === isGood ? 80 : 40,
      hit: at % 4 === 0,
    }));
  const [old, now, engine] = [
    judgeKey('anthropic', 'claude-opus-5-5'),
    judgeKey('anthropic', 'claude-sonnet-5-5'),
    judgeKey('engine', engineModel),
  ];
  const past = [...votes(old, true), ...votes(now, true), ...votes(engine, false)];
  const { record } = asked({ anthropic: 'claude-sonnet-5-5', openai: 'gpt-6.1-terra' }, past);
  const found = await record();
  const weightOf = new Map(found.judges.map(({ judge, weight }) => [judge, weight]));
  expect([...weightOf.keys()].sort()).toEqual([old, now, engine].sort());
  expect(weightOf.get(old)).toBeNull();
  // The third place is of a model that has not voted yet.
  const told = (weightOf.get(now) ?? 0) + (weightOf.get(engine) ?? 0);
  expect(told).toBeGreaterThan(0.6);
  expect(told).toBeLessThan(0.9);
  expect(weightOf.get(now)).toBeGreaterThan(weightOf.get(engine) ?? 1);
});

test('a model whose price nobody knows is told as such before a run, and nobody is asked for it', async () => {
  const { council } = asked({ anthropic: 'claude-haiku-5-5', openai: 'gpt-6.1-terra' });
  const run = { jobId: null, adIds: [], council: 'all', ceilingMicroUsd: 1e6, cheaper: false } as const;
  const payload = { ...run, byProgram: false, only: null };
  const { seats } = await council.estimate(payload);
  expect(seats.find(({ judge }) => judge === 'anthropic')).toMatchObject({
    off: expect.stringContaining('price of claude-haiku-5-5 is not known'),
    account: null,
    usual_usd: null,
  });
  expect(seats.find(({ judge }) => judge === 'openai')).toMatchObject({ off: null, usual_usd: 0 });
  const panel = await council.panel('job' as never, payload, new Set());
  expect(panel.seats.find(({ judge }) => judge === 'anthropic')?.off).toContain('is not known');
});
