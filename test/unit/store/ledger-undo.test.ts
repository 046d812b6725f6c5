import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { ordersAt } from '../../../src/main/core/learn/ledger/orders.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { hookHandlers } from '../../../src/main/hosts/handlers/hooks.ts';
import { importConversions, previewConversions } from '../../../src/main/stages/import-conversions.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { silent } from '../../support/silent-log.ts';
import { tempStore } from '../../support/temp-store.ts';
import { at } from './ads.ts';

let store: Store;
let now = at;
const clock = { now: () => now, monotonicMs: () => 0 };
const later = (hours = 1) => {
  now = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
};
beforeEach(async () => {
  now = at;
  store = await tempStore(() => now);
});

const head = 'event_id,order_id,value,currency,date,ad_id,refunded_amount,status,updated_at';
const file = (...rows: string[]) => [head, ...rows].join('\n');
/** Of order 1, on its event of that number. */
const line = (value: number, { no = '1', ad = 'A', status = 'paid', changed = '' } = {}) =>
  `,${no},${value}.00,EUR,2026-10-01,${ad},,${status},${changed}`;

async function bring(text: string, map: object = {}, source = 'shop') {
  later();
  return importConversions(
    { ...store, clock },
    { source, shop: null, text, map, time_zone: 'UTC', currency: null },
  );
}
async function undo(text: string, source = 'shop') {
  later();
  return store.writer.takeBack({ source, words: text, at: now });
}
async function worth(source = 'shop', knownAt: string | null = null): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { ad, minor } of ordersAt(await store.reader.rowsOfSource(source), knownAt))
    if (minor !== 0) sums[ad ?? ''] = (sums[ad ?? ''] ?? 0) + minor / 100;
  return sums;
}
/** What is worth how much after each. */
const after = async (...steps: readonly (() => Promise<unknown>)[]) => {
  const all: Record<string, number>[] = [];
  for (const step of steps) {
    await step();
    all.push(await worth());
  }
  return all;
};

const row = fc.record({
  number: fc.option(fc.constant(true), { freq: 6, nil: false }),
  value: fc.constantFrom(10, 20, 30),
  back: fc.constantFrom('', '0', '5'),
  status: fc.constantFrom('paid', 'paid', 'cancelled', 'pending'),
});
const files = fc.array(
  fc.dictionary(fc.constantFrom('1', '2', '3'), row, { minKeys: 1, noNullPrototype: true }),
  {
    minLength: 2,
    maxLength: 4,
  },
);

type Orders = Readonly<
  Record<string, { number: boolean | null; value: number; back: string; status: string }>
>;
/** The n-th of some files; its last words change on the n-th day, or bear no time. */
const textOf = (orders: Orders, n: number, isDated: boolean): string =>
  file(
    ...Object.entries(orders).map(([no, { number, value, back, status }]) =>
      [
        `e${no}`,
        number ? no : '',
        value,
        'EUR',
        '2026-10-01',
        'A',
        back,
        status,
        isDated ? `2026-10-1${n}` : '',
      ].join(),
    ),
  ) + '\n'.repeat(n);

