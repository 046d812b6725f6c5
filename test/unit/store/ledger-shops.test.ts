import { beforeEach, expect, it } from 'vitest';
import { ordersAt } from '../../../src/main/core/learn/ledger/orders.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { hookHandlers } from '../../../src/main/hosts/handlers/hooks.ts';
import { revenueHandlers } from '../../../src/main/hosts/handlers/revenue.ts';
import type { Owner } from '../../../src/main/hosts/owner.ts';
import { ledgerOf } from '../../../src/main/stages/decide.ts';
import { importConversions, previewConversions } from '../../../src/main/stages/import-conversions.ts';
import { revenueFor } from '../../../src/main/stages/learn-revenue.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';
import { silent } from '../../support/silent-log.ts';
import { tempStore } from '../../support/temp-store.ts';
import { at } from './ads.ts';

let store: Store;
let now = at;
const clock = { now: () => now, monotonicMs: () => 0 };
const day = at.slice(0, 10);

/** A client with one ad, of which Meta reports 500.00. */
async function aClient(id: string, name: string): Promise<void> {
  const [campaign, ad, adSet] = [`${id}1`, `${id}01`, `${id}9`];
  const common = { status: 'ACTIVE', effectiveStatus: 'ACTIVE' };
  const budget = { dailyBudgetMinor: null, lifetimeBudgetMinor: null };
  await store.writer.saveMetaAccount({ id, name, currency: 'EUR', timeZone: 'UTC' }, at);
  await store.writer.saveStructure(
    id,
    {
      campaigns: [{ id: campaign, name: 'Prospecting', ...common, ...budget, objective: null }],
      ads: [
        {
          id: ad,
          name: `Ad of ${name}`,
          ...common,
          campaignId: campaign,
          adSetId: adSet,
          creativeId: null,
          createdAt: null,
        },
      ],
    },
    at,
  );
  await store.writer.chooseSales(id, { actionType: 'purchase', window: 'value' }, at);
  for (const [level, objectId] of [
    ['ad', ad],
    ['campaign', campaign],
  ] as const)
    await store.writer.saveFigures(
      id,
      level,
      [
        dayFigures({
          level,
          objectId,
          day,
          campaignId: campaign,
          adSetId: adSet,
          spendMinor: 1000,
          impressions: 1000,
          clicks: 10,
          linkClicks: 10,
          actions: { purchase: { n: { value: 5 }, v: { value: 50_000 } } },
        }),
      ],
      day,
      at,
    );
}

beforeEach(async () => {
  now = at;
  store = await tempStore(() => at);
  await aClient('1', 'Fjord');
  await aClient('2', 'Sakura');
  now = new Date(Date.parse(at) + 86_400_000).toISOString();
});

const fileOf = (rows: string, source = 'import') => ({
  source,
  text: `order_id,value,currency,date,click_time,ad_id,campaign_name\n${rows}`,
  map: {},
  time_zone: 'UTC',
  currency: null,
});
const bring = (rows: string, shop: string | null, source?: string) =>
  importConversions({ ...store, clock }, { ...fileOf(rows, source), shop });
/** As rows came before the accounts were known, and as HubSpot's come. */
const bringOfNobody = (rows: string) => {
  const file = fileOf(rows);
  const telling = { words: file.text, shop: null, told: null };
  return store.writer.addLedgerRows(previewConversions(file, now).rows, telling);
};
const total = async (kind: 'ad' | 'campaign', id: string, known_at?: string) =>
  (await revenueFor({ reader: store.reader, clock }, { kind, id, ...(known_at && { known_at }) }))
    .total_minor;
const ordersOf = async (id: string) =>
  (await ledgerOf({ reader: store.reader }, { id, timeZone: 'UTC', currency: 'EUR' })).orders.map(
    ({ valueMinor }) => valueMinor,
  );

it('an order #1001 of two clients is two sales, said by shop or by the ads alone', async () => {
  await bring(`#1001,10.00,EUR,${day} 10:00,,101,`, 'Fjord');
  await bring(`#1001,90.00,EUR,${day} 10:00,,201,`, 'act_2');
  expect([await total('ad', '101'), await total('ad', '201')]).toEqual([1000, 9000]);
  await bringOfNobody(`#1002,1.00,EUR,${day} 10:00,,101,`);
  await bringOfNobody(`#1002,2.00,EUR,${day} 10:00,,201,`);
  expect([await total('ad', '101'), await total('ad', '201')]).toEqual([1100, 9200]);
});

