import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { interval80 } from '../../../src/main/core/learn/deepctr/beta-binomial.ts';
import { stillFits } from '../../../src/main/core/learn/deepctr/drift.ts';
import { learnFrom } from '../../../src/main/core/learn/learn-from.ts';
import { PROMPT_VERSION } from '../../../src/main/core/score/council/prompt.ts';
import { dayOfJulian } from '../../../src/main/store/repos/result-weeks.ts';
import { answerVotes } from '../../support/learn/answers.ts';
import { learnedOf } from '../../support/learn/learned-of.ts';
import { accountId, adIdOf, at, storeAccount } from '../../support/learn/stored.ts';

it('holds predictions against what came out of its context, chance in few clicks allowed for', async () => {
  const store = await storeAccount({ concepts: 45, days: 28, effects: {} }, 2);
  const raw = new Sqlite(store.file);
  // Half of the ads got an eighth of their impressions, so that most of what is seen of them is chance, and one hardly any.
  raw.exec(`UPDATE meta_insights SET impressions = max(1, impressions / 8), link_clicks = link_clicks / 8
            WHERE unicode(substr(object_id, 1, 1)) % 2 = 0`);
  raw.exec(`UPDATE meta_insights SET impressions = 1, link_clicks = 0
            WHERE object_id = (SELECT max(object_id) FROM meta_insights)`);
  // One ad sold nothing, which Meta leaves out.
  const [{ id: soldNothing }] = raw
    .prepare('SELECT substr(min(object_id), 1, 16) AS id FROM meta_insights WHERE spend_minor > 0')
    .all() as [{ id: string }];
  raw
    .prepare('UPDATE meta_insights SET orders = NULL, revenue_minor = NULL WHERE object_id LIKE ?')
    .run(`${soldNothing}%`);
  const rows = await store.reader.resultRows(accountId);
  const ids = [...new Set(rows.map(({ ad }) => ad))];
  const learned = learnedOf(rows);
  // What ran here already is not predicted any more: it could not be held against anything.
  expect(learned.predictions).toEqual([]);
  const { rate, intervalPhi } = learned.model.mean;
  const [low, high] = interval80(rate, intervalPhi);
  const predictions = ids.map((ad) => ({ ad, rate, low, high, roasLow: 1, roasHigh: 2 }));
  const days = { since: null, until: null };
  await store.writer.saveLearned(accountId, { ...learned, predictions }, days, '2026-06-01T08:00:00.000Z');

  const { kept, versions } = await store.reader.predictionRecord(accountId);
  const shown = Map.groupBy(rows, ({ ad }) => ad);
  const judgeable = ids.filter(
    (id) => (shown.get(id) ?? []).reduce((sum, { impressions }) => sum + impressions, 0) >= 200,
  );
  expect(kept.length).toBeLessThan(ids.length);
  expect(Math.abs(kept.length - judgeable.length)).toBeLessThanOrEqual(3);
  const plain = kept.filter(({ linkClicks, impressions }) => {
    const seen = linkClicks / impressions;
    return seen >= low && seen <= high;
  });
  const [version] = versions;
  const { ran, within, clicksSeen, clicksSaid } = version as NonNullable<typeof version>;
  expect(ran).toBe(kept.length);
  expect(within / ran).toBeGreaterThan(0.75);
  expect(within / ran).toBeLessThan(0.85);
  expect(stillFits(within, ran)).toBe(true);
  expect(await store.reader.modelInUse(accountId, rows)).toMatchObject({
    version: version?.version,
    fits: true,
  });
  expect(stillFits(plain.length, ran)).toBe(false);
  expect(within).toBeCloseTo(
    kept.reduce((sum, one) => sum + one.within, 0),
    9,
  );
  expect(clicksSaid / clicksSeen).toBeCloseTo(1, 1);
  expect(kept.find(({ adId }) => adId === soldNothing)?.roas).toBe(0);

  raw.exec('UPDATE meta_accounts SET action_type = NULL, action_window = NULL, chosen_at = NULL');
  raw.close();
  expect((await store.reader.predictionRecord(accountId)).kept.every(({ roas }) => roas === null)).toBe(true);
});

