import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { DayFigures } from '../../../src/main/core/learn/meta/figures.ts';
import type { JobItem } from '../../../src/main/ports.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed } from './ads.ts';

const account = { id: '1', name: 'Shop', currency: 'EUR', timeZone: 'Europe/Berlin' };
const first = '2026-10-02T08:00:00.000Z';
const second = '2026-10-03T08:00:00.000Z';

const figures = (change: Partial<DayFigures> = {}): DayFigures =>
  dayFigures({
    level: 'ad',
    objectId: '7',
    day: '2026-10-01',
    campaignId: '5',
    adSetId: '6',
    attributionSetting: '7d_click',
    spendMinor: 1234,
    impressions: 900,
    clicks: 12,
    linkClicks: 9,
    actions: {
      omni_purchase: { n: { value: 2, '7d_click': 1 }, v: { value: 9990, '7d_click': 4995 } },
      purchase: { n: { value: 2, '7d_click': 1 }, v: { value: 9990, '7d_click': 4995 } },
    },
    ...change,
  });

async function open() {
  const store = await tempStore(() => first);
  await store.writer.saveMetaAccount(account, first);
  const save = (rows: DayFigures[], at = first, settledUntil = '2026-09-01') =>
    store.writer.saveFigures('1', 'ad', rows, settledUntil, at);
  const raw = new Sqlite(store.file, { readonly: true });
  onTestFinished(() => void raw.close());
  const rows = (where = 'superseded_at IS NULL') =>
    raw
      .prepare(
        `SELECT object_id, day, spend_minor, orders, revenue_minor, settled, read_at, confirmed_at, superseded_at
         FROM meta_insights WHERE level = 'ad' AND ${where} ORDER BY object_id, day, id`,
      )
      .all() as Record<string, unknown>[];
  return { store, save, rows, raw };
}

it('keeps what was believed when Meta tells otherwise, and counts it once', async () => {
  const { save, rows } = await open();
  await save([figures(), figures({ objectId: '8', spendMinor: 50 })]);
  // The same page again, and a row that came twice on it.
  await save([figures(), figures(), figures({ objectId: '8', spendMinor: 50 })], second);
  expect(rows('true')).toHaveLength(2);
  expect(rows()[0]).toMatchObject({ read_at: first, confirmed_at: second, settled: 0 });

  await save([figures({ spendMinor: 1300 })], second, '2026-10-01');
  expect(rows().map((row) => row.spend_minor)).toEqual([1300, 50]);
  expect(rows('true')).toHaveLength(3);
  expect(rows('superseded_at IS NOT NULL')).toMatchObject([{ spend_minor: 1234, superseded_at: second }]);
  expect(rows()[0]).toMatchObject({ settled: 1 });
});

it('what a reading does not bring any more is believed no more, and nothing else is touched', async () => {
  const { store, save, rows } = await open();
  const otherDay = figures({ objectId: '9', day: '2026-09-30' });
  await save([figures(), figures({ objectId: '8' }), otherDay]);
  await save([figures()], second);
  await store.writer.endFigures('1', 'ad', { since: '2026-10-01', until: '2026-10-02' }, second);
  expect(rows().map(({ object_id }) => object_id)).toEqual(['7', '9']);
  expect(rows('superseded_at IS NOT NULL')).toMatchObject([{ object_id: '8', superseded_at: second }]);
});

const adSet = {
  id: '7',
  name: 'Set',
  status: 'ACTIVE',
  campaignId: '5',
  dailyBudgetMinor: null,
  lifetimeBudgetMinor: null,
  optimizationGoal: null,
  learningStatus: null,
  editedAt: null,
};

