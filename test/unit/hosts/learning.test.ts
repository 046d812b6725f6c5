import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { AdId, AppEvent, Judgement } from '../../../src/contract/index.ts';
import { learnFrom } from '../../../src/main/core/learn/learn-from.ts';
import { oneByOne } from '../../../src/main/core/one-by-one.ts';
import { aggregate } from '../../../src/main/core/score/council/aggregate.ts';
import { pastOf } from '../../../src/main/core/score/council/past.ts';
import { judgeKey } from '../../../src/main/core/score/council/record.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { createJoining, type JoinAgain } from '../../../src/main/hosts/joining.ts';
import { createLearning } from '../../../src/main/hosts/learning.ts';
import { answerVotes } from '../../support/learn/answers.ts';
import { accountId, at, storeAccount } from '../../support/learn/stored.ts';

const verdict: Judgement = {
  items: [],
  hook_type: 'offer',
  strengths: [],
  risks: [],
  policy_risks: [],
  edits: [],
  addresses_the_judge: false,
};
const facts = () => ({ distinctiveness: null, near_duplicate_of: null, compared: true });
const judges = ['anthropic', 'openai', 'gemini'] as const;

it('results weigh the votes anew: councils that move are told of, and no vote is touched', async () => {
  const store = await storeAccount({ concepts: 45, days: 28, effects: {} }, 3);
  const raw = new Sqlite(store.file);
  const ids = raw.prepare('SELECT id FROM ads ORDER BY id').pluck().all() as AdId[];
  const addCouncil = raw.prepare(
    'INSERT INTO councils (ad_id, council, score, judged_at) VALUES (?, ?, ?, ?)',
  );
  const addVote = raw.prepare(
    'INSERT INTO council_votes (ad_id, judge, seq, score, counted) VALUES (?, ?, ?, ?, ?)',
  );
  for (const [n, adId] of ids.entries()) {
    const council = aggregate({
      adId,
      engine: { overall: (n * 37) % 100, interval80: [0, 100] },
      ballots: judges.map((judge, k) => ({
        ...{ judge, model: 'm', saw: '8 frames', costMicroUsd: 0, transcript: null },
        end: { kind: 'vote', score: (n * (41 + 6 * k)) % 100, verdict },
      })),
      past: pastOf([]),
      instructions: [],
      judgedAt: at,
    });
    addCouncil.run(adId, JSON.stringify(council), council.score, at);
    for (const { member, model, score } of council.members)
      addVote.run(adId, judgeKey(member, model), 10 * n + judges.indexOf(member as 'openai'), score, score);
  }
  answerVotes(raw);
  const votes = () => raw.prepare('SELECT * FROM council_votes ORDER BY ad_id, judge').all();
  const weighed = () =>
    raw.prepare("SELECT count(*) FROM councils WHERE council ->> '$.weights' = 'learning'").pluck().get();
  const given = votes();
  const events = createEvents();
  const heard: AppEvent[] = [];
  events.subscribe((event) => heard.push(event));
  const learning = createLearning({
    ...{ store, events, joinAgain: createJoining(store) },
    library: { factsOf: facts } as unknown as Parameters<typeof createLearning>[0]['library'],
    learner: { learn: async (input) => learnFrom(input) },
    clock: { now: () => at, monotonicMs: () => 0 },
    onError: (error) => expect.fail(String(error)),
  });
  await learning.build(accountId);
  events.flush();
  const told = heard.flatMap((event) => (event.type === 'ads' && event.job_id === null ? event.ids : []));
  expect(told.toSorted()).toEqual(ids);
  expect(weighed()).toBe(ids.length);
  expect(votes()).toEqual(given);

  heard.length = 0;
  await learning.build(accountId);
  events.flush();
  expect(heard.map(({ type }) => type)).toEqual(['learnt']);

  // An ad that is judged anew meanwhile keeps what that found.
  const [one] = await store.reader.joinedAfter(null, 1);
  if (!one?.council) expect.fail('Nothing was judged.');
  raw.prepare("UPDATE councils SET judged_at = '2026-11-01T00:00:00.000Z' WHERE ad_id = ?").run(one.adId);
  const again = { adId: one.adId, before: one.council, after: { ...one.council, score: 1 } };
  expect(await store.writer.replaceJoined([again])).toEqual([]);
  raw.close();
});

async function aLearning(joinAgain: JoinAgain) {
  const store = await storeAccount({ concepts: 45, days: 28, effects: {} }, 3);
  const learning = createLearning({
    ...{ store, events: createEvents(), joinAgain },
    library: { factsOf: facts } as unknown as Parameters<typeof createLearning>[0]['library'],
    learner: { learn: async (input) => learnFrom(input) },
    clock: { now: () => at, monotonicMs: () => 0 },
    onError: () => undefined,
  });
  return { store, learning };
}

it('a version is made while councils are still joined by the one before it, and closing waits for that', async () => {
  const first = Promise.withResolvers<void>();
  const joins: Promise<void>[] = [];
  const inLine = oneByOne();
  const { learning } = await aLearning((_onMoved, signal) => {
    const join = inLine(() => first.promise, signal);
    joins.push(join);
    return join;
  });
  void learning.build(accountId);
  await expect.poll(() => joins.length).toBe(1);
  void learning.build(accountId);
  await expect.poll(() => joins.length).toBe(2);
  let closed = false;
  const closing = learning.close().then(() => {
    closed = true;
  });
  await Promise.allSettled([joins[1]]);
  await setTimeout(10);
  expect(closed).toBe(false);
  first.resolve();
  await closing;
});

it('councils are joined once, however many accounts were learnt from', async () => {
  let joins = 0;
  const { store, learning } = await aLearning(async () => {
    joins += 1;
  });
  const accounts = await store.reader.learnAccounts();
  store.reader.learnAccounts = async () => [...accounts, ...accounts];
  await learning.buildAll();
  expect(joins).toBe(1);
});