it('imports, undone and brought again in any order, leave what those that stand say in the order they were brought', async () => {
  let run = 0;
  const numbered = files.map((given) =>
    given.map((orders) =>
      Object.fromEntries(Object.entries(orders).map(([no, one]) => [no, { ...one, number: true }])),
    ),
  );
  // That nothing went back is kept where something had, as of its time: whether something had is a matter of the order.
  const withoutNothing = (orders: Orders): Orders =>
    Object.fromEntries(
      Object.entries(orders).map(([no, one]) => [no, { ...one, back: one.back === '0' ? '' : one.back }]),
    );
  const holds = async (given: Orders[], isDated: boolean, steps: readonly number[]) => {
    run += 1;
    const source = `any ${run}`;
    const texts = given.map((orders, n) => textOf(isDated ? withoutNothing(orders) : orders, n, isDated));
    let standing: string[] = [];
    const past: [string, Record<string, number>][] = [];
    for (const [n, step] of steps.entries()) {
      const text = texts[step % texts.length] as string;
      if (standing.includes(text)) await undo(text, source);
      else await bring(text, {}, source);
      standing = standing.includes(text) ? standing.filter((one) => one !== text) : [...standing, text];
      for (const one of standing) await bring(one, {}, `${source} ${n}`);
      const left = await worth(source);
      expect(left).toEqual(await worth(`${source} ${n}`));
      past.push([now, left]);
    }
    for (const [at, left] of past) expect(await worth(source, at)).toEqual(left);
  };
  const steps = fc.array(fc.nat(3), { minLength: 4, maxLength: 9 });
  const runs = { numRuns: Number(process.env.LEDGER_RUNS ?? 20), seed: Number(process.env.LEDGER_SEED ?? 7) };
  await fc.assert(fc.asyncProperty(numbered, fc.boolean(), steps, holds), runs);
});

it('imports undone one after the other and brought again leave what each of them left, and the same again nothing', async () => {
  let run = 0;
  const holds = async (given: Orders[], isDated: boolean) => {
    run += 1;
    const source = `shop ${run}`;
    const texts = given.map((orders, day) => textOf(orders, day, isDated));
    const states = [await worth(source)];
    for (const text of texts) {
      await bring(text, {}, source);
      states.push(await worth(source));
      expect(await bring(text, {}, source)).toMatchObject({ added: 0, taken_back: 0 });
    }
    for (const _round of [1, 2]) {
      for (const [n, text] of [...texts.entries()].reverse()) {
        await undo(text, source);
        expect(await worth(source)).toEqual(states[n]);
      }
      for (const [n, text] of texts.entries()) {
        await bring(text, {}, source);
        expect(await worth(source)).toEqual(states[n + 1]);
      }
    }
  };
  await fc.assert(fc.asyncProperty(files, fc.boolean(), holds), { numRuns: 15, seed: 5 });
});

it('a late time of change rules no longer than the file that bore it', async () => {
  const [a, wrong, c, d] = [
    file(line(100, { changed: '2026-10-10' })),
    file(line(900, { changed: '2026-12-11' })),
    file(line(150, { changed: '2026-10-13' })),
    file(line(160, { changed: '2026-10-14' })),
  ] as const;
  const all = await after(
    () => bring(wrong),
    () => undo(wrong),
    () => bring(a),
    () => bring(c),
    () => bring(d),
    // What is older than what was said is older still.
    () => bring(`${c}\n`),
  );
  expect(all).toEqual([{ A: 900 }, {}, { A: 100 }, { A: 150 }, { A: 160 }, { A: 160 }]);
});

it('a file whose time of change was read off a wrong column is read anew, and the next counts', async () => {
  const text = [
    'order_id,value,currency,date,ad_id,status,updated_at,ships',
    // The newest on top.
    '1,70.00,EUR,2026-10-01,A,paid,2026-10-12,2027-12-01',
    '1,100.00,EUR,2026-10-01,A,pending,2026-10-10,2027-12-02',
  ].join('\n');
  const all = await after(
    () => bring(text, { updated_at: 'ships', status: null }),
    () => bring(text),
    () => bring(file(line(90, { changed: '2026-10-17' }))),
  );
  expect(all).toEqual([{ A: 100 }, { A: 70 }, { A: 90 }]);
});

it('an older word rules over no newer one, in whatever order files are undone and brought again', async () => {
  const [a, cancelled, c] = [
    file(line(10, { changed: '2026-10-10' })),
    file(line(10, { status: 'cancelled', changed: '2026-10-11' })),
    file(line(30, { changed: '2026-10-12' })),
  ] as const;
  const all = await after(
    () => bring(a),
    () => bring(c),
    () => undo(c),
    () => undo(a),
    () => bring(c),
    () => bring(a),
    () => undo(c),
    () => undo(a),
    // In the place of what was undone, and yet the older.
    () => bring(a),
    () => bring(c),
    () => bring(cancelled),
    () => undo(c),
  );
  expect(all.map(({ A = 0 }) => A)).toEqual([10, 30, 10, 0, 30, 30, 10, 0, 10, 30, 30, 0]);
});

