import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { Ad, AdId } from '../../../src/contract/index.ts';
import { learnFrom } from '../../../src/main/core/learn/learn-from.ts';
import { addDays } from '../../../src/main/core/learn/meta/days.ts';
import type { Pattern } from '../../../src/main/core/learn/patterns.ts';
import { type JudgeRecord, recordOf } from '../../../src/main/core/score/council/record.ts';
import { learnedWeights } from '../../../src/main/core/score/council/weights.ts';
import { createLearner } from '../../../src/main/jobs/learner.ts';
import type { Experiment } from '../../../src/main/ports.ts';
import { planExperiment } from '../../../src/main/stages/experiments.ts';
import { refreshLearning } from '../../../src/main/stages/learn.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { answerVotes } from '../../support/learn/answers.ts';
import { accountId, adIdOf, at, storeAccount } from '../../support/learn/stored.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';

const facts = () => ({ distinctiveness: null, near_duplicate_of: null, compared: true });
const portsOf = (store: Store) => ({
  reader: store.reader,
  writer: store.writer,
  adsOf: (ids: readonly AdId[]) => store.reader.ads(ids, facts),
  // On this thread; that the thread of its own says the same has a test below.
  learner: { learn: async (input: Parameters<typeof learnFrom>[0]) => learnFrom(input) },
  clock: { now: () => at, monotonicMs: () => 0 },
});
const never = new AbortController().signal;

