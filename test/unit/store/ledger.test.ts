import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { ordersAt } from '../../../src/main/core/learn/ledger/orders.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { hookHandlers } from '../../../src/main/hosts/handlers/hooks.ts';
import { importConversions } from '../../../src/main/stages/import-conversions.ts';
import { revenueFor } from '../../../src/main/stages/learn-revenue.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { silent } from '../../support/silent-log.ts';
import { tempStore } from '../../support/temp-store.ts';
import { at } from './ads.ts';

let store: Store;
beforeEach(async () => {
  store = await tempStore(() => at);
});

let now = '2026-11-01T00:00:00.000Z';
const clock = { now: () => now, monotonicMs: () => 0 };
const bring = (text: string, source = 'shop', shop: string | null = null) =>
  importConversions({ ...store, clock }, { source, shop, text, map: {}, time_zone: 'UTC', currency: null });
const ask = (kind: 'ad' | 'campaign', id: string, more: object = {}) =>
  revenueFor({ reader: store.reader, clock }, { kind, id, ...more });

const head = 'order_id,value,currency,date,ad_id,campaign_id,status,updated_at';

describe('the ledger', () => {
  it('keeps what it was told, once, and knows what was known when', async () => {
    const october = [
      head,
      '1,50.00,EUR,2026-10-02,A,C,approved,',
      '2,20.00,EUR,2026-10-03,B,C,pending,',
    ].join('\n');
    expect(await bring(october)).toMatchObject({ added: 2, known: 0 });
    now = '2026-11-05T00:00:00.000Z';
    expect(await bring(october)).toMatchObject({ added: 0, known: 2 });
    expect(await bring(`${head}\n1,0,EUR,2026-10-02,A,C,refunded,`)).toMatchObject({ added: 1 });
    // The old file again must not bring the refunded order back.
    expect(await bring(october)).toMatchObject({ added: 0 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 0, orders: 0, currency: 'EUR' });
    expect(await ask('ad', 'A', { known_at: '2026-11-02T00:00:00.000Z' })).toMatchObject({
      total_minor: 5000,
    });
    expect(await ask('campaign', 'C')).toMatchObject({
      total_minor: 2000,
      settled_minor: 0,
      provisional_minor: 2000,
    });
    await expect(ask('ad', 'Z')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('counts a sale of two sources once and finds its ad through either', async () => {
    await bring(`${head}\n#7,40.00,EUR,2026-10-02,A,,,`, 'anytrack');
    await bring(`${head}\n7,39.00,EUR,2026-10-02,,,,`, 'hubspot');
    expect(await ask('ad', 'A')).toMatchObject({
      total_minor: 3900,
      orders: 1,
      by_source: [{ source: 'hubspot', minor: 3900, orders: 1 }],
    });
  });

  it('says it again where it is true again, and takes a replay for none', async () => {
    const said = async (status: string, more = '') => {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
      const { added } = await bring(`${head}\n1,20.00,EUR,2026-10-02,A,,${status},${more}`);
      return [added, (await ask('ad', 'A')).total_minor];
    };
    expect(await said('approved')).toEqual([1, 2000]);
    expect(await said('declined')).toEqual([1, 0]);
    // The first file once more brings nothing back; a new one that says the same does.
    expect(await said('approved')).toEqual([0, 0]);
    expect((await bring(`${head}\n1,20.00,EUR,2026-10-02,A,,approved,`)).overruled).toBe(1);
    expect(await said('approved', '\n2,1.00,EUR,2026-10-02,B,,,')).toEqual([2, 2000]);
    // Words that carry their time are old news however they come.
    expect(await said('declined', '2026-11-20')).toEqual([1, 0]);
    expect(await said('approved', '2026-11-10\n3,1.00,EUR,2026-10-02,B,,,')).toEqual([2, 0]);
    // Of several words in one file that bear no time nobody knows the last: an order is not worth more for it.
    const file = ['approved', 'declined', 'approved'].map((word) => `4,9.00,EUR,2026-10-02,D,,${word},`);
    expect(await bring([head, ...file].join('\n'))).toMatchObject({ added: 2, known: 1, overruled: 1 });
    expect(await ask('ad', 'D')).toMatchObject({ total_minor: 0 });
    expect(await bring([head, file[1]].join('\n'))).toMatchObject({ known: 1, overruled: 0 });
  });

  it('takes back what a file says no more once it is read otherwise', async () => {
    const text = ['event,order_id,value,currency,date,ad_id', 'Purchase,1,100.00,EUR,2026-10-02,A']
      .concat('Refund,1,25.00,EUR,2026-10-05,A', 'View Product,,80.00,EUR,2026-10-02,A')
      .join('\n');
    const file = { source: 'shop', shop: null, text, time_zone: 'UTC', currency: null };
    const bringAs = async (map: object) => {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
      return importConversions({ ...store, clock }, { ...file, map });
    };
    // Every row a sale, as where nothing tells events apart: the last word about order 1 is the refund.
    await bringAs({ event_name: null });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 10_500, orders: 2 });
    const before = now;
    expect(await bringAs({})).toMatchObject({ good: 2, added: 2, taken_back: 2 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500, orders: 1 });
    expect(await ask('ad', 'A', { known_at: before })).toMatchObject({ total_minor: 10_500 });
    // Once more it is known; and what another file said since is not taken back by it.
    expect(await bringAs({})).toMatchObject({ added: 0, known: 2, taken_back: 0 });
    await bring(`${head}\n1,70.00,EUR,2026-10-02,A,,,`);
    // Its refund is gone, and its purchase has no number now; the order stands as the other file told it.
    expect(await bringAs({ order_id: null })).toMatchObject({ good: 1, added: 1, taken_back: 1 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 17_000, orders: 2 });
  });

  it('imports again what was undone, though what was undone before it had been changed later', async () => {
    const files = ['100.00', '200.00', '300.00'].map((value, at) =>
      [head, `1,${value},EUR,2026-10-02,A,,approved,2026-10-0${4 + at}`].join('\n'),
    );
    const total = async () => (await ask('ad', 'A')).total_minor;
    const later = () => {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
    };
    const undo = async (text: string) => {
      later();
      await store.writer.takeBack({ source: 'shop', words: text, at: now });
      return total();
    };
    const redo = async (text: string) => {
      later();
      await bring(text);
      return total();
    };
    const inTurn = async (of: readonly string[], turn: typeof undo) => {
      const totals = [];
      for (const text of of) totals.push(await turn(text));
      return totals;
    };
    expect(await inTurn(files, redo)).toEqual([10_000, 20_000, 30_000]);
    for (let times = 0; times < 2; times += 1) {
      expect(await inTurn(files.toReversed(), undo)).toEqual([20_000, 10_000, 0]);
      expect(await inTurn(files, redo)).toEqual([10_000, 20_000, 30_000]);
    }
  });

  it('takes an order from an ad that its file names no more, unless another file does', async () => {
    const text = ['order_id,value,currency,date,ad_id', '1,100.00,EUR,2026-10-02,A'].join('\n');
    const file = { source: 'shop', shop: null, text, time_zone: 'UTC', currency: null };
    const bringAs = async (map: object) => {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
      await importConversions({ ...store, clock }, { ...file, map });
      return (await ask('ad', 'A')).total_minor;
    };
    expect(await bringAs({})).toBe(10_000);
    const before = now;
    expect(await bringAs({ ad_id: null })).not.toBe(10_000);
    expect(await ask('ad', 'A', { known_at: before })).toMatchObject({ total_minor: 10_000 });
    expect(await bringAs({})).toBe(10_000);
    // A later state of it without its ad is the same order of the same ad.
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    await bring('order_id,value,currency,date\n1,90.00,EUR,2026-10-02');
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 9000 });
  });

  it('leaves an order its sale where another event of it was read as one', async () => {
    const text = ['id,event,order_id,value,currency,date,ad_id', 'a1,Purchase,1,100.00,EUR,2026-10-02,A']
      .concat('a2,Refund,1,25.00,EUR,2026-10-05,A')
      .join('\n');
    await bring(text.replace('event', 'kind'));
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 2500 });
    const asOne = await store.reader.ledgerRows({ ads: ['A'], campaigns: [] });
    expect(asOne).toHaveLength(2);
    // Other words, as a tracker posts them: the same event cannot be an order and money that goes back.
    expect(await bring(text)).toMatchObject({ added: 1, taken_back: 1 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500, orders: 1 });
    // And the same file by other columns.
    const file = {
      source: 'other',
      shop: null,
      text: text.replaceAll(',1,', ',2,'),
      time_zone: 'UTC',
      currency: null,
    };
    for (const [map, total] of [
      [{ event_name: null }, 10_000],
      [{}, 15_000],
    ] as const) {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
      await importConversions({ ...store, clock }, { ...file, map });
      expect(await ask('ad', 'A')).toMatchObject({ total_minor: total, orders: 2 });
    }
  });

  const orderAndRefund = ['event,order_id,value,currency,date,ad_id', 'Purchase,1,100.00,EUR,2026-10-02,A']
    .concat('Refund,1,25.00,EUR,2026-10-05,A')
    .join('\n');
  const bringAs = (text: string, map: object, source = 'shop', shop: string | null = null) => {
    now = new Date(Date.parse(now) + 86_400_000).toISOString();
    return importConversions(
      { ...store, clock },
      { source, shop, text, map, time_zone: 'UTC', currency: null },
    );
  };

  it.each(['anytrack', 'tracker'])(
    'hears no more of an order from %s once all it said is taken back',
    async (source) => {
      const refunds = 'event,order_id,value,currency,date,ad_id\nRefund,1,25.00,EUR,2026-10-05,A';
      await bring(`${head}\n1,100.00,EUR,2026-10-02,A,,,`);
      await bringAs(refunds, { event_name: null }, source);
      expect(await bringAs(refunds, {}, source)).toMatchObject({ taken_back: 1 });
      expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500, orders: 1 });
      const rows = await store.reader.ledgerRows({ ads: ['A'], campaigns: [] });
      expect(ordersAt(rows, null)).toMatchObject([{ source: 'shop', declinedBy: [] }]);
    },
  );

  it('takes back what a file said before its shop was known', async () => {
    const text = `${orderAndRefund}\nView Product,,80.00,EUR,2026-10-02,A`;
    await bringAs(text, { event_name: null });
    expect(await bringAs(text, {}, 'shop', 'North')).toMatchObject({ taken_back: 2 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500, orders: 1 });
  });

  it('takes back a refund that an earlier version read as an order, and no later word of that time', async () => {
    await bringAs(orderAndRefund, { event_name: null });
    await bring(`${head}\n2,50.00,EUR,2026-10-02,A,,,`);
    await bring(`${head}\n2,0,EUR,2026-10-02,A,,refunded,`);
    const file = new DatabaseSync(store.file);
    file.exec('UPDATE ledger_rows SET telling = NULL');
    file.close();
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 2500 });
    expect(await bringAs(orderAndRefund, {})).toMatchObject({ added: 2 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500, orders: 1 });
    expect(await bringAs(orderAndRefund, {})).toMatchObject({ added: 0, taken_back: 0 });
    expect(await bring(`${head}\n2,50.00,EUR,2026-10-02,A,,,`)).toMatchObject({ added: 0 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500, orders: 1 });
  });

  it('takes from an order once what went back by rows and by its own sum', async () => {
    const sum = (back: string) =>
      `order_id,value,refunded_amount,currency,date,ad_id\n1,100.00,${back},EUR,2026-10-02,A`;
    await bringAs(orderAndRefund, {});
    await bringAs(sum('25.00'), {});
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 7500 });
    // Whichever knows of more.
    await bringAs(sum('40.00'), {});
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 6000 });
    await bringAs(orderAndRefund.replace('25.00', '30.00'), {});
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 4500 });
  });

  it('hears that nothing went back any more, and takes nothing from others where nothing ever did', async () => {
    const cells = 'order_id,value,currency,date,ad_id,refunded_amount';
    const say = async (source: string, ...rows: string[]) => {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
      const { added, known } = await bring([cells, ...rows].join('\n'), source);
      return [added, known, (await ask('ad', 'A')).total_minor];
    };
    expect(await say('shop', '1,100.00,EUR,2026-10-02,A,0.00')).toEqual([1, 0, 10_000]);
    expect(await say('shop', '1,100.00,EUR,2026-10-02,A,25.00', '')).toEqual([1, 1, 7500]);
    expect(await say('shop', '1,100.00,EUR,2026-10-02,A,0')).toEqual([1, 1, 10_000]);
    expect(await say('shop', '1,100.00,EUR,2026-10-02,A,0')).toEqual([0, 2, 10_000]);
    // What another source knows to have gone back is not nothing.
    expect(await say('till', '1,100.00,EUR,2026-10-02,A,30.00')).toEqual([2, 0, 7000]);
    // The first file again is a replay, and of lines of one order that bear no time those count that say how much.
    expect(await say('crm', '9,100.00,EUR,2026-10-02,A,0.00')).toEqual([1, 0, 17_000]);
    expect(await say('crm', '9,100.00,EUR,2026-10-02,A,20.00', '')).toEqual([1, 1, 15_000]);
    expect(await say('crm', '9,100.00,EUR,2026-10-02,A,0.00')).toEqual([0, 1, 15_000]);
    const lines = ['7,50.00,EUR,2026-10-02,A,5.00', '7,50.00,EUR,2026-10-02,A,0.00'];
    expect([await say('crm', ...lines), await say('crm', ...lines)]).toEqual([
      [2, 1, 19_500],
      [0, 3, 19_500],
    ]);
  });

  it('keeps of a file that is read otherwise what another file tells too, also where the words carry their time', async () => {
    const columns = 'record_id,order_id,value,currency,date,ad_id,last_modified,kind';
    // Without its number it is the same sale, said otherwise.
    for (const [ad, wrong, otherwise] of [
      ['A', { order_id: null }, 1],
      ['C', { event_name: 'kind' }, 0],
    ] as const) {
      const january = `${columns}\nd1,${ad}7,100.00,EUR,2026-10-02,${ad},2026-10-03,View`;
      const quarter = `${january}\nd2,${ad}8,50.00,EUR,2026-10-09,${ad},2026-10-10,View`;
      const told = async (text: string, map: object) => {
        const { added } = await bringAs(text, map, `crm of ${ad}`);
        return [added, (await ask('ad', ad)).total_minor];
      };
      expect(await told(january, {})).toEqual([1, 10_000]);
      expect(await told(quarter, {})).toEqual([1, 15_000]);
      expect(await told(january, wrong)).toEqual([otherwise, 15_000]);
      expect(await told(quarter, {})).toEqual([0, 15_000]);
      expect(await told(january, {})).toEqual([otherwise, 15_000]);
    }
    // But not what stands by its number since.
    const without = `record_id,value,currency,date,ad_id,last_modified\nd3,9.00,EUR,2026-10-02,B,2026-10-03`;
    const numbered = `record_id,order_id,value,currency,date,ad_id\nd3,9,9.00,EUR,2026-10-02,B`;
    await bringAs(without, {}, 'crm');
    await bringAs(numbered, {}, 'crm');
    expect(await bringAs(`${without}\n`, {}, 'crm')).toMatchObject({ added: 0 });
    expect(await ask('ad', 'B')).toMatchObject({ total_minor: 900, orders: 1 });
  });

  it('leaves an order void where a later file tells again of what sold it', async () => {
    const columns = 'event,order_id,value,currency,date,ad_id';
    const purchase = `${columns}\nPurchase,1,100.00,EUR,2026-10-02,A`;
    await bringAs(purchase, {});
    await bringAs(`${columns}\nOrder Cancelled,1,,EUR,2026-10-04,A`, {});
    await bringAs(`${purchase}\nPurchase,2,10.00,EUR,2026-10-02,A`, {});
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 1000 });
  });

  it('counts a sale once that was told of before it had its order number', async () => {
    const told = (rows: string) => {
      now = new Date(Date.parse(now) + 86_400_000).toISOString();
      return bring(`record_id,order_id,value,currency,date,ad_id\n${rows}`, 'crm');
    };
    await told('d1,,100.00,EUR,2026-10-02,A\nd2,,7.00,EUR,2026-10-02,A');
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 10_700, orders: 2 });
    expect(await told('d1,1001,100.00,EUR,2026-10-02,A')).toMatchObject({ added: 1, taken_back: 1 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 10_700, orders: 2 });
    expect(await told('d1,1001,90.00,EUR,2026-10-02,A')).toMatchObject({ added: 1, taken_back: 0 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 9700, orders: 2 });
    // Told without its number again it is the same sale still.
    await told('d2,1002,7.00,EUR,2026-10-02,A');
    expect(await told('d2,,8.00,EUR,2026-10-02,A')).toMatchObject({ added: 1, taken_back: 0 });
    expect(await told('d2,,8.00,EUR,2026-10-02,A')).toMatchObject({ added: 0, taken_back: 0 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 9800, orders: 2 });
  });

  it('counts each order where several have one event id, however far apart they stand', async () => {
    const order = (id: string, n: number) => `${id},${n},1.00,EUR,2026-10-02,A`;
    const orders = Array.from({ length: 600 }, (_, n) => order(`click ${n % 300}`, n + 1));
    const columns = 'event_id,order_id,value,currency,date,ad_id';
    expect(await bring([columns, ...orders].join('\n'), 'shop')).toMatchObject({ added: 600, taken_back: 0 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 60_000, orders: 600 });
    for (const [id, n] of [
      ['click 7', 601],
      ['click 300', 602],
      ['click 300', 603],
    ] as const)
      expect(await bring(`${columns}\n${order(id, n)}`, 'shop')).toMatchObject({ added: 1, taken_back: 0 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 60_300, orders: 603 });
    // An export that grows says the same of each, and nothing otherwise.
    const more = [columns, ...orders, order('click 7', 604)].join('\n');
    expect(await bring(more, 'shop')).toMatchObject({ added: 1, known: 600, overruled: 0 });
    expect(await bring(more, 'shop')).toMatchObject({ added: 0, known: 601, overruled: 0 });
    // Nor does one that tells an event with its number and without.
    const both = `${columns}\nd2,,10.00,EUR,2026-10-02,B\nd2,1002,10.00,EUR,2026-10-02,B`;
    for (const added of [2, 0, 0]) {
      expect(await bring(both, 'crm')).toMatchObject({ added, taken_back: 0 });
      expect(await ask('ad', 'B')).toMatchObject({ total_minor: 2000 });
    }
  });

  it('converts by the rates that were given, and forgets one that is taken away', async () => {
    await bring(`${head}\n1,10.00,USD,2026-10-02,A,,,\n2,10.00,EUR,2026-10-02,A,,,`);
    const rate = { from: 'USD', to: 'EUR', day: '2026-10-01', rate: '0.92' };
    expect(await ask('ad', 'A', { currency: 'EUR' })).toMatchObject({
      total_minor: 1000,
      unconverted: [{ minor: 1000 }],
    });
    expect(await ask('ad', 'A')).toMatchObject({ currency: null, total_minor: null });
    await store.writer.setRate(rate, now);
    expect(await ask('ad', 'A', { currency: 'EUR' })).toMatchObject({
      total_minor: 1920,
      rates: [rate],
      unconverted: [],
    });
    const days = (n: number) => new Date(Date.parse(now) + n * 86_400_000).toISOString();
    await store.writer.setRate({ ...rate, rate: '0.5' }, days(2));
    await store.writer.setRate({ ...rate, rate: null }, days(4));
    expect(await ask('ad', 'A', { currency: 'EUR' })).toMatchObject({ total_minor: 1000 });
    // What was answered then is answered still.
    const asOf = async (n: number) =>
      (await ask('ad', 'A', { currency: 'EUR', known_at: days(n) })).total_minor;
    expect(await Promise.all([1, 3, 5].map(asOf))).toEqual([1920, 1500, 1000]);
  });

  it('knows when a source was last heard of, also where it told of no sale', async () => {
    const told = async () =>
      (await store.reader.ledgerTold()).map(({ source, at, how }) => [source, at, how]);
    now = '2026-11-01T00:00:00.000Z';
    await bring(`${head}\n1,50.00,EUR,2026-10-02,A,C,approved,`);
    now = '2026-11-09T00:00:00.000Z';
    await bring(head);
    expect(await told()).toEqual([['shop', now, 'file']]);
    now = '2026-11-10T00:00:00.000Z';
    await bring(`${head}\n2,no money,EUR,2026-10-02,A,C,approved,`);
    expect(await told()).toEqual([['shop', '2026-11-09T00:00:00.000Z', 'file']]);

    const hooks = hookHandlers({ store, clock, log: silent, events: createEvents() });
    const tracker = { host: 'gateway', scopes: ['propose'], person: false } as const;
    const { token } = await hooks['learn.openHook'](
      { source: 'shop', shop: null, currency: 'EUR', time_zone: 'UTC' },
      tracker,
    );
    const post = (event: object) =>
      hooks['learn.receive']({ source: 'shop', token, text: JSON.stringify(event) }, tracker);
    await expect(post({ order_id: '3', value: 'no money', date: '2026-11-09' })).rejects.toThrow();
    expect(await told()).toEqual([['shop', '2026-11-09T00:00:00.000Z', 'file']]);
    await post({ event: 'page_view', order_id: '', value: '0', date: '2026-11-10', ad_id: 'A' });
    expect(await told()).toEqual([['shop', now, 'post']]);
    now = '2026-11-05T00:00:00.000Z';
    await bring(head);
    expect(await told()).toEqual([['shop', '2026-11-10T00:00:00.000Z', 'post']]);
  });

  it('takes what a tracker posts for what its event is called', async () => {
    const hooks = hookHandlers({ store, clock, log: silent, events: createEvents() });
    const tracker = { host: 'gateway', scopes: ['propose'], person: false } as const;
    const { token } = await hooks['learn.openHook'](
      { source: 'anytrack', shop: null, currency: 'USD', time_zone: 'UTC' },
      tracker,
    );
    const post = (eventName: string, transactionId: string, eventValue: number) =>
      hooks['learn.receive'](
        {
          source: 'anytrack',
          token,
          text: JSON.stringify({ eventName, transactionId, eventValue, eventTime: '2026-10-02', ad_id: 'A' }),
        },
        tracker,
      );
    await post('Purchase', 'T1', 100);
    await post('Refund', 'T1', 33.333333);
    expect(await post('InitiateCheckout', '', 80)).toMatchObject({ added: 0, no_sale: 1 });
    await expect(post('quiz_done', '', 0)).rejects.toThrow('"quiz_done" is no known name of a sale');
    expect(await post('FTD', '', 20)).toMatchObject({ added: 1, bad: [] });
    // Trackers put assumed values on stages too.
    await expect(post('MQL', '', 500)).rejects.toThrow('"MQL" is no known name of a sale');
    await expect(post('Chargeback', '', 100)).rejects.toThrow('must name its order');
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 8667, orders: 2, currency: 'USD' });
  });

  it('takes a file of thousands of rows in one step, or nothing of it', async () => {
    const rows = Array.from({ length: 12_345 }, (_, n) => `${n},1.01,EUR,2026-10-02,A,,,`);
    expect(await bring([head, ...rows].join('\n'))).toMatchObject({ added: 12_345 });
    expect(await ask('ad', 'A')).toMatchObject({ total_minor: 12_345 * 101, orders: 12_345 });
    await expect(bring('nothing,of\nuse,here')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