it('files brought newest first leave the newest word also once all were undone and brought again', async () => {
  const [newest, oldest, between] = [
    file(line(10, { status: 'cancelled', changed: '2026-10-18' })),
    file(line(20, { changed: '2026-10-11' })),
    file(line(30, { changed: '2026-10-15' })),
  ] as const;
  const texts = [newest, oldest, between];
  for (const text of texts) await bring(text);
  for (const text of [oldest, newest, between]) await undo(text);
  for (const text of texts) await bring(text);
  expect(await worth()).toEqual({});
});

it('hears that nothing went back any more from the file that also tells what had, the first time', async () => {
  const back = (amount: string, day: number) => `,1,30.00,EUR,2026-10-01,A,${amount},paid,2026-10-${day}`;
  const text = file(back('5.00', 15), back('0', 16));
  await bring(text);
  expect(await worth()).toEqual({ A: 30 });
  expect(await bring(text)).toMatchObject({ added: 0 });
});

it.each([
  ['5.00', '0'],
  ['0', '5.00'],
])(
  'lowers an order by what one of its lines says went back where another of that time says nothing did: %s, %s',
  async (...amounts) => {
    const lines = amounts.map((amount) => `,1,30.00,EUR,2026-10-01,A,${amount},paid,2026-10-15`);
    await bring(file(...lines));
    expect(await worth()).toEqual({ A: 25 });
    await bring(file(...lines));
    expect(await worth()).toEqual({ A: 25 });
  },
);

it('what another said is news again once that one was undone, also where the words carry their time', async () => {
  const b = [line(200, { changed: '2026-10-12' }), line(10, { no: '2', changed: '2026-10-12' })];
  const c = file(...b, line(30, { no: '3', changed: '2026-10-13' }));
  const all = await after(
    () => bring(file(line(100, { changed: '2026-10-10' }))),
    () => bring(file(...b)),
    () => undo(file(...b)),
    () => bring(c),
  );
  expect(all).toEqual([{ A: 100 }, { A: 210 }, { A: 100 }, { A: 240 }]);
});

it('an undo brings back the last word of a file, not its last line', async () => {
  const newestFirst = file(line(200, { changed: '2026-10-12' }), line(100, { changed: '2026-10-10' }));
  const b = file(line(300, { changed: '2026-10-14' }));
  expect(
    await after(
      () => bring(newestFirst),
      () => bring(b),
      () => undo(b),
    ),
  ).toEqual([{ A: 200 }, { A: 300 }, { A: 200 }]);
});

it('a sale that a later file numbers too is one sale once the file is undone that numbered it first', async () => {
  const told = (no: string, value: number) => file(`e1,${no},${value}.00,EUR,2026-10-01,A,,,`);
  const [a, b, c] = [told('', 10), told('1001', 10), told('1001', 12)];
  const all = await after(
    () => bring(a),
    () => bring(b),
    () => bring(c),
    () => undo(b),
    () => undo(c),
  );
  expect(all.map(({ A }) => A)).toEqual([10, 10, 12, 12, 10]);
});

it('the same file again says nothing, also of what another file had said before it', async () => {
  const [monday, tuesday, wednesday] = [
    file(line(100)),
    file(line(100), line(50, { no: '2' })),
    file(line(100), line(100, { status: 'refunded' }), line(50, { no: '2' })),
  ];
  for (const text of [monday, tuesday, wednesday]) await bring(text);
  for (const text of [wednesday, tuesday, wednesday]) {
    expect(await bring(text)).toMatchObject({ added: 0 });
    expect(await worth()).toEqual({ A: 50 });
  }
});

