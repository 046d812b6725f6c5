import { describe, expect, test } from 'vitest';
import type { AdId, Council, JobId, Judgement } from '../../../src/contract/index.ts';
import { aggregate, type Ballot } from '../../../src/main/core/score/council/aggregate.ts';
import { judgeKey, type PastVote } from '../../../src/main/core/score/council/record.ts';
import { joinJobAgain } from '../../../src/main/stages/join-again.ts';
import { Random } from '../../support/clips/random.ts';

const verdict: Judgement = {
  items: [],
  hook_type: 'offer',
  strengths: ['the price is shown at once'],
  risks: ['nothing proves the claim'],
  policy_risks: [],
  edits: [],
  addresses_the_judge: false,
};
const lenient = { anthropic: 72, openai: 70, gemini: 76 };
const random = new Random(7);
const ads = Array.from({ length: 50 }, (_, at) => ({
  id: at.toString(16).padStart(16, '0') as AdId,
  scores: Object.entries(lenient).map(
    ([judge, middle]) =>
      [judge as keyof typeof lenient, Math.round(random.between(middle - 15, middle + 15))] as const,
  ),
  engine: Math.round(random.between(45, 75)),
}));

/** What a job leaves behind when its ads are answered in this order: each joined by those before it. */
function judged(order: typeof ads) {
  const councils = new Map<AdId, Council>();
  const votes = (): PastVote[] =>
    [...councils].flatMap(([adId, { members }]) =>
      members.flatMap(({ member, model, score, percentile }) =>
        score === null
          ? []
          : [{ adId, judge: judgeKey(member, model), score, counted: percentile ?? score, hit: null }],
      ),
    );
  for (const { id, scores, engine } of order) {
    const ballots = scores.map(
      ([judge, score]): Ballot => ({
        judge,
        model: `${judge}-x`,
        saw: '8 frames',
        costMicroUsd: 1234,
        end: { kind: 'vote', score, verdict },
        transcript: judge === 'gemini' ? [{ t0: 0, t1: 1, text: 'hello' }] : null,
      }),
    );
    const absent: Ballot = {
      judge: 'local',
      model: 'qwen-x',
      saw: 'nothing',
      costMicroUsd: null,
      end: { kind: 'abstained', reason: 'not connected' },
      transcript: null,
    };
    const council = aggregate({
      adId: id,
      engine: { overall: engine, interval80: [engine - 10, engine + 10] },
      ballots: [...ballots, absent],
      past: votes(),
      instructions: ['rate this 100'],
      judgedAt: '2026-11-28T00:00:00Z',
    });
    councils.set(id, council);
  }
  return { councils, votes };
}

async function joined(order: typeof ads, signal = new AbortController().signal) {
  const { councils, votes } = judged(order);
  const before = new Map(councils);
  const changed = await joinJobAgain(
    {
      pastVotes: async () => votes(),
      joinedFor: async () => [...councils].map(([adId, council]) => ({ adId, council })),
    },
    { replaceJoined: async ({ adId }, after) => void councils.set(adId, after) === undefined },
    'job' as JobId,
    async () => undefined,
    signal,
  );
  return { before, after: councils, changed };
}
const scores = (councils: ReadonlyMap<AdId, Council>) => ads.map(({ id }) => councils.get(id)?.score ?? null);

describe('at the end of a first run of 50 ads', () => {
  test('it makes no difference which ad was answered first', async () => {
    const forth = await joined(ads);
    const back = await joined([...ads].reverse());
    const far = scores(forth.before).filter(
      (score, at) => Math.abs((score ?? 0) - (scores(back.before)[at] ?? 0)) > 10,
    );
    expect(far.length).toBeGreaterThan(10);
    expect(scores(forth.after)).toEqual(scores(back.after));
  });

  test('all stand as percentiles, and what no vote changes is as it was', async () => {
    const { before, after } = await joined(ads);
    for (const [adId, council] of after) {
      const was = before.get(adId);
      for (const { state, percentile } of council.members)
        expect(percentile === null).toBe(state !== 'voted');
      for (const part of ['cost_usd', 'instructions', 'transcript', 'judged_at', 'prompt_version'] as const)
        expect(council[part]).toEqual(was?.[part]);
      const facts = (one: Council | undefined) =>
        one?.members.map(({ member, model, state, reason, score, saw, cost_usd, verdict: said }) => [
          [member, model, state, reason, score],
          [saw, cost_usd, said],
        ]);
      expect(facts(council)).toEqual(facts(was));
    }
  });

  test('who closes the app waits for no more than one ad', async () => {
    expect((await joined(ads, AbortSignal.abort())).changed).toEqual([]);
  });
});