it('reads sales by the one choice of the account, in every row it has', async () => {
  const { store, save, rows } = await open();
  await save([figures(), figures({ objectId: '8', actions: { link_click: { n: { value: 3 } } } })]);
  expect(rows()[0]).toMatchObject({ orders: null, revenue_minor: null });
  expect(await store.reader.soldTypes('1')).toEqual({ types: [], settings: [] });
  for (const level of ['account', 'ad_set'] as const)
    await store.writer.saveFigures('1', level, [figures({ level })], '2026-09-01', first);
  const settings = async () => (await store.reader.soldTypes('1')).settings;
  expect(await store.reader.soldTypes('1')).toEqual({ types: ['omni_purchase', 'purchase'], settings: [] });
  await store.writer.endMetaDays('1', { since: '2026-10-01', until: '2026-10-01' }, '2026-09-01', first);
  const stands = (effectiveStatus: string) =>
    store.writer.saveStructure('1', { adSets: [{ ...adSet, effectiveStatus }] }, first);
  await stands('PAUSED');
  expect(await settings()).toEqual(['7d_click']);
  // One that was deleted, or has not run for weeks, says nothing of how the account counts.
  await stands('DELETED');
  expect(await settings()).toEqual([]);
  await stands('ACTIVE');
  await store.writer.endMetaDays('1', { since: '2026-11-01', until: '2026-11-01' }, '2026-09-01', first);
  expect(await settings()).toEqual([]);

  await store.writer.chooseSales('1', { actionType: 'omni_purchase', window: '7d_click' }, first);
  await save([figures({ objectId: '9' })], second);
  expect(rows().map((row) => [row.orders, row.revenue_minor])).toEqual([
    [1, 4995],
    [null, null],
    [1, 4995],
  ]);
  expect((await store.reader.metaAccount('1'))?.choice).toEqual({
    actionType: 'omni_purchase',
    window: '7d_click',
  });
});

it('reads the sales of very many rows a part at a time, to the last', async () => {
  const { store, save, rows } = await open();
  await save(Array.from({ length: 5003 }, (_, n) => figures({ objectId: String(n) })));
  await store.writer.chooseSales('1', { actionType: 'purchase', window: 'value' }, first);
  const sales = rows().map(({ orders, revenue_minor }) => `${orders} ${revenue_minor}`);
  expect(sales).toHaveLength(5003);
  expect(new Set(sales)).toEqual(new Set(['2 9990']));
});

it('knows which days are here in full, and which of them are settled', async () => {
  const { store } = await open();
  const { reader, writer } = store;
  await writer.endMetaDays('1', { since: '2026-09-29', until: '2026-10-02' }, '2026-09-30', first);
  expect([...(await reader.metaDays('1'))]).toEqual([
    ['2026-09-29', { settled: true }],
    ['2026-09-30', { settled: true }],
    ['2026-10-01', { settled: false }],
    ['2026-10-02', { settled: false }],
  ]);
  await writer.keepReport('1', 'ad', { since: '2026-09-29', until: '2026-10-02' }, '99', first);
  expect(await reader.metaReport('1', 'ad', { since: '2026-09-29', until: '2026-10-02' })).toEqual({
    id: '99',
    at: first,
  });
  expect(await reader.metaReport('1', 'ad', { since: '2026-09-29', until: '2026-10-01' })).toBeNull();
  await writer.keepReport('1', 'ad', { since: '2026-09-29', until: '2026-10-02' }, null, first);
  expect(await reader.metaReport('1', 'ad', { since: '2026-09-29', until: '2026-10-02' })).toBeNull();
});