/** Bars over many accounts: `npm run bench -- learn`; here the same truth goes through the store. */
it('learns a planted truth from what is stored, keeps each version, and writes what judges are measured by', async () => {
  const kind = {
    concepts: 90,
    days: 60,
    effects: { 'hook demo': Math.log(2), 'hook offer': Math.log(0.5) },
  };
  const store = await storeAccount(kind, 3);
  const judged = adIdOf('ad 0.0');
  const raw = new Sqlite(store.file);
  // Two judges saw every ad: one knows that demos do well, the other says whatever it likes.
  const vote = raw.prepare('INSERT INTO council_votes VALUES (?, ?, ?, ?, ?)');
  const hooksOf = raw
    .prepare("SELECT ad_id AS id, text ->> '$.hook.type' AS hook FROM ad_text ORDER BY ad_id")
    .all() as {
    id: string;
    hook: string;
  }[];
  for (const [at, { id, hook }] of hooksOf.entries()) {
    const knows = hook === 'demo' ? 90 : hook === 'offer' ? 10 : 40;
    vote.run(id, 'anthropic knows', 2 * at + 1, knows, knows);
    vote.run(id, 'openai guesses', 2 * at + 2, (at * 37) % 100, (at * 37) % 100);
  }
  answerVotes(raw);
  raw.close();

  const unlearnt = (await store.reader.ads([judged], facts))[0] as Ad;
  expect(unlearnt).toMatchObject({
    score: { basis: 'uncalibrated prior' },
    library: { best_quarter: null, best_quarter_basis: null },
  });

  const first = await refreshLearning(portsOf(store), accountId, never);
  const said = first.learned.knowledge.patterns.filter(({ wording }) => wording === 'pattern');
  expect(said.find(({ value, metric }) => value === 'demo' && metric === 'ctr')?.effect).toBeGreaterThan(0.2);
  expect(said.find(({ value, metric }) => value === 'offer' && metric === 'ctr')?.effect).toBeLessThan(-0.2);
  for (const { feature, value } of said) expect(`${feature} ${value}`).toMatch(/^hook (demo|offer)$/);
  // Variants are one concept, whatever they are called.
  expect(first.learned.counts.concepts).toBe(90);
  expect(first.learned.diversity.concepts).toBe(90);
  expect(first.learned.diversity.effective).toBeLessThan(90);

  const second = await refreshLearning(portsOf(store), accountId, never);
  expect(second.id).toBeGreaterThan(first.id);
  expect(await store.reader.learnVersion(accountId, first.id)).toEqual(
    expect.objectContaining({
      id: first.id,
      learned: expect.objectContaining({ counts: first.learned.counts }),
    }),
  );
  expect((await store.reader.learnVersion(accountId))?.id).toBe(second.id);
  // The same results again show nothing that is better, so the first model stays in use, and says why.
  expect(first.learned).toMatchObject({ driftFrom: null, stays: null });
  expect(second.learned.driftFrom).toBe(first.id);
  expect(second.learned.stays).toMatch(/^0 of 20 new concepts/);
  const active = await store.reader.activeModel(accountId);
  expect(active?.version).toBe(first.id);
  // What the newest training tried is known to the next, whichever is in use.
  const challenger = { gain: 1, gain95: [0.5, 1.5] };
  const newest = new Sqlite(store.file);
  newest
    .prepare(
      `UPDATE ctr_models SET model = json_set(model, '$.report.challenger', json(?)) WHERE version_id = ?`,
    )
    .run(JSON.stringify(challenger), second.id);
  newest.close();
  const { last } = (await store.reader.modelInUse(accountId, await store.reader.resultRows(accountId))) ?? {};
  expect(last).toEqual({ hits: active?.model.hits, challenger });
  expect(active?.model.ads).toBe(first.learned.counts.ads);

  // A person may hold an earlier version in use; newer ones then wait until it is let go of.
  const states = async () =>
    (await store.reader.predictionRecord(accountId)).versions.map(({ version, inUse, held }) => [
      version,
      inUse,
      held,
    ]);
  expect(await states()).toEqual([
    [second.id, false, false],
    [first.id, true, false],
  ]);
  // Let go of, the one that the newest did not replace is in use again, and not the newest.
  for (const version of [second.id, null])
    expect(await store.writer.chooseModel(accountId, version)).toBe(true);
  expect((await states())[1]).toEqual([first.id, true, false]);
  expect(await store.writer.chooseModel(accountId, 999)).toBe(false);
  expect(await store.writer.chooseModel(accountId, first.id)).toBe(true);
  const third = await refreshLearning(portsOf(store), accountId, never);
  expect(await states()).toEqual([
    [third.id, false, false],
    [second.id, false, false],
    [first.id, true, true],
  ]);
  expect(await store.writer.chooseModel(accountId, null)).toBe(true);
  expect((await store.reader.activeModel(accountId))?.version).toBe(third.id);
  expect((await states())[2]).toEqual([first.id, false, false]);

  // From then on every ad has a chance that says on how many it was calibrated, and its score stays what the file gives.
  const hooks = await store.reader.ads(
    first.learned.concepts.map(([ad]) => ad),
    facts,
  );
  const chanceOf = (hook: string) =>
    hooks.flatMap((ad) => (ad.hook.type === hook ? [ad.library.best_quarter as number] : []));
  expect(hooks[0]?.library.best_quarter_basis).toMatch(
    `in Shop, calibrated on your ${first.learned.counts.ads} ads`,
  );
  expect(hooks.find(({ id }) => id === judged)?.score).toEqual(unlearnt.score);
  expect(Math.min(...chanceOf('demo'))).toBeGreaterThan(Math.max(...chanceOf('offer')));

  // What judges are measured by came with it: the one that knows now has more to say.
  const votes = await store.reader.pastVotes();
  const [knows, guesses] = ['anthropic knows', 'openai guesses'].map((judge) => recordOf(judge, votes)) as [
    JudgeRecord,
    JudgeRecord,
  ];
  expect(knows.n).toBeGreaterThan(30);
  expect(knows.n).toBe(guesses.n);
  expect(knows.brier as number).toBeLessThan(guesses.brier as number);
  expect(learnedWeights([knows, guesses])[0]).toBeGreaterThan(0.6);

  const days = await store.reader.runningAds(accountId);
  expect(days.length).toBeGreaterThan(0);
  const rows = await store.reader.resultRows(accountId, [judged]);
  expect(rows.every(({ ad }) => ad === judged)).toBe(true);
  // Of the last week orders may still come, so its spend is not held against them.
  const total = (of: (row: (typeof rows)[0]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  expect(total(({ mature }) => mature.spendMinor)).toBeLessThan(total(({ impressions }) => impressions));
});

it('says nothing of an account without linked ads', async () => {
  const store = await storeAccount({ concepts: 2, days: 14, effects: {} }, 1);
  const raw = new Sqlite(store.file);
  raw.exec('DELETE FROM meta_links');
  raw.close();
  await expect(refreshLearning(portsOf(store), accountId, never)).rejects.toMatchObject({
    code: 'NOT_ENOUGH_DATA',
  });
  expect(await store.reader.learnVersion(accountId)).toBeNull();
});

it('learns on a thread of its own to the same answer, and stops when it is told to', async () => {
  const input = { ads: [], rows: [], own: [], inUse: null, tested: [], seed: 1 };
  const learner = createLearner();
  expect(await learner.learn(input, never)).toEqual(learnFrom(input));
  const stopped = new AbortController();
  const going = learner.learn(input, stopped.signal);
  stopped.abort(new Error('closing'));
  await expect(going).rejects.toThrow('closing');
});

/** Ads at Meta of films that open in a way. */
function withHook(store: Store, hook: string): string[] {
  const raw = new Sqlite(store.file, { readonly: true });
  const rows = raw
    .prepare(
      `SELECT link.meta_ad_id AS id FROM meta_links AS link JOIN ad_text AS words ON words.ad_id = link.ad_id
       WHERE words.text ->> '$.hook.type' = ? ORDER BY id`,
    )
    .all(hook) as { id: string }[];
  raw.close();
  return rows.map(({ id }) => id);
}

/** Of click rates, by the way in which ads open. */
const found = (value: string, patterns: readonly Pattern[]) =>
  patterns.find((one) => one.metric === 'ctr' && one.value === value) as Pattern;

/** Demos get twice the clicks, and offers half. */
const kind = { concepts: 90, days: 60, effects: { 'hook demo': Math.log(2), 'hook offer': Math.log(0.5) } };
const account = { id: accountId, timeZone: 'Europe/Berlin' };

/** A thousand impressions of each ad with so many clicks on a day; answers when that is known. */
async function tellDay(store: Store, day: string, clicks: Readonly<Record<string, number>>): Promise<string> {
  const rows = Object.entries(clicks).flatMap(([hook, linkClicks]) =>
    withHook(store, hook).map((objectId) =>
      dayFigures({
        ...{ level: 'ad' as const, objectId, day, campaignId: objectId.slice(16) },
        ...{ impressions: 1000, clicks: linkClicks, linkClicks },
      }),
    ),
  );
  const now = `${addDays(day, 1)}T08:00:00.000Z`;
  await store.writer.saveFigures(accountId, 'ad', rows, '2026-09-10', now);
  await store.writer.endMetaDays(accountId, { since: day, until: day }, '2026-09-10', now);
  return now;
}

it('a planned test is read when it has what was planned, and lifts its pattern or takes it back', async () => {
  const store = await storeAccount(kind, 3);
  let now = at;
  const ports = { ...portsOf(store), clock: { now: () => now, monotonicMs: () => 0 } };
  const { learned } = await refreshLearning(ports, accountId, never);
  const demo = found('demo', learned.knowledge.patterns);
  const offer = found('offer', learned.knowledge.patterns);
  const ids = (hook: string) => withHook(store, hook);
  const plan = (id: string, pattern: Pattern, arms: Experiment['arms'], since?: string) =>
    planExperiment(ports, { id, account, pattern, arms, since, days: 14 });
  const stories = ids('story');
  await plan(
    'ab_0000000000000001',
    { ...demo, nextTest: { perArm: 5000, concepts: 4 } },
    { with: ids('demo'), without: stories },
  );
  await plan(
    'ab_0000000000000002',
    { ...offer, nextTest: { perArm: 1e9, concepts: 4 } },
    { with: ids('offer'), without: stories },
  );
  await expect(plan('ab_0000000000000003', demo, { with: ['999'], without: stories })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(plan('ab_0000000000000004', demo, { with: stories, without: stories })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(
    plan(
      'ab_0000000000000005',
      { ...demo, nextTest: { perArm: 5000, concepts: 4 } },
      { with: ids('demo'), without: stories },
    ),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
  // Arms that do not differ in it, or of which that is not known.
  const [strayed = '', ...others] = stories;
  const swapped = plan('ab_0000000000000007', demo, { with: [strayed], without: others });
  await expect(swapped).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('other arm'),
  });
  const raw = new Sqlite(store.file);
  onTestFinished(() => void raw.close());
  raw.prepare('DELETE FROM meta_links WHERE meta_ad_id = ?').run(strayed);
  const unlinked = plan('ab_0000000000000008', demo, { with: ids('demo'), without: [strayed] });
  await expect(unlinked).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('not known'),
  });

  // What is there already does not count, nor may it be named: the pattern was found in it.
  const seen = plan('ab_0000000000000009', demo, { with: ids('demo'), without: others }, '2026-10-01');
  await expect(seen).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('2026-10-02'),
  });
  const before = await refreshLearning(ports, accountId, never);
  expect(found('demo', before.learned.knowledge.patterns).wording).toBe(demo.wording);
  expect((await store.reader.experiments(accountId)).map(({ state, since }) => [state, since])).toEqual([
    ['running', '2026-10-02'],
    ['running', '2026-10-02'],
  ]);
  // Meta tells of days after it: people were split between the arms, and demos got twice the clicks.
  const tell = async (day: string, clicks: Readonly<Record<string, number>>) => {
    now = await tellDay(store, day, clicks);
  };
  await tell('2026-10-05', { demo: 30, story: 15, offer: 15 });
  const after = await refreshLearning(ports, accountId, never);
  expect(found('demo', after.learned.knowledge.patterns).wording).toBe('tested');
  expect(found('offer', after.learned.knowledge.patterns).wording).toBe(offer.wording);
  const states = new Map((await store.reader.experiments(accountId)).map((one) => [one.id, one]));
  expect(states.get('ab_0000000000000001')).toMatchObject({ state: 'read', reading: { verdict: 'shown' } });
  expect(states.get('ab_0000000000000002')).toMatchObject({ state: 'running', reading: null });

  // Ended without a reading it says nothing; a test that did not show it takes the word back.
  expect(await store.writer.endExperiment('ab_0000000000000002', 'dropped', null, at)).toBe(true);
  expect(await store.writer.endExperiment('ab_0000000000000002', 'dropped', null, at)).toBe(false);
  await plan(
    'ab_0000000000000006',
    { ...offer, effect: 0.4, nextTest: { perArm: 5000, concepts: 4 } },
    {
      with: ids('offer'),
      without: others,
    },
  );
  await tell('2026-10-08', { demo: 30, story: 15, offer: 15 });
  const last = await refreshLearning(ports, accountId, never);
  const taken = found('offer', last.learned.knowledge.patterns);
  expect(taken.wording).toBe('hint');
  expect(taken.lacks).toContain('an A/B test did not show it');
});

