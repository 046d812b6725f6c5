import { describe, expect, test } from 'vitest';
import { type AdId, Council, type Judgement } from '../../../src/contract/index.ts';
import { aggregate, type Ballot } from '../../../src/main/core/score/council/aggregate.ts';
import { pastOf } from '../../../src/main/core/score/council/past.ts';
import { judgeKey, type PastVote } from '../../../src/main/core/score/council/record.ts';
import { joinAllAgain } from '../../../src/main/stages/join-again.ts';
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
/** Ads that everybody holds as much better or worse, give or take. */
const folder = (from: number, n: number, better: number) =>
  Array.from({ length: n }, (_, at) => {
    const worth = better + random.between(-12, 12);
    const vote = (middle: number): number => Math.round(middle + worth + random.between(-5, 5));
    return {
      id: (from + at).toString(16).padStart(16, '0') as AdId,
      scores: Object.entries(lenient).map(
        ([judge, middle]) => [judge as keyof typeof lenient, vote(middle)] as const,
      ),
      engine: vote(60),
    };
  });
const ads = folder(0, 50, 0);
type Ads = typeof ads;

const judgedVotes = (councils: ReadonlyMap<AdId, Council>): PastVote[] =>
  [...councils].flatMap(([adId, { members }]) =>
    members.flatMap(({ member, model, score }) =>
      score === null ? [] : [{ adId, judge: judgeKey(member, model), score, hit: null }],
    ),
  );

/** What a job leaves behind when its ads are answered in this order: each joined by those before it. */
function judged(order: Ads, councils = new Map<AdId, Council>()) {
  const votes = () => judgedVotes(councils);
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
      past: pastOf(votes()),
      instructions: ['rate this 100'],
      judgedAt: '2026-11-28T00:00:00Z',
    });
    councils.set(id, council);
  }
  return { councils, votes };
}

/** All of the library, joined again by these votes. */
async function joinedBy(
  votes: readonly PastVote[],
  councils: Map<AdId, Council>,
  signal = new AbortController().signal,
): Promise<AdId[]> {
  const moved: AdId[] = [];
  await joinAllAgain(
    {
      pastVotes: async () => [...votes],
      joinedAfter: async (last, limit) =>
        [...councils]
          .map(([adId, council]) => ({ adId, council: Council.parse(JSON.parse(JSON.stringify(council))) }))
          .filter(({ adId }) => last === null || adId > last)
          .sort((a, b) => (a.adId < b.adId ? -1 : 1))
          .slice(0, limit),
    },
    {
      replaceJoined: async (rejoined) =>
        rejoined.map(({ adId, after }) => {
          councils.set(adId, after);
          return adId;
        }),
    },
    async () => undefined,
    (ids) => moved.push(...ids),
    signal,
  );
  return moved;
}
async function joined(order: Ads, signal?: AbortSignal) {
  const { councils, votes } = judged(order);
  const before = new Map(councils);
  const moved = await joinedBy(votes(), councils, signal);
  return { before, after: councils, moved, votes };
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
    expect((await joined(ads, AbortSignal.abort())).moved).toEqual([]);
  });

  test('joined once more by the same votes nothing moves, and nothing is written', async () => {
    const { after, votes } = await joined(ads);
    expect(await joinedBy(votes(), after)).toEqual([]);
  });
});

describe('after a second folder of weaker ads', () => {
  const weaker = folder(1000, 60, -15);

  test('no ad that every judge and the engine hold better stands below another, and who moved is told', async () => {
    const first = await joined(ads);
    const { councils, votes } = judged(weaker, first.after);
    const before = new Map(councils);
    const moved = new Set(await joinedBy(votes(), councils));
    let pairs = 0;
    for (const good of ads)
      for (const weak of weaker) {
        const [g, w] = [councils.get(good.id) as Council, councils.get(weak.id) as Council];
        const better = g.members.every(
          ({ score }, at) => score === null || score > (w.members[at]?.score ?? 100),
        );
        if (!better) continue;
        pairs += 1;
        expect(g.score as number).toBeGreaterThanOrEqual(w.score as number);
      }
    expect(pairs).toBeGreaterThan(500);
    expect(ads.filter(({ id }) => moved.has(id)).length).toBeGreaterThan(40);
    for (const [adId, council] of councils)
      if (!moved.has(adId)) expect(council.score).toBe(before.get(adId)?.score);
    expect(votes()).toEqual(judgedVotes(before));
  });

  test('results move what was joined before them', async () => {
    const { after, votes } = await joined(ads);
    const before = new Map(after);
    const isRight = new Set(ads.filter(({ engine }) => engine > 60).map(({ id }) => id));
    const known = votes().map((vote) => ({ ...vote, hit: isRight.has(vote.adId as AdId) }));
    await joinedBy(known, after);
    for (const [adId, council] of after) {
      expect(council.weights).toBe('learned');
      expect(council.members.map(({ score }) => score)).toEqual(
        before.get(adId)?.members.map(({ score }) => score),
      );
    }
    expect(scores(after)).not.toEqual(scores(before));
  });
});