it('reads a day without an hour or a zone by the clocks of the ad account whose sales these are', async () => {
  const rows = `1,10.00,EUR,${day},,101,`;
  const handlers = revenueHandlers({ store, clock, events: createEvents() } as unknown as Owner);
  const read = async (shop: string | null, time_zone: string | null) => {
    const found = await handlers['learn.previewConversions'](
      { ...fileOf(rows), shop, time_zone } as never,
      {} as never,
    );
    return [found.time_zone, found.sample[0]?.at];
  };
  const west = { id: '1', name: 'Fjord', currency: 'EUR', timeZone: 'America/Los_Angeles' };
  await store.writer.saveMetaAccount(west, at);
  expect(await read('Fjord', null)).toEqual([west.timeZone, `${day}T08:00:00.000Z`]);
  expect(await read('Fjord', 'UTC')).toEqual(['UTC', `${day}T00:00:00.000Z`]);
  expect(await read('another shop', null)).toEqual(['UTC', `${day}T00:00:00.000Z`]);
  const hooks = hookHandlers({ store, clock, events: createEvents(), log: silent });
  const tracker = { source: 'anytrack', shop: 'Fjord', currency: null, time_zone: null };
  const { hook } = await hooks['learn.openHook'](tracker as never, {} as never);
  expect(hook.time_zone).toBe(west.timeZone);
  await importConversions({ ...store, clock }, { ...fileOf(rows), shop: 'Fjord', time_zone: null });
  const { total_minor, time_zone } = await revenueFor(
    { reader: store.reader, clock },
    { kind: 'ad', id: '101', since: day, until: day },
  );
  expect([total_minor, time_zone]).toEqual([1000, west.timeZone]);
});

it('a name is of the client whose order it is; of an order of nobody it is nobody’s', async () => {
  await bringOfNobody(`1,3.00,EUR,${day} 10:00,,,Prospecting`);
  expect([await total('campaign', '11'), await total('campaign', '21')]).toEqual([50_000, 50_000]);
  await bring(`2,10.00,EUR,${day} 10:00,,,Prospecting`, '1');
  expect([await total('campaign', '11'), await total('campaign', '21')]).toEqual([1000, 50_000]);
  await bringOfNobody(`3,4.00,EUR,${day} 10:00,,Ad of Sakura,`);
  expect([await total('campaign', '21'), await total('ad', '201')]).toEqual([400, 400]);
});

it('an order is of the campaign that its ad runs in, and of no other that its link names', async () => {
  await bringOfNobody(`1,3.00,EUR,${day} 10:00,,101,21`);
  expect([await total('campaign', '11'), await total('campaign', '21')]).toEqual([300, 50_000]);
});

it('what was known on an earlier day is Meta’s, as long as no order was', async () => {
  await bring(`2,10.00,EUR,${day} 10:00,,101,`, '1');
  expect([await total('ad', '101', at), await total('ad', '101')]).toEqual([50_000, 1000]);
});

it('a budget counts the orders of its own client', async () => {
  await store.writer.saveStructure(
    '1',
    {
      campaigns: [
        {
          id: '11',
          name: 'Prospecting',
          status: 'ACTIVE',
          effectiveStatus: 'ACTIVE',
          dailyBudgetMinor: 1000,
          lifetimeBudgetMinor: null,
          objective: null,
        },
      ],
    },
    at,
  );
  await bring(`#1001,10.00,EUR,${day} 10:00,${day} 09:00,,Prospecting`, '1');
  await bring(`#1001,90.00,EUR,${day} 10:00,${day} 09:00,,Prospecting`, '2');
  expect([await ordersOf('1'), await ordersOf('2')]).toEqual([[1000], []]);
});

it('the same file under another name of its shop is known already', async () => {
  const file = `#1001,10.00,EUR,${day} 10:00,,101,\n#1002,20.00,EUR,${day} 10:00,,101,`;
  expect(await bring(file, 'Fjord')).toMatchObject({ added: 2, known: 0 });
  expect(await bring(file, 'webshop')).toMatchObject({ added: 0, known: 2 });
  expect(await bring(file, 'my store', 'hook')).toMatchObject({ added: 2, known: 0 });
  expect(await total('ad', '101')).toBe(3000);
  // Of no ad that is known, the numbers of another shop are other sales.
  const unplaced = `#1001,10.00,EUR,${day} 10:00,,,`;
  expect(await bring(unplaced, 'Sakura')).toMatchObject({ added: 1, known: 0 });
  expect(await bring(`${unplaced}\n`, 'webshop')).toMatchObject({ added: 1, known: 0, taken_back: 0 });
  // What was said since under another name of the shop is said of the same order.
  const paid = `#7,5.00,EUR,${day} 10:00,,101,`;
  const pass = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
  await bring(paid, 'Fjord');
  now = pass(1);
  await bring(`#7,0.00,EUR,${day} 10:00,,101,`, 'webshop');
  now = pass(1);
  expect(await bring(`${paid}\n#8,1.00,EUR,${day} 10:00,,101,`, 'Fjord')).toMatchObject({ added: 2 });
  expect(await total('ad', '101')).toBe(3600);
});