it('a file that is read by another number leaves the orders of others, and tells over how many it read', async () => {
  const mine = file(line(100));
  const text = `${head},other\n${line(120)},X1`;
  await bring(mine);
  expect(await bring(text)).toMatchObject({ added: 1, taken_back: 0 });
  expect(await bring(text, { order_id: 'other' })).toMatchObject({ added: 1, taken_back: 1 });
  expect(await worth()).toEqual({ A: 220 });
  await bring(text);
  expect(await worth()).toEqual({ A: 120 });
  const totals = 'order_id,subtotal,total,currency,date,ad_id\n7,80.00,100.00,EUR,2026-10-01,B';
  await bring(totals, { value: 'subtotal' });
  expect(await bring(totals, { value: 'total' })).toMatchObject({ added: 1, taken_back: 1 });
});

it('an undone import leaves an order the ad that an earlier file gave, and takes its own', async () => {
  const [none, placed, paid, anew] = [
    file(line(100, { ad: '' })),
    file(line(100, { status: 'pending' })),
    file(line(110, { ad: '' })),
    file(line(120, { ad: '' })),
  ];
  const all = await after(
    () => bring(none),
    () => bring(placed),
    () => undo(placed),
    () => bring(placed),
    () => bring(paid),
    () => bring(anew),
    () => undo(anew),
  );
  expect(all.slice(0, 4)).toEqual([{ '': 100 }, { A: 100 }, { '': 100 }, { A: 100 }]);
  expect(all.slice(4)).toEqual([{ A: 110 }, { A: 120 }, { A: 110 }]);
});

it('a source is not heard of by a file that was undone, nor by one that was brought before', async () => {
  const heard = async () => (await store.reader.ledgerTold()).map((told) => told.at);
  await bring(file(line(100)));
  const first = now;
  later(72);
  const wrong = file(line(5, { no: '8' }));
  await bring(wrong);
  await undo(wrong);
  expect(await heard()).toEqual([first]);
  const other = file(line(6, { no: '9' }));
  await bring(other);
  const last = now;
  await undo(wrong);
  expect(await heard()).toEqual([last]);
  later(72);
  await bring(other);
  await bring(file(line(100)));
  expect(await heard()).toEqual([last]);
  await undo(other);
  expect(await heard()).toEqual([first]);
  await undo(file(line(100)));
  expect(await heard()).toEqual([]);
});

it('an undo brings back all that a file said of one event, with and without its order number', async () => {
  const both = file('e1,,10.00,EUR,2026-10-01,A,,paid,', 'e1,1,5.00,EUR,2026-10-01,A,,paid,');
  const anew = file('e1,1,20.00,EUR,2026-10-01,A,,paid,');
  const all = await after(
    () => bring(both),
    () => bring(anew),
    () => undo(anew),
  );
  expect(all).toEqual([{ A: 15 }, { A: 20 }, { A: 15 }]);
});

it('an undone import takes the ad it gave, also where what another said of the order is of a later time', async () => {
  const none = file(line(20, { ad: '', changed: '2026-10-17' }));
  const placed = file(line(20, { changed: '2026-10-14' }));
  const all = await after(
    () => bring(none),
    () => bring(placed),
    () => undo(placed),
    () => bring(placed),
  );
  expect(all).toEqual([{ '': 20 }, { A: 20 }, { '': 20 }, { A: 20 }]);
});

it('an import undone before another that said the same order otherwise counts no more, also once that is undone too', async () => {
  const [first, second] = [file(line(100)), file(line(120, { ad: '' }))];
  const all = await after(
    () => bring(first),
    () => bring(second),
    () => undo(first),
    () => bring(second),
    () => undo(second),
    () => bring(first),
  );
  expect(all).toEqual([{ A: 100 }, { A: 120 }, { '': 120 }, { '': 120 }, {}, { A: 100 }]);
});

it('an order told without its number and undone is not told again once its number is undone too', async () => {
  const bare = file('e1,,10.00,EUR,2026-10-01,A,,paid,');
  const numbered = file('e1,1,20.00,EUR,2026-10-01,A,,paid,');
  const all = await after(
    () => bring(bare),
    () => bring(numbered),
    () => undo(bare),
    () => undo(numbered),
  );
  expect(all).toEqual([{ A: 10 }, { A: 20 }, { A: 20 }, {}]);
});