it('counts an ad as said before it began by the days of its account, not by those of UTC', async () => {
  const { reader, writer } = await storeAccount({ concepts: 45, days: 28, effects: {} }, 2);
  const place = { id: accountId, name: 'Shop', currency: 'EUR' };
  const rows = await reader.resultRows(accountId);
  const began = Math.min(...rows.map(({ firstDay }) => firstDay));
  const ids = [...new Set(rows.filter(({ firstDay }) => firstDay === began).map(({ ad }) => ad))];
  const predictions = ids.map((ad) => ({
    ad,
    rate: 0.02,
    low: 0.01,
    high: 0.03,
    roasLow: null,
    roasHigh: null,
  }));
  const days = { since: null, until: null };
  // In the night of UTC before they began, which is still the day before in the west.
  const madeAt = `${dayOfJulian(began)}T03:00:00.000Z`;
  await writer.saveLearned(accountId, { ...learnedOf(rows), predictions }, days, madeAt);
  const kept = async (timeZone: string) => {
    await writer.saveMetaAccount({ ...place, timeZone }, at);
    return (await reader.predictionRecord(accountId)).kept.length;
  };
  expect(await kept('America/Los_Angeles')).toBeGreaterThan(5);
  expect(await kept('Europe/Berlin')).toBe(0);
});

it('holds no return by another choice of sales than its range was learnt by, also of a version that is held', async () => {
  const { reader, writer } = await storeAccount({ concepts: 45, days: 28, effects: {} }, 2);
  const rows = await reader.resultRows(accountId);
  const ids = [...new Set(rows.map(({ ad }) => ad))];
  const learned = learnedOf(rows);
  const days = { since: null, until: null };
  const predictions = ids.map((ad) => ({ ad, rate: 0.02, low: 0.01, high: 0.03, roasLow: 1, roasHigh: 2 }));
  const version = await writer.saveLearned(
    accountId,
    { ...learned, predictions },
    days,
    '2026-06-01T08:00:00.000Z',
  );
  await writer.chooseModel(accountId, version);
  const ranges = async () => [
    (await reader.activeModel(accountId))?.roas !== null,
    (await reader.predictionRecord(accountId)).kept.some(({ roas }) => roas !== null),
  ];
  const choose = (window: 'value' | '1d_click', day: string) =>
    writer.chooseSales(accountId, { actionType: 'purchase', window }, `2026-10-${day}T08:00:00.000Z`);
  await choose('value', '02');
  // Confirmed, it is the same still.
  await choose('value', '03');
  // An account that chose before and another one after it say nothing of this one.
  for (const [id, day] of [
    ['78', '01'],
    ['79', '09'],
  ] as const) {
    await writer.saveMetaAccount({ id, name: 'Other', currency: 'EUR', timeZone: 'Europe/Berlin' }, at);
    await writer.chooseSales(id, { actionType: 'lead', window: 'value' }, `2026-10-${day}T08:00:00.000Z`);
  }
  expect(await ranges()).toEqual([true, true]);
  await choose('1d_click', '04');
  const counted = [await reader.learnVersion(accountId), (await reader.learnAccounts())[0]];
  expect(counted.map((one) => one?.sales?.window)).toEqual(['value', '1d_click']);
  // What a refresh says of new ads by the version that is held has no range of returns either.
  expect(await ranges()).toEqual([false, false]);
  await writer.saveLearned(accountId, learned, days, '2026-10-05T08:00:00.000Z');
  expect((await ranges())[0]).toBe(false);
  await writer.chooseModel(accountId, null);
  expect((await ranges())[0]).toBe(true);
});