it('a file that was brought for the wrong client counts for the right one alone once it is brought again', async () => {
  const file = `#1001,10.00,EUR,${day} 10:00,,,Prospecting\n#1002,20.00,EUR,${day} 10:00,,101,`;
  const totals = async (known_at?: string) => [
    await total('campaign', '11', known_at),
    await total('campaign', '21', known_at),
  ];
  const later = () => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
  };
  await bring(file, 'Fjord');
  expect(await totals()).toEqual([3000, 50_000]);
  const before = now;
  later();
  // The ad says itself whose it is.
  expect(await bring(file, 'Sakura')).toMatchObject({ added: 1, known: 1, taken_back: 1 });
  expect(await totals()).toEqual([2000, 1000]);
  expect(await totals(before)).toEqual([3000, 50_000]);
  expect(await bring(file, 'Sakura')).toMatchObject({ added: 0, known: 2, taken_back: 0 });
  // Another file of the client tells of an order of its own, under the same number.
  await bring(`#1001,7.00,EUR,${day} 11:00,,,Prospecting`, 'Fjord');
  expect(await totals()).toEqual([2700, 1000]);
  later();
  // What that says since stays.
  expect(await bring(file, 'Fjord')).toMatchObject({ known: 2, overruled: 1, taken_back: 1 });
  // No order of Sakura's is left, so Meta's figures count there.
  expect(await totals()).toEqual([2700, 50_000]);
  later();
  expect(await bring(file, 'Sakura')).toMatchObject({ added: 1, known: 1 });
  expect(await totals()).toEqual([2700, 1000]);
});

it('a file whose ads are read from another column counts in their ad account alone', async () => {
  const text = `order_id,value,currency,date,first_ad,last_ad\n1,10.00,EUR,${day} 10:00,101,201`;
  const read = (column: string) => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    return importConversions({ ...store, clock }, { ...fileOf(''), text, shop: '1', map: { ad_id: column } });
  };
  const totals = async (known_at?: string) => [
    await total('ad', '101', known_at),
    await total('ad', '201', known_at),
  ];
  await read('first_ad');
  const before = now;
  expect(await totals()).toEqual([1000, 50_000]);
  expect(await read('last_ad')).toMatchObject({ added: 1, taken_back: 1 });
  expect(await totals()).toEqual([50_000, 1000]);
  expect(await totals(before)).toEqual([1000, 50_000]);
  expect(await read('first_ad')).toMatchObject({ added: 1, taken_back: 1 });
  expect(await totals()).toEqual([1000, 50_000]);
});

it('orders of nobody are refused while they may be of several clients, in a file and from a tracker', async () => {
  const rows = `1,3.00,EUR,${day} 10:00,,101,`;
  const refused = { code: 'INVALID_INPUT', detail: expect.stringContaining('such as Fjord') };
  await expect(bring(rows, null)).rejects.toMatchObject(refused);
  expect(await store.reader.ledgerTold()).toEqual([]);
  const hooks = hookHandlers({ store, clock, log: silent, events: createEvents() });
  const caller = { host: 'cli', scopes: ['propose'], person: true } as const;
  const open = async (shop: string | null) =>
    (await hooks['learn.openHook']({ source: 'tracker', shop, currency: 'EUR', time_zone: 'UTC' }, caller))
      .hook.shop;
  await expect(open(null)).rejects.toMatchObject(refused);
  expect([await open('FJORD'), await open('act_2'), await open('Webshop')]).toEqual(['1', '2', 'webshop']);
});

it('a client that is silent is not heard of through one that talks', async () => {
  const told = async (id: string) =>
    (await ledgerOf({ reader: store.reader }, { id, timeZone: 'UTC', currency: 'EUR' })).told?.at;
  await bring(`1,3.00,EUR,${day} 10:00,${day} 09:00,101,`, 'Fjord');
  await bring(`2,3.00,EUR,${day} 10:00,${day} 09:00,201,`, 'webshop of Sakura');
  const first = now;
  now = new Date(Date.parse(now) + 7 * 86_400_000).toISOString();
  await bring('', 'Fjord');
  expect([await told('1'), await told('2')]).toEqual([now, first]);
  await bring('', 'Sakura');
  expect(await told('2')).toBe(now);
});