it('a file counts all that it says of one event, with and without its order number, whatever was said before', async () => {
  const before = file('e1,,30.00,EUR,2026-10-01,A,,paid,');
  const same = file('e1,,30.00,EUR,2026-10-01,A,,paid,', 'e1,1,10.00,EUR,2026-10-01,A,,paid,');
  const cancelled = file('e2,,30.00,EUR,2026-10-02,A,,cancelled,');
  const valid = file('e2,,25.00,EUR,2026-10-02,A,,paid,', 'e2,2,10.00,EUR,2026-10-02,A,,paid,');
  const all = await after(
    () => bring(before),
    () => bring(same),
    () => bring(same),
    () => bring(cancelled),
    () => bring(valid),
    () => bring(valid),
  );
  expect(all).toEqual([{ A: 30 }, { A: 40 }, { A: 40 }, { A: 40 }, { A: 75 }, { A: 75 }]);
  await undo(valid);
  expect(await worth()).toEqual({ A: 40 });
  await bring(valid);
  expect(await worth()).toEqual({ A: 75 });
});

it('an order that two files tell counts once, and until both are undone, in whatever order', async () => {
  const monday = file(line(100), line(50, { no: '2' }));
  const friday = file(line(100), line(60, { no: '2' }), line(7, { no: '3' }));
  const all = await after(
    () => bring(monday),
    () => bring(friday),
    () => undo(monday),
    () => bring(monday),
    () => undo(friday),
    () => bring(friday),
    () => undo(friday),
    () => undo(monday),
  );
  expect(all.map(({ A = 0 }) => A)).toEqual([150, 167, 167, 157, 150, 167, 150, 0]);
});

it('an order keeps the ad that another file names too, and what a file is read without stays with the other', async () => {
  const columns = 'order_id,value,currency,date,ad_id,other';
  const first = `${columns}\n1,100.00,EUR,2026-10-01,A,X1`;
  const all = await after(
    () => bring(first),
    () => bring(`${first}\n`),
    () => bring(`${columns}\n1,120.00,EUR,2026-10-01,,`),
    () => undo(first),
    () => undo(`${first}\n`),
  );
  expect(all).toEqual([{ A: 100 }, { A: 100 }, { A: 120 }, { A: 120 }, { '': 120 }]);
  const second = first.replace('1,100', '2,30');
  await bring(second);
  await bring(`${second}\n`);
  expect(await bring(second, { order_id: 'other' })).toMatchObject({ added: 1, taken_back: 0 });
  expect(await worth()).toEqual({ '': 120, A: 60 });
  await undo(`${second}\n`);
  expect(await worth()).toEqual({ '': 120, A: 30 });
});

it('a file that says nothing new is heard of once, as one that is read by other columns', async () => {
  const heard = async () => (await store.reader.ledgerTold()).map((told) => told.at);
  const known = file(line(100));
  await bring(`${known}\n`);
  later(24);
  await bring(known);
  const last = now;
  expect(await heard()).toEqual([last]);
  later(72);
  expect(await bring(known)).toMatchObject({ added: 0, known: 1 });
  expect(await heard()).toEqual([last]);
  expect(await bring(known, { ad_id: null })).toMatchObject({ added: 1 });
  expect(await heard()).toEqual([last]);
  await undo(known);
  await bring(known);
  expect(await heard()).toEqual([last]);
});

it('what a tracker posts stays where a file of its source told it before, and is heard of as posted once that is undone', async () => {
  const post = async (no: string) => {
    later();
    const text = file(line(100, { no }));
    const given = { source: 'shop', text, map: {}, time_zone: 'UTC', currency: null };
    const told = { source: 'shop', at: now, how: 'post' as const };
    await store.writer.addLedgerRows(previewConversions(given, now).rows, { words: text, shop: null, told });
  };
  const brought = `${file(line(100), line(100, { no: '2' }))}\n`;
  await bring(brought);
  await post('1');
  const posted = now;
  later(24);
  await bring(`${brought}\n`);
  expect(await store.reader.ledgerTold()).toMatchObject([{ at: now, how: 'file' }]);
  await undo(`${brought}\n`);
  await undo(brought);
  expect(await store.reader.ledgerTold()).toMatchObject([{ at: posted, how: 'post' }]);
  expect(await worth()).toEqual({ A: 100 });
});