it('predicts nothing where no link click is known', async () => {
  const store = await storeAccount({ concepts: 3, days: 14, effects: {} }, 1);
  const rows = (await store.reader.resultRows(accountId)).map((row) => ({ ...row, linkClicks: null }));
  const ads = ['ran', 'waits'].map((id) => ({
    id,
    hashes: [],
    words: [],
    durationS: null,
    traits: { numbers: {}, words: {} },
  }));
  const learnt = learnFrom({
    ads: [...ads, ...rows.map(({ ad }) => ({ ...ads[0], id: ad }) as (typeof ads)[0])],
    rows,
    own: [],
    inUse: null,
    tested: [],
    seed: 1,
  });
  expect(learnt.model.hits).toBe(0);
  expect(learnt.predictions).toEqual([]);
  expect(learnt.outcomes).toEqual([]);
});

it('what is known of an ad later takes the place of what a judge was measured by first', async () => {
  const store = await storeAccount({ concepts: 2, days: 14, effects: {} }, 1);
  const ad = adIdOf('ad 0.0');
  const raw = new Sqlite(store.file);
  raw.prepare('INSERT INTO council_votes VALUES (?, ?, 1, 80, 80)').run(ad, 'openai one');
  answerVotes(raw);
  raw.close();
  const nothing = learnFrom({ ads: [], rows: [], own: [], inUse: null, tested: [], seed: 1 });
  const days = { since: null, until: null };
  for (const hit of [true, false]) {
    await store.writer.saveLearned(accountId, { ...nothing, outcomes: [{ ad, hit, own: true }] }, days, at);
    expect((await store.reader.pastVotes()).map((vote) => vote.hit)).toEqual([hit]);
  }
  // Another account that it runs in as well says nothing of it.
  const other = { ...nothing, outcomes: [{ ad, hit: true, own: false }] };
  await store.writer.saveLearned(accountId, other, days, at);
  expect((await store.reader.pastVotes()).map((vote) => vote.hit)).toEqual([false]);
});

it('the votes of a judge of earlier are not lost among those of newer ones', async () => {
  const store = await storeAccount({ concepts: 2, days: 14, effects: {} }, 1);
  const raw = new Sqlite(store.file);
  const vote = raw.prepare('INSERT INTO council_votes VALUES (?, ?, ?, 80, 80)');
  const older = ['ad 0.0', 'ad 0.1'].map(adIdOf);
  raw.pragma('foreign_keys = OFF');
  raw.transaction(() => {
    for (const [seq, ad] of older.entries()) vote.run(ad, 'openai one', seq + 1);
    for (let n = 0; n < 5200; n += 1) vote.run(n.toString(16).padStart(16, '0'), 'openai two', n + 10);
    answerVotes(raw);
  })();
  raw.close();
  const judges = (await store.reader.pastVotes()).map(({ judge }) => judge);
  expect(judges.filter((judge) => judge === 'openai one')).toHaveLength(2);
  expect(judges.filter((judge) => judge === 'openai two')).toHaveLength(2500);
});

it('a vote that was given to another version of the question is none of its judge today, until it votes on this one', async () => {
  const store = await storeAccount({ concepts: 2, days: 14, effects: {} }, 1);
  const raw = new Sqlite(store.file);
  const vote = raw.prepare('INSERT INTO council_votes VALUES (?, ?, ?, 80, 80)');
  for (const [at, judge] of ['openai one', 'engine engine 1'].entries())
    vote.run(adIdOf('ad 0.0'), judge, at + 1);
  const judges = async () => (await store.reader.pastVotes()).map(({ judge }) => judge);
  answerVotes(raw, 'prompt-0');
  expect(await judges()).toEqual(['engine engine 1']);
  answerVotes(raw, PROMPT_VERSION, 'abstained');
  expect(await judges()).toEqual(['engine engine 1']);
  answerVotes(raw);
  expect(await judges()).toEqual(['openai one', 'engine engine 1']);
  raw.close();
});