it('an ad asked for by its name is the ad that its id is', async () => {
  await bring(`1,3.00,EUR,${day} 10:00,,101,`, 'Fjord');
  await bring(`2,4.00,EUR,${day} 10:00,,Ad of Fjord,`, 'Sakura');
  expect([await total('ad', 'Ad of Fjord'), await total('ad', '101')]).toEqual([300, 300]);
});

it('goes by the mended date of a sale where another may be the same: so does Budget', async () => {
  await aClient('111', 'Fjord');
  const tell = (source: string, text: string) =>
    importConversions(
      { ...store, clock },
      { source, shop: '111', text, map: {}, time_zone: 'UTC', currency: null },
    );
  const head = 'order_id,value,currency,date,ad_id';
  await tell('tracker', `${head}\n1,100.00,EUR,2026-06-01,11101`);
  await tell('tracker', `${head}\n1,100.00,EUR,2026-10-01,11101`);
  await tell('crm', `${head}\n,100.00,EUR,2026-10-02,11101`);
  expect(await revenueFor({ reader: store.reader, clock }, { kind: 'ad', id: '11101' })).toMatchObject({
    total_minor: 10_000,
    orders: 1,
  });
});

it('a log of views that was read as sales takes no till’s sale and not Meta’s place once it is read rightly', async () => {
  const views = {
    source: 'views',
    shop: 'Fjord',
    text: `event_name,order_id,value,currency,date,ad_id\nView Product,v1,80.00,EUR,${day} 09:00,101`,
    time_zone: 'UTC',
    currency: null,
  };
  await importConversions({ ...store, clock }, { ...views, map: { event_name: null } });
  expect(await total('ad', '101')).toBe(8000);
  const wrongly = now;
  now = new Date(Date.parse(now) + 86_400_000).toISOString();
  await importConversions({ ...store, clock }, { ...views, map: {} });
  // No order is left: Meta's figures count again.
  expect(await total('ad', '101')).toBe(50_000);
  await bring(`,100.00,EUR,${day} 10:00,,101,`, 'Fjord', 'till');
  expect(await total('ad', '101')).toBe(10_000);
  expect(await total('ad', '101', wrongly)).toBe(8000);
});

it('a file that was imported under a wrong name counts no longer once it is taken back, and again once it is brought', async () => {
  const rows = `1,10.00,EUR,${day} 10:00,,101,\n2,20.00,EUR,${day} 10:00,,101,`;
  await bring(rows, 'Fjord', 'tracker');
  await bring(`2,20.00,EUR,${day} 10:00,,101,`, 'Fjord', 'tracker');
  const { text } = fileOf(rows);
  const takeBack = (source: string) => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    return store.writer.takeBack({ source, words: text, at: now });
  };
  expect(await takeBack('shop')).toBe(0);
  const before = now;
  // The other file tells of the second order still.
  expect(await takeBack('tracker')).toBe(1);
  expect(await takeBack('tracker')).toBe(0);
  expect(await total('ad', '101')).toBe(2000);
  expect(await total('ad', '101', before)).toBe(3000);
  expect(await bring(rows, 'Fjord', 'till')).toMatchObject({ added: 2 });
  expect(await total('ad', '101')).toBe(3000);
  expect(await bring(rows, 'Fjord', 'tracker')).toMatchObject({ added: 1, known: 1 });
  expect(await total('ad', '101')).toBe(3000);
});

it.each([
  ['declined', `1,10.00,EUR,${day} 10:00,,101,,declined`],
  ['worth nothing', `1,0.00,EUR,${day} 10:00,,101,,`],
  ['paid, and then not', `1,10.00,EUR,${day} 10:00,,101,,\n1,10.00,EUR,${day} 10:00,,101,,refunded`],
])('an order that was %s takes no place of Meta’s figures', async (_what, rows) => {
  const text = `order_id,value,currency,date,click_time,ad_id,campaign_name,status\n${rows}`;
  await importConversions({ ...store, clock }, { ...fileOf(''), text, shop: 'Fjord' });
  expect(await total('ad', '101')).toBe(50_000);
  await bring(`2,20.00,EUR,${day} 10:00,,102,`, 'Fjord', 'conversions-api');
  expect(await total('ad', '101')).toBe(50_000);
  await bring(`3,20.00,EUR,${day} 10:00,,101,`, 'Fjord', 'till');
  expect(await total('ad', '101')).toBe(2000);
});