it('orders without an ad, brought before the one ad account was known, count once when a later file tells them', async () => {
  const [first, second] = ['', `\n${line(20, { no: '3', ad: '' })}`].map((more) =>
    file(line(50, { ad: '' }), line(30, { no: '2', ad: '' })).concat(more),
  ) as [string, string];
  await bring(first);
  await store.writer.saveMetaAccount({ id: '1', name: 'Fjord', currency: 'EUR', timeZone: 'UTC' }, now);
  expect(await bring(second)).toMatchObject({ added: 1, known: 2 });
  expect(await bring(file(line(60, { ad: '' })))).toMatchObject({ added: 1 });
  expect(await worth()).toEqual({ '': 110 });
  await undo(first);
  expect(await worth()).toEqual({ '': 110 });
});

it('orders of nobody that the one ad account told anew stay its own once another is connected', async () => {
  const connect = (id: string) =>
    store.writer.saveMetaAccount({ id, name: `Client ${id}`, currency: 'EUR', timeZone: 'UTC' }, now);
  const sums = async () => {
    const of: Record<string, number> = {};
    const rows = await Promise.all(['shop', 'till'].map((source) => store.reader.rowsOfSource(source)));
    for (const { account, minor } of ordersAt(rows.flat(), null))
      of[account ?? 'nobody'] = (of[account ?? 'nobody'] ?? 0) + minor / 100;
    return of;
  };
  const [first, corrected] = [50, 60].map((value) => file(line(value, { ad: '' }))) as [string, string];
  const both = file(line(50, { ad: '' }), line(30, { no: '2', ad: '' }));
  await bring(first);
  await bring(both);
  await bring(both, {}, 'till');
  await connect('1');
  await bring(corrected);
  expect(await sums()).toEqual({ '1': 60, nobody: 30 });
  await connect('2');
  expect(await sums()).toEqual({ '1': 60, nobody: 30 });
  await undo(first);
  expect(await sums()).toEqual({ '1': 60, nobody: 30 });
  await undo(corrected);
  expect(await sums()).toEqual({ '1': 50, nobody: 30 });
});

it('orders of nobody are of neither of two ad accounts that are connected together', async () => {
  await bring(file(line(50, { ad: '' })));
  for (const id of ['1', '2'])
    await store.writer.saveMetaAccount({ id, name: `Client ${id}`, currency: 'EUR', timeZone: 'UTC' }, now);
  expect((await store.reader.rowsOfSource('shop')).map(({ account }) => account)).toEqual([null]);
});

/** A client with an ad of its own. */
const connect = async (id: string) => {
  await store.writer.saveMetaAccount({ id, name: `Client ${id}`, currency: 'EUR', timeZone: 'UTC' }, now);
  const common = { status: 'ACTIVE', effectiveStatus: 'ACTIVE' };
  const campaign = { ...common, id: `${id}1`, name: `Campaign of ${id}`, dailyBudgetMinor: null };
  const ad = { ...common, id: `${id}01`, name: `Video of ${id}`, campaignId: `${id}1`, adSetId: `${id}9` };
  const structure = {
    campaigns: [{ ...campaign, lifetimeBudgetMinor: null, objective: null }],
    ads: [{ ...ad, creativeId: null, createdAt: null }],
  };
  await store.writer.saveStructure(id, structure, now);
};
const caller = { host: 'gateway', scopes: ['propose'], person: false } as const;
const tracker = async (source: string) => {
  const hooks = hookHandlers({ store, clock, log: silent, events: createEvents() });
  const hook = { source, shop: null, currency: 'EUR', time_zone: 'UTC' };
  const { token } = await hooks['learn.openHook'](hook, caller);
  return (order_id: string, value: number, event = 'purchase', names: object = {}) => {
    later();
    const order = { event, order_id: `${source} ${order_id}`, value: `${value}`, date: '2026-10-02' };
    const told = { ...order, ...names };
    return hooks['learn.receive']({ source, token, text: JSON.stringify(told) }, caller);
  };
};