it('takes up what is in an account, and what has changed in it', async () => {
  const { store, raw } = await open();
  const ad = {
    id: '7',
    campaignId: '5',
    adSetId: '6',
    creativeId: '3',
    name: 'Hook 1',
    status: 'ACTIVE',
    effectiveStatus: 'ACTIVE',
    createdAt: null,
  };
  await store.writer.saveStructure('1', { ads: [ad, { ...ad, id: '8', name: 'Hook 2' }] }, first);
  await store.writer.saveStructure(
    '1',
    { ads: [{ ...ad, name: "Robert'); DROP TABLE meta_ads;--", status: 'PAUSED' }] },
    second,
  );
  expect(raw.prepare('SELECT id, name, status FROM meta_ads ORDER BY id').all()).toEqual([
    { id: '7', name: "Robert'); DROP TABLE meta_ads;--", status: 'PAUSED' },
    { id: '8', name: 'Hook 2', status: 'ACTIVE' },
  ]);
  await store.writer.saveReach('1', '2026-10-01', new Map([['7', { people: 800, impressions: 900 }]]), first);
  await store.writer.saveReach(
    '1',
    '2026-10-01',
    new Map([['7', { people: 820, impressions: 950 }]]),
    second,
  );
  expect(raw.prepare('SELECT ad_id, lifetime_reach, lifetime_impressions FROM meta_reach').all()).toEqual([
    { ad_id: '7', lifetime_reach: 820, lifetime_impressions: 950 },
  ]);
});

it('links by name anew each time, and lets stand what a person has decided', async () => {
  const { store, save } = await open();
  const { reader, writer } = store;
  const [one, two] = ['a1'.repeat(32), 'b2'.repeat(32)] as [string, string];
  const items = await aJob(store, '/ads', ['one.mp4', 'two.mp4']);
  for (const [at, sha] of [one, two].entries())
    await writer.finishItem(items[at] as JobItem, analyzed(anAd(sha)));
  const [first16, second16] = [one.slice(0, 16), two.slice(0, 16)];
  const ads = ['7', '8', '9'].map((id) => ({
    id,
    campaignId: '5',
    adSetId: '6',
    creativeId: null,
    name: `Ad ${id}`,
    status: 'ACTIVE',
    effectiveStatus: 'ACTIVE',
    createdAt: null,
  }));
  await writer.saveStructure('1', { ads }, first);
  const by = (metaAdId: string, adId: string) => ({
    metaAdId,
    adId,
    how: 'name' as const,
    certainty: 0.95,
    state: 'linked' as const,
  });
  await writer.saveLinks([by('7', first16), by('8', second16)], first);
  expect(await writer.setLink('8', second16, 'rejected', second)).toBe('linked');
  expect(await writer.setLink('9', first16, 'linked', second)).toBeNull();
  expect(await writer.setLink('4711', first16, 'linked', second)).toBeUndefined();
  await writer.saveLinks([by('8', second16), by('9', second16)], second);
  expect(
    (await reader.metaLinks(null)).map(({ meta_ad_id, ad_id, how, state }) => [
      meta_ad_id,
      ad_id,
      how,
      state,
    ]),
  ).toEqual([
    ['8', second16, 'hand', 'rejected'],
    ['9', first16, 'hand', 'linked'],
  ]);
  // Only what became a question is told as one: not what was one already, nor what a person has answered.
  const asked = [by('7', first16), by('8', second16)].map((one) => ({ ...one, state: 'proposed' as const }));
  await writer.saveLinks(asked.slice(0, 1), first);
  await writer.saveLinks(asked, second);
  expect(await reader.linksAskedSince(first)).toBe(1);
  expect(await reader.linksAskedSince(second)).toBe(0);
  await writer.saveLinks([by('7', first16)], second);
  await writer.saveLinks(asked, second);
  expect(await reader.linksAskedSince(second)).toBe(1);
  expect(await writer.setLink('8', second16, 'none', second)).toBe('rejected');
  expect(await reader.metaLinks('rejected')).toEqual([]);
  expect((await reader.linkableAds()).map(({ id }) => id).sort()).toEqual([first16, second16].sort());

  // A second file for one ad at Meta is told on both: its results could be either's.
  const leftOut = async () => {
    const links = await reader.metaLinks('linked');
    return new Map(links.map(({ meta_ad_id, ad_id, left_out }) => [`${meta_ad_id} ${ad_id}`, left_out]));
  };
  expect((await leftOut()).get(`9 ${first16}`)).toBeNull();
  await writer.saveLinks([by('8', first16)], second);
  await writer.setLink('9', second16, 'linked', second);
  await writer.setLink('8', second16, 'linked', second);
  expect(await leftOut()).toEqual(
    new Map([
      [`8 ${first16}`, 'another by hand'],
      [`8 ${second16}`, null],
      [`9 ${first16}`, 'several files'],
      [`9 ${second16}`, 'several files'],
    ]),
  );
  // What is told is what counts.
  await save(['8', '9'].map((objectId) => figures({ objectId })));
  expect((await reader.resultRows('1')).map(({ ad }) => ad)).toEqual([second16]);
  await writer.setLink('9', second16, 'rejected', second);
  expect((await leftOut()).get(`9 ${first16}`)).toBeNull();
  expect((await reader.resultRows('1')).map(({ ad }) => ad).sort()).toEqual([first16, second16].sort());
});