it('what a file told anew is as it was before once that file is taken back, and anew once it is brought again', async () => {
  const later = () => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
  };
  const say = async (rows: string) => {
    later();
    await bring(rows, 'Fjord', 'till');
    return total('ad', '101');
  };
  const takeBack = async (rows: string) => {
    later();
    await store.writer.takeBack({ source: 'till', words: fileOf(rows).text, at: now });
    return total('ad', '101');
  };
  const [monday, tuesday] = ['10.00', '90.00'].map((value) => `1,${value},EUR,${day} 10:00,,101,`) as [
    string,
    string,
  ];
  expect([await say(monday), await say(tuesday)]).toEqual([1000, 9000]);
  expect(await takeBack(tuesday)).toBe(1000);
  expect(await say(monday)).toBe(1000);
  expect(await say(tuesday)).toBe(9000);
  expect(await takeBack(tuesday)).toBe(1000);
  // One after the other, as Ctrl+Z held, and again.
  const wednesday = `1,70.00,EUR,${day} 10:00,,101,`;
  expect([await say(tuesday), await say(wednesday)]).toEqual([9000, 7000]);
  expect([await takeBack(wednesday), await takeBack(tuesday)]).toEqual([9000, 1000]);
  // Without any order Meta's figures count.
  expect(await takeBack(monday)).toBe(50_000);
  expect([await say(monday), await say(tuesday), await say(wednesday)]).toEqual([1000, 9000, 7000]);
});

it('a deal of HubSpot that names no ad any more is the sale of its ad account still', async () => {
  const tell = (minor: number, ad: string | null) => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    const [made] = previewConversions(fileOf(`1001,10.00,EUR,${day} 10:00,,101,`, 'hubspot'), now).rows;
    if (!made) throw new Error('no row');
    const row = { ...made, minor, ad, eventId: 'deal 1' };
    return store.writer.addLedgerRows([row], { words: now, shop: null, told: null });
  };
  await tell(1000, '101');
  await tell(700, null);
  expect(await total('ad', '101')).toBe(700);
  expect(await tell(700, null)).toMatchObject({ added: 0 });
  const { length } = ordersAt(await store.reader.rowsOfSource('hubspot'), null);
  expect(length).toBe(1);
  await tell(800, '201');
  await tell(900, null);
  expect(await total('ad', '201')).toBe(900);
});

it('a deal of HubSpot is no ad account’s because of a file that was undone', async () => {
  const [made] = previewConversions(fileOf(`1001,10.00,EUR,${day} 10:00,,201,`, 'hubspot'), now).rows;
  if (!made) throw new Error('no row');
  const tell = (words: string, ad: string | null) => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    const row = { ...made, eventId: 'deal 1', ad, learntAt: now };
    return store.writer.addLedgerRows([row], { words, shop: null, told: null });
  };
  const accounts = async () => (await store.reader.rowsOfSource('hubspot')).map(({ account }) => account);
  await tell('file', '201');
  expect(await store.writer.takeBack({ source: 'hubspot', words: 'file', at: now })).toBe(1);
  await tell('refresh', null);
  expect((await accounts()).at(-1)).toBe(null);
});

it('a deal of HubSpot is one sale, whatever number and whosever ad it names by and by', async () => {
  const [made] = previewConversions(fileOf(`1001,10.00,EUR,${day} 10:00,,101,`, 'hubspot'), now).rows;
  if (!made) throw new Error('no row');
  const tell = (order: string, ad: string | null) => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    const row = { ...made, order, ad, eventId: 'deal 1', learntAt: now };
    return store.writer.addLedgerRows([row], { words: now, shop: null, told: null });
  };
  await tell('1001', '101');
  await tell('1002', '201');
  expect([await total('ad', '101'), await total('ad', '201')]).toEqual([50_000, 1000]);
  await tell('1003', '101');
  expect([await total('ad', '101'), await total('ad', '201')]).toEqual([1000, 50_000]);
  // Under the same number too, and no other deal of that number goes with it.
  await bring(`1003,7.00,EUR,${day} 10:00,,101,`, 'Fjord');
  await tell('1003', '201');
  expect([await total('ad', '101'), await total('ad', '201')]).toEqual([700, 1000]);
  expect(await tell('1003', '201')).toMatchObject({ added: 0, takenBack: 0 });
  await tell('1003', '101');
  expect([await total('ad', '101'), await total('ad', '201')]).toEqual([1000, 50_000]);
});