const sums = async (source: string) =>
  ordersAt(await store.reader.rowsOfSource(source), null).map(({ account, minor }) => [account, minor]);

it('a tracker that was let in before any ad account was known tells on of what it told of the one, once another is connected', async () => {
  const [shop, quiet] = [await tracker('anytrack'), await tracker('voluum')];
  const elsewhere = { ad_id: 'utm of no ad' };
  for (const post of [shop, quiet]) {
    await post('1', 50);
    await post('2', 30);
    await post('3', 25, 'purchase', elsewhere);
  }
  await connect('1');
  await shop('1', 60);
  await connect('2');
  for (const post of [shop, quiet]) {
    await post('1', 70);
    await post('1', 10, 'refund');
    await post('2', 10, 'refund');
    await post('3', 35, 'purchase', elsewhere);
  }
  // By its words the ad of the other, whose sales it tells as well.
  await shop('4', 80, 'purchase', { ad_id: 'Video of 2' });
  await shop('5', 40, 'purchase', { campaign_id: 'Campaign of 2' });
  await shop('6', 30, 'purchase', elsewhere);
  // An order of the other by the number of one that the first has; what names no ad of it may be of either then.
  await shop('1', 90, 'purchase', { ad_id: 'Video of 2' });
  await shop('1', 20, 'refund', { date: '2026-10-09' });
  await shop('1', 75);
  expect(await sums('anytrack')).toEqual([
    [null, 5500],
    ['1', 6000],
    ['2', 9000],
    // What it told nothing of while the first was alone may be of either.
    [null, 2000],
    [null, 3500],
    ['2', 8000],
    ['2', 4000],
    [null, 3000],
  ]);
  expect(await sums('voluum')).toEqual([
    [null, 6000],
    [null, 2000],
    [null, 3500],
  ]);
  expect((await store.reader.hooks()).map(({ shop }) => shop)).toEqual([null, null]);
});

/** A tracker that told of an order while its client was the only one, and another is connected since. */
const orderOfFirst = async () => {
  const shop = await tracker('anytrack');
  await shop('1', 50);
  await connect('1');
  await shop('1', 60);
  await connect('2');
  return shop;
};

it('an order of another day or currency than the one of its number is of another client', async () => {
  const shop = await orderOfFirst();
  await shop('1', 99, 'purchase', { date: '2026-10-31' });
  await shop('1', 98, 'purchase', { currency: 'USD' });
  expect(await sums('anytrack')).toEqual([
    [null, 9800],
    ['1', 6000],
  ]);
  // What became of its own is the first's still; what tells of no sale may be of either.
  await shop('1', 70, 'purchase', { date: '2026-10-03' });
  await shop('1', 10, 'refund');
  expect(await sums('anytrack')).toEqual([
    [null, 9800],
    ['1', 7000],
  ]);
});

it.each([
  ['was not paid at first', 'failed', '2026-10-02'],
  ['was given back and bought again', 'refunded', '2026-10-02'],
  ['was pending for forty days', 'pending', '2026-11-11'],
])('an order that %s stays of its own client once it is paid', async (_what, status, date) => {
  const shop = await tracker('anytrack');
  await shop('1', 50);
  await connect('1');
  await shop('1', 50, 'purchase', { status });
  await connect('2');
  await shop('1', 60, 'purchase', { status: 'paid', date });
  expect(await sums('anytrack')).toEqual([['1', 6000]]);
});

it('an order is void whenever it is said to be', async () => {
  const shop = await orderOfFirst();
  await shop('1', 60, 'order cancelled', { date: '2026-12-02' });
  expect(await sums('anytrack')).toEqual([['1', 0]]);
});