it('finds by any words what can be linked by hand, from either side, what was shown most first', async () => {
  const { store, save } = await open();
  const { reader, writer } = store;
  const items = await aJob(store, '/ads', ['Größe/one.mp4', 'two.mp4']);
  const ids = ['a1', 'b2'].map((part) => part.repeat(32));
  for (const [at, sha] of ids.entries()) await writer.finishItem(items[at] as JobItem, analyzed(anAd(sha)));
  const [one = '', two = ''] = ids.map((sha) => sha.slice(0, 16));
  const structure = (id: string, name: string) => ({
    ...{ id, name, campaignId: '5', adSetId: '6', creativeId: null, createdAt: null },
    ...{ status: 'ACTIVE', effectiveStatus: 'ACTIVE' },
  });
  await writer.saveStructure('1', { ads: [structure('7', 'Mia GRÖSSE v2'), structure('8', 'Tom')] }, first);
  await save([figures({ objectId: '8', impressions: 5000 }), figures({ objectId: '7', impressions: 10 })]);
  const found = async (side: 'meta' | 'library', text = '', open = false, limit = 50) => {
    const { total, ads } = await reader.linkable(side, { text, open, limit });
    return [total, ...ads.map(({ id }) => id)];
  };
  expect(await found('meta')).toEqual([2, '8', '7']);
  expect(await found('meta', 'v2 mia')).toEqual([1, '7']);
  expect(await found('meta', '', false, 1)).toEqual([2, '8']);
  expect(await found('meta', 'mia tom')).toEqual([0]);
  expect(await found('library', 'größe')).toEqual([1, one]);
  expect(await found('library', 'GRÖSSE ONE')).toEqual([0]);
  expect(await found('library', 'GRÖßE')).toEqual([1, one]);
  const { ads } = await reader.linkable('meta', { text: 'tom', open: true, limit: 1 });
  expect(ads).toEqual([{ id: '8', name: 'Tom', place: null, account: 'Shop', picture: null }]);

  await writer.setLink('8', two, 'linked', second);
  await writer.setLink('7', one, 'rejected', second);
  expect(await found('meta', '', true)).toEqual([1, '7']);
  expect(await found('library', '', true)).toEqual([1, one]);
});

it('names the ad sets that a draft could be made in: of each account, those that are still there', async () => {
  const { store } = await open();
  const set = (id: string, name: string, status = 'PAUSED') => ({
    ...{ id, name, status, effectiveStatus: status, campaignId: '5' },
    ...{ dailyBudgetMinor: null, lifetimeBudgetMinor: null },
    ...{ optimizationGoal: null, learningStatus: null, editedAt: null },
  });
  await store.writer.saveStructure('1', { adSets: [set('62', 'Far'), set('63', 'Old', 'ARCHIVED')] }, first);
  await store.writer.saveStructure('1', { adSets: [set('61', 'Broad', 'ACTIVE')] }, first);
  expect(await store.reader.draftPlaces()).toEqual([
    {
      id: '1',
      name: 'Shop',
      ad_sets: [
        { id: '61', name: 'Broad', campaign: null },
        { id: '62', name: 'Far', campaign: null },
      ],
    },
  ]);
  expect(await store.reader.lastDraft()).toBeNull();
});