it('a test ends with its days: what the same ads get afterwards does not count, and too little takes nothing back', async () => {
  const store = await storeAccount(kind, 3);
  let now = at;
  let versionsRead = 0;
  const reader = {
    ...store.reader,
    learnVersion: (...asked: Parameters<Store['reader']['learnVersion']>) => {
      versionsRead += 1;
      return store.reader.learnVersion(...asked);
    },
  };
  const ports = { ...portsOf(store), reader, clock: { now: () => now, monotonicMs: () => 0 } };
  const { learned } = await refreshLearning(ports, accountId, never);
  const nextTest = { perArm: 1e9, concepts: 4 };
  for (const [at, hook] of ['demo', 'offer'].entries()) {
    const pattern = { ...found(hook, learned.knowledge.patterns), nextTest };
    const arms = { with: withHook(store, hook), without: withHook(store, 'story') };
    const id = `ab_000000000000000${at}`;
    await planExperiment(ports, { id, account, pattern, arms, since: undefined, days: 4 });
  }
  const states = async () => (await store.reader.experiments(accountId)).map(({ state }) => state);
  expect((await store.reader.experiments(accountId)).map(({ until }) => until)).toEqual([
    '2026-10-05',
    '2026-10-05',
  ]);

  now = await tellDay(store, '2026-10-05', { demo: 30, story: 15, offer: 15 });
  await refreshLearning(ports, accountId, never);
  expect(await states()).toEqual(['running', 'running']);
  // Meta splits nobody any more, and shows the ads to whom it likes.
  now = await tellDay(store, '2026-10-06', { demo: 1, story: 40, offer: 90 });
  versionsRead = 0;
  const after = await refreshLearning(ports, accountId, never);
  // Parsed once, whatever the number of tests.
  expect(versionsRead).toBe(1);
  expect(await states()).toEqual(['read', 'read']);
  const [demo, offer] = await store.reader.experiments(accountId);
  expect(demo?.reading).toMatchObject({
    verdict: 'shown',
    with: { trials: 1000 * withHook(store, 'demo').length },
  });
  expect(demo?.reading?.effect).toBeCloseTo(1, 1);
  expect(offer?.reading?.verdict).toBe('not shown');
  expect(found('demo', after.learned.knowledge.patterns).wording).toBe('tested');
  expect(found('offer', after.learned.knowledge.patterns).lacks).not.toContain('an A/B test did not show it');
});
