import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/main/core/learn/ledger/answer.ts';
import { epochDayIn } from '../../../../../src/main/core/learn/ledger/days.ts';
import { orderRowsOf, salesCycle } from '../../../../../src/main/core/learn/ledger/delays.ts';
import { ordersAt } from '../../../../../src/main/core/learn/ledger/orders.ts';
import { convert, rateOn } from '../../../../../src/main/core/learn/ledger/rates.ts';
import type { LedgerRow } from '../../../../../src/main/core/learn/ledger/row.ts';
import { type Tellers, tellersOf, toldSales } from '../../../../../src/main/core/learn/ledger/tellers.ts';
import { dayIn } from '../../../../../src/main/core/learn/meta/days.ts';

const row = (change: Partial<LedgerRow>): LedgerRow => ({
  source: 'shop',
  eventId: 'order 1',
  order: '1',
  kind: 'order',
  status: 'approved',
  minor: 5000,
  currency: 'EUR',
  happenedAt: '2026-09-01T10:00:00.000Z',
  beganAt: null,
  saidAt: null,
  learntAt: '2026-09-02T00:00:00.000Z',
  ad: 'A',
  campaign: null,
  shop: null,
  account: null,
  ...change,
});
const refund = (change: Partial<LedgerRow>): LedgerRow =>
  row({ kind: 'refund', eventId: 'r1', minor: -2000, learntAt: '2026-09-10T00:00:00.000Z', ...change });
const total = (rows: readonly LedgerRow[], knownAt: string | null = null): number =>
  ordersAt(rows, knownAt).reduce((sum, { minor }) => sum + minor, 0);

/** No other source tells of any sale. */
const none: Tellers = { standsAside: () => false, changes: () => [] };

describe('what is known of an order', () => {
  it('is the last word of its source, less what went back', () => {
    const later = row({ minor: 6000, learntAt: '2026-09-05T00:00:00.000Z' });
    expect(total([row({}), later])).toBe(6000);
    expect(total([row({}), later, refund({})])).toBe(4000);
    expect(
      total([row({}), later, refund({}), row({ status: 'refunded', learntAt: '2026-09-11T00:00:00.000Z' })]),
    ).toBe(0);
  });

  it('follows what the source says of time, not the order in which it came', () => {
    const first = row({ saidAt: '2026-09-01T11:00:00.000Z', learntAt: '2026-09-20T00:00:00.000Z' });
    const second = row({
      minor: 7000,
      saidAt: '2026-09-03T11:00:00.000Z',
      learntAt: '2026-09-04T00:00:00.000Z',
    });
    expect(total([first, second])).toBe(7000);
  });

  it('can be asked for as of any day', () => {
    const rows = [row({}), refund({})];
    expect(total(rows, '2026-09-01T00:00:00.000Z')).toBe(0);
    expect(total(rows, '2026-09-05T00:00:00.000Z')).toBe(5000);
    expect(total(rows)).toBe(3000);
  });

  it('counts a sale once whoever tells of it, by the CRM first, and takes the ad from whoever knows it', () => {
    const rows = [
      row({ source: 'anytrack', order: '#1 ', eventId: 'a', minor: 5100 }),
      row({ source: 'hubspot', order: '1', eventId: 'deal 9', minor: 5000, ad: null }),
      row({ source: 'conversions-api', eventId: 'c', minor: 4900 }),
    ];
    expect(ordersAt(rows, null)).toMatchObject([
      { source: 'hubspot', minor: 5000, ad: 'A', alsoIn: ['anytrack', 'conversions-api'] },
    ]);
    // A deal that is still open says nothing against a sale that a tracker saw.
    rows[1] = { ...(rows[1] as LedgerRow), status: 'open' };
    expect(ordersAt(rows, null)).toMatchObject([{ source: 'anytrack', minor: 5100 }]);
  });

  it('counts two orders where two shops give them the same number', () => {
    const two = [row({ shop: 'fjord', ad: 'A' }), row({ shop: 'sakura', ad: 'B', minor: 9000 })];
    const worth = (rows: LedgerRow[]) => ordersAt(rows, null).map(({ ad, minor }) => [ad, minor]);
    expect(worth(two)).toEqual([
      ['A', 5000],
      ['B', 9000],
    ]);
    // Nobody said which shop, but one sale is not paid by the ads of two accounts.
    const unsaid = two.map((one, n) => ({ ...one, shop: null, account: `act ${n}` }));
    expect(worth(unsaid)).toEqual(worth(two));
    // Who names no shop tells of the one that it does not contradict, in whatever order it comes.
    const known = two.map((one, n) => ({ ...one, account: `act ${n}` }));
    const hubspot = row({ source: 'hubspot', eventId: 'deal 9', minor: 8800, account: 'act 1', ad: 'B' });
    for (const rows of [
      [...known, hubspot],
      [hubspot, ...known],
    ])
      expect(worth(rows)).toEqual([
        ['A', 5000],
        ['B', 8800],
      ]);
    // A deal without an ad may be of either shop: it is taken for neither.
    expect(worth([...known, { ...hubspot, account: null, ad: null }])).toContainEqual(['A', 5000]);
    expect(worth([row({ shop: 'fjord' }), { ...hubspot, account: null, ad: null }])).toEqual([['A', 8800]]);
  });

  it('counts one order of an ad account, whatever names its shop was given', () => {
    const named = ['webshop', 'my store', null].map((shop, n) =>
      row({ shop, account: 'act 1', eventId: `e${n}` }),
    );
    const adless = row({ source: 'anytrack', shop: 'webshop', ad: null });
    expect(ordersAt([...named, adless], null)).toMatchObject([{ minor: 5000 }]);
  });

  it('takes no figures of a row of unknown account for an order of one that is known', () => {
    const own = row({ shop: 'act 1', account: 'act 1' });
    const deal = row({ source: 'hubspot', eventId: 'deal 9', minor: 9000, ad: null });
    expect(ordersAt([own, deal], null).map(({ ad, minor }) => [ad, minor])).toContainEqual(['A', 5000]);
  });

  it('keeps sales without a number apart, since nothing says that they are one', () => {
    const rows = [row({ order: null, eventId: 'x' }), row({ order: null, eventId: 'x', source: 'anytrack' })];
    expect(ordersAt(rows, null)).toHaveLength(2);
  });

  it('is worth nothing, not less, once it was paid back and charged back too', () => {
    const back = refund({ minor: -5000 });
    expect(total([row({}), back, { ...back, eventId: 'r2' }])).toBe(0);
  });

  it('stays void where its sale is told in other words, until it is sold again', () => {
    const end = row({
      eventId: 'void 1',
      status: 'declined',
      minor: 0,
      happenedAt: '2026-09-03T10:00:00.000Z',
    });
    const again = row({ campaign: 'C', learntAt: '2026-09-09T00:00:00.000Z' });
    expect(total([row({}), end, again])).toBe(0);
    expect(total([row({}), end, { ...again, happenedAt: '2026-09-05T10:00:00.000Z' }])).toBe(5000);
    expect(total([row({}), end, { ...again, saidAt: '2026-09-06T10:00:00.000Z' }])).toBe(5000);
  });

  it('stays void so too where its events have ids of their own, but not for a payment that failed before', () => {
    const end = row({ eventId: 'e2', status: 'declined', happenedAt: '2026-09-03T10:00:00.000Z' });
    const again = row({ campaign: 'C', learntAt: '2026-09-09T00:00:00.000Z' });
    expect(total([row({}), end, again])).toBe(0);
    expect(total([row({}), { ...end, happenedAt: '2026-08-31T10:00:00.000Z' }, again])).toBe(5000);
  });

  it('lets a refund wait for its order', () => {
    expect(ordersAt([refund({})], null)).toEqual([]);
  });

  it('takes back what went back, whichever source knows of it, and once', () => {
    const deal = row({ source: 'hubspot', eventId: 'deal 9' });
    expect(total([deal, refund({})])).toBe(3000);
    expect(total([deal, row({ source: 'anytrack' }), refund({}), refund({ source: 'anytrack' })])).toBe(3000);
    expect(total([deal, refund({}), refund({ eventId: 'r2', minor: -500 })])).toBe(2500);
    expect(ordersAt([deal, row({ status: 'refunded' })], null)).toMatchObject([
      { source: 'hubspot', status: 'refunded', minor: 0 },
    ]);
    // That a tracker declines a sale is no money that went back.
    const declined = [deal, row({ status: 'declined' }), row({ source: 'anytrack', minor: 4000 })];
    expect(answerOf(ask, { ...known, rows: declined })).toMatchObject({
      total_minor: 5000,
      by_source: [{ source: 'hubspot', minor: 5000 }],
      declined_by: [{ source: 'shop', minor: 5000, orders: 1 }],
    });
  });

  it('takes a refund in another currency by the rate of the day, or tells it beside the total', () => {
    const rows = [row({}), refund({ currency: 'USD', minor: -1000 })];
    const told = (rates: typeof known.rates) => answerOf(ask, { ...known, rows, rates });
    expect(told(known.rates)).toMatchObject({ total_minor: 4083, orders: 1, unconverted: [] });
    expect(told([])).toMatchObject({
      total_minor: 5000,
      unconverted: [{ currency: 'USD', minor: -1000, orders: 0 }],
    });
    const place = {
      timeZone: 'UTC',
      currency: 'EUR',
      tellers: none,
      armOf: () => 'arm',
    };
    const clicked = rows.map((one) => ({ ...one, beganAt: '2026-08-31T00:00:00.000Z' }));
    const worth = orderRowsOf(clicked, { ...place, given });
    expect(worth.reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(4083);
    // What went back at the rate of its own day, with the bank's fee, was worth more than the order.
    const more = clicked.map((one) => (one.kind === 'refund' ? { ...one, minor: -9000 } : one));
    expect(answerOf(ask, { ...known, rows: more })).toMatchObject({ total_minor: 0, orders: 0 });
    expect(orderRowsOf(more, { ...place, given }).reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(
      0,
    );
  });
});

it('tells of a sale that is worth something again from when that was known, not from when it was bought', () => {
  const said = (day: string, change: Partial<LedgerRow>) =>
    row({ beganAt: '2026-08-31T00:00:00.000Z', learntAt: `2026-09-${day}T10:00:00.000Z`, ...change });
  const rows = [said('02', {}), said('05', { status: 'declined' }), said('09', {})];
  const place = { timeZone: 'UTC', currency: 'EUR', given: [], tellers: tellersOf(toldSales(rows)) };
  const days = orderRowsOf(rows, { ...place, armOf: () => 'arm' });
  expect(
    days.map(({ observedDay, valueMinor }) => [
      new Date(observedDay * 86_400_000).toISOString().slice(5, 10),
      valueMinor,
    ]),
  ).toEqual([
    ['09-01', 5000],
    ['09-05', -5000],
    ['09-09', 5000],
  ]);
});

describe('sources that know the same sales by other numbers, or by none', () => {
  const deal = row({ source: 'hubspot', order: null, eventId: 'deal 7', minor: 10_000 });
  const tracked = row({ source: 'anytrack', order: 'T-1', eventId: 'T-1', minor: 10_000 });
  const more = row({ source: 'anytrack', order: 'T-2', eventId: 'T-2', minor: 100 });
  const sent = row({ source: 'conversions-api', order: null, eventId: 'evt-9', minor: 10_000 });
  const told = (rows: LedgerRow[]) => answerOf(ask, { ...known, rows });

  it('are never added to the one that knows most; they stand beside it by name', () => {
    expect(told([deal, tracked, more, sent])).toMatchObject({
      total_minor: 10_100,
      by_source: [{ source: 'anytrack' }],
      not_matched: [
        { source: 'conversions-api', minor: 10_000, orders: 1 },
        { source: 'hubspot', minor: 10_000, orders: 1 },
      ],
    });
    expect(told([deal])).toMatchObject({ total_minor: 10_000, not_matched: [] });
  });

  it('count every number once, whatever the source is called', () => {
    const shop = [row({ order: 'T-1', minor: 10_000 }), row({ order: 'T-9', eventId: 'order 9', minor: 7 })];
    expect(told([tracked, more, ...shop])).toMatchObject({ total_minor: 10_107, not_matched: [] });
    const monthly = ['09', '10', '11'].map((month) =>
      row({ source: `shop-${month}`, order: month, eventId: month }),
    );
    expect(told(monthly)).toMatchObject({ total_minor: 15_000, orders: 3, not_matched: [] });
  });

  it('have what bears no number stand aside, of the one that knows most too', () => {
    const number = (order: string, source: string) =>
      row({ source, order, eventId: `${source} ${order}`, minor: 10_000 });
    const deals = [number('77', 'hubspot'), deal, { ...deal, eventId: 'deal 8' }];
    expect(told([...deals, number('77', 'shop'), number('78', 'shop')])).toMatchObject({
      total_minor: 20_000,
      not_matched: [{ source: 'hubspot', minor: 20_000, orders: 2 }],
    });
    // Where none bears a number and none knows more, the one that knows best what was paid counts.
    expect(told([deal, { ...deal, source: 'anytrack', minor: 9 }])).toMatchObject({
      total_minor: 10_000,
      not_matched: [{ source: 'anytrack' }],
    });
  });

  it('count what has no number where it is too old to be one of the numbered ones', () => {
    const on = (day: string, of: LedgerRow): LedgerRow => ({
      ...of,
      happenedAt: `2026-${day}T10:00:00.000Z`,
    });
    const past = [on('03-01', { ...deal, eventId: 'deal 5' }), on('08-20', { ...deal, eventId: 'deal 6' })];
    expect(told([...past, on('09-01', tracked)])).toMatchObject({
      total_minor: 20_000,
      not_matched: [{ source: 'hubspot', minor: 10_000, orders: 1 }],
    });
    // Of two that both know none of its numbers the one that knows most counts, as where nobody numbers any.
    expect(told([...past, on('03-01', sent), on('09-01', tracked)])).toMatchObject({
      total_minor: 20_000,
      not_matched: [
        { source: 'conversions-api', orders: 1 },
        { source: 'hubspot', orders: 1 },
      ],
    });
  });

  it('count again once the other source tells of no sales for 28 days', () => {
    const on = (day: string, of: LedgerRow): LedgerRow => ({
      ...of,
      happenedAt: `2026-${day}T10:00:00.000Z`,
    });
    const deals = ['01-10', '02-10', '06-05', '09-01'].map((day) => on(day, { ...deal, eventId: day }));
    const tried = ['01-01', '01-09'].map((day) =>
      on(day, { ...tracked, order: day, eventId: day, minor: 1 }),
    );
    expect(told([...deals, ...tried, on('09-02', tracked)])).toMatchObject({
      total_minor: 20_000 + 2 + 10_000,
      not_matched: [{ source: 'hubspot', minor: 20_000, orders: 2 }],
    });
  });

  it('are told on an earlier day as they were known then, in answers and to budgets', () => {
    const learnt = (day: string, of: LedgerRow): LedgerRow => ({
      ...of,
      beganAt: '2026-08-31T00:00:00.000Z',
      learntAt: `2026-${day}T00:00:00.000Z`,
    });
    const crm = ['e1', 'e2'].map((eventId) => learnt('09-02', { ...deal, source: 'crm', eventId }));
    const rows = [...crm, learnt('11-20', { ...tracked, minor: 1 })];
    const then = answerOf({ ...ask, known_at: '2026-10-01T00:00:00.000Z' }, { ...known, rows });
    expect(then).toMatchObject({ total_minor: 20_000, not_matched: [] });
    expect(told(rows)).toMatchObject({ total_minor: 1, not_matched: [{ source: 'crm', minor: 20_000 }] });
    const place = { timeZone: 'UTC', currency: 'EUR', given: [], tellers: tellersOf(toldSales(rows)) };
    const paid = orderRowsOf(rows, { ...place, armOf: () => 'arm' });
    const by = (day: string) =>
      paid
        .filter(({ observedDay }) => observedDay <= Date.parse(day) / 86_400_000)
        .reduce((sum, { valueMinor }) => sum + valueMinor, 0);
    expect([by('2026-10-01'), by('2026-11-21')]).toEqual([20_000 + 1, 1]);
  });

  it('add up beside the refund of an order that nobody told of: that is no sale', () => {
    expect(told([deal, refund({ order: '55', minor: -1000 })])).toMatchObject({
      total_minor: 10_000,
      not_matched: [],
    });
  });

  it('add up where each says its shop and the shops differ', () => {
    const rows = [tracked, more, deal].map((one) => ({ ...one, shop: one.source }));
    expect(told(rows)).toMatchObject({ total_minor: 20_100, not_matched: [] });
  });

  it('pay a budget by the rates that were given by then, and by corrected ones from when they were', () => {
    const dollar = row({ currency: 'USD', minor: 10_000, beganAt: '2026-08-31T00:00:00.000Z' });
    const place = { timeZone: 'UTC', currency: 'EUR', tellers: none, armOf: () => 'arm' };
    const rated = (day: string, rate: string | null, givenAt: string) => ({
      ...{ from: 'USD', to: 'EUR', day, rate, givenAt: `2026-${givenAt}T12:00:00.000Z` },
    });
    const paid = (...rates: ReturnType<typeof rated>[]) =>
      orderRowsOf([dollar], { ...place, given: rates }).map(({ observedDay, valueMinor }) => [
        new Date(observedDay * 86_400_000).toISOString().slice(5, 10),
        valueMinor,
      ]);
    const first = rated('2026-08-01', '0.9', '08-01');
    expect(paid(first)).toEqual([['09-01', 9000]]);
    expect(paid(first, rated('2026-08-01', '0.8', '10-05'))).toEqual([
      ['09-01', 9000],
      ['10-05', -1000],
    ]);
    expect(paid(first, rated('2026-08-01', null, '10-05'))).toEqual([
      ['09-01', 9000],
      ['10-05', -9000],
    ]);
    // A rate of a later day is none of this order's; the first one makes it known as if it had been there.
    expect(paid(first, rated('2026-10-05', '0.8', '10-05'))).toEqual([['09-01', 9000]]);
    expect(paid(rated('2026-08-01', '0.8', '10-05'))).toEqual([['09-01', 8000]]);
  });

  it.each([
    ['the same one after the other', (_: number) => 0],
    ['one first and then the other', (index: number) => index % 2],
    ['two at a time', (index: number) => Math.floor(index / 2) % 2],
  ])('that tell of the same sales in turn, %s, count each for good, of one of them', (_how, secondAt) => {
    const count = 2000;
    const minute = (of: number) => new Date(Date.UTC(2026, 0, 1) + of * 60_000).toISOString();
    const rows = Array.from({ length: count }, (_, index) =>
      ['crm', 'anytrack'].map((source, at) =>
        row({
          source,
          order: null,
          eventId: `e${index}`,
          happenedAt: minute(60 * index),
          beganAt: minute(60 * index - 30),
          learntAt: minute(60 * index + (at === secondAt(index) ? 100 : 200)),
        }),
      ),
    ).flat();
    const place = { timeZone: 'UTC', currency: 'EUR', given: [], tellers: tellersOf(toldSales(rows)) };
    const paid = orderRowsOf(rows, { ...place, armOf: () => 'arm' });
    expect(paid.reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(count * 5000);
    // The first few may be taken back, while one sale more is a tenth more.
    expect(paid.length).toBeLessThan(1.2 * count);
  });

  it('count of the one that led until another knows a tenth more, looking back too', () => {
    const told = (source: string, sales: number, day: string) =>
      Array.from({ length: sales }, (_, index) =>
        row({ source, order: null, eventId: `${source} ${index}`, learntAt: `2026-${day}T00:00:00.000Z` }),
      );
    const rows = [...told('crm', 20, '09-02'), ...told('anytrack', 22, '09-03')];
    const counted = (all: LedgerRow[], at: string) =>
      answerOf({ ...ask, known_at: `2026-${at}T00:00:00.000Z` }, { ...known, rows: all }).by_source;
    expect(counted(rows, '09-04')).toEqual([{ source: 'crm', minor: 100_000, orders: 20 }]);
    const more = [...rows, ...told('anytrack', 23, '09-05')];
    expect(counted(more, '09-04')).toEqual([{ source: 'crm', minor: 100_000, orders: 20 }]);
    expect(counted(more, '09-06')).toEqual([{ source: 'anytrack', minor: 115_000, orders: 23 }]);
  });

  it('stand aside no longer once what they stood aside for was taken back, or dated anew', () => {
    const views = { source: 'views', order: '7', eventId: 'v7' };
    const back = { takenBack: true, status: 'declined' as const, learntAt: '2026-09-20T00:00:00.000Z' };
    const till = row({ source: 'till', order: null, eventId: 't1', minor: 10_000 });
    const counted = (all: LedgerRow[], at: string) =>
      answerOf({ ...ask, known_at: `2026-${at}T12:00:00.000Z` }, { ...known, rows: all }).by_source;
    const taken = [row({ ...views, ad: null }), till, row({ ...views, ...back, ad: null })];
    expect(counted(taken, '09-10')).toEqual([]);
    expect(counted(taken, '09-21')).toEqual([{ source: 'till', minor: 10_000, orders: 1 }]);
    const { takenBack: _, ...learnt } = { ...back, status: 'approved' as const };
    const dated = [
      ...taken.slice(0, 2),
      row({ ...views, ...learnt, ad: null, happenedAt: '2026-03-01T00:00:00.000Z' }),
    ];
    expect(counted(dated, '09-10')).toEqual([]);
    expect(counted(dated, '09-21')).toEqual([{ source: 'till', minor: 10_000, orders: 1 }]);
  });

  it('stand aside by what was known then, which changes at the moments that are named', () => {
    fc.assert(
      fc.property(fc.array(toldRow, { maxLength: 14 }), (rows) => {
        const all = tellersOf(toldSales(rows));
        const moments = [...new Set(rows.map(({ learntAt }) => learntAt))].sort();
        for (const sale of ordersAt(rows, null)) {
          const changes = all.changes(sale);
          let before: boolean | undefined;
          for (const moment of moments) {
            const then = toldSales(rows.filter(({ learntAt }) => learntAt <= moment));
            const aside = all.standsAside(sale, moment);
            if (then.some(({ source }) => source === sale.source))
              expect(aside).toBe(tellersOf(then).standsAside(sale, null));
            if (before !== undefined && aside !== before) expect(changes).toContain(moment);
            before = aside;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('pay no budget twice', () => {
    const rows = [tracked, more, row({ order: null, eventId: 'order 55' })];
    const clicked = rows.map((one) => ({ ...one, beganAt: '2026-08-31T00:00:00.000Z' }));
    const place = { timeZone: 'UTC', currency: 'EUR', given: [], tellers: tellersOf(toldSales(rows)) };
    expect(orderRowsOf(clicked, { ...place, armOf: () => 'arm' }).map(({ order }) => order)).toEqual([
      't-1',
      't-2',
    ]);
  });
});

const minute = fc
  .integer({ min: 0, max: 60 * 24 * 90 })
  .map((m) => new Date(Date.UTC(2026, 5, 1) + m * 60_000).toISOString());
const anyRow: fc.Arbitrary<LedgerRow> = fc.record({
  source: fc.constantFrom('hubspot', 'anytrack', 'shop', 'conversions-api'),
  eventId: fc.constantFrom('e1', 'e2', 'e3'),
  order: fc.constantFrom(null, '1', '#1', '2'),
  kind: fc.constantFrom('order' as const, 'refund' as const),
  status: fc.constantFrom(
    'approved' as const,
    'pending' as const,
    'open' as const,
    'declined' as const,
    'refunded' as const,
  ),
  minor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
  happenedAt: minute,
  beganAt: fc.option(minute),
  saidAt: fc.option(minute),
  learntAt: minute,
  ad: fc.constantFrom(null, 'A', 'B'),
  campaign: fc.constantFrom(null, 'C'),
  shop: fc.constantFrom(null, 's1', 's2'),
  account: fc.constantFrom(null, 'a1', 'a2'),
});
/** Sales of few sources, days and moments, some of them taken back. */
const toldRow: fc.Arbitrary<LedgerRow> = anyRow.chain((one) =>
  fc
    .record({
      source: fc.constantFrom('till', 'crm', 'anytrack'),
      kind: fc.constant('order' as const),
      order: fc.constantFrom(null, null, '1'),
      takenBack: fc.constantFrom(false, false, true),
      saidAt: fc.constant(null),
      account: fc.constant(null),
      happenedAt: fc
        .integer({ min: 0, max: 4 })
        .map((n) => new Date(Date.UTC(2026, 5, 1 + 20 * n)).toISOString()),
      learntAt: fc.integer({ min: 0, max: 6 }).map((n) => new Date(Date.UTC(2026, 8, 1 + n)).toISOString()),
    })
    .map((change) => ({ ...one, ...change })),
);
const at = '2026-09-02T00:00:00.000Z';
const ask = { kind: 'ad', id: 'A', currency: 'EUR' } as const;
const known = {
  place: { ads: ['A'], campaigns: [], account: null, several: [] },
  metaDays: [],
  rates: [{ from: 'USD', to: 'EUR', day: '2026-07-01', rate: '0.9173' }],
  now: '2026-08-15T00:00:00.000Z',
};

const given = known.rates.map((rate) => ({ ...rate, givenAt: '2026-07-01T08:00:00.000Z' }));

it('tells what Meta reports in the currency that was asked for, by the rate of each day, or says what has none', () => {
  const account = { id: '1', currency: 'USD', timeZone: 'UTC', sales: [], ordersSince: null };
  const metaDays = ['2026-06-30', '2026-07-02'].map((day) => ({
    day,
    minor: 1000,
    orders: 2,
    settled: true,
  }));
  const place = { ...known.place, account: { ...account, actionType: 'purchase', window: '7d_click' } };
  const told = (currency: string) => answerOf({ ...ask, currency }, { ...known, place, metaDays, rows: [] });
  expect(told('EUR')).toMatchObject({
    total_minor: 917,
    by_source: [{ source: 'meta', minor: 917, orders: 2 }],
    unconverted: [{ currency: 'USD', minor: 1000, orders: 2 }],
    rates: known.rates,
  });
  expect(told('USD')).toMatchObject({ total_minor: 2000, unconverted: [], rates: [] });
  expect(told('GBP')).toMatchObject({
    total_minor: null,
    unconverted: [{ currency: 'USD', minor: 2000, orders: 4 }],
  });
});

describe('for any rows', () => {
  it('replaying them and any order of arrival change nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = [...rows, ...rows]
          .map((each) => ({ each, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(answerOf(ask, { ...known, rows: shuffled })).toEqual(answerOf(ask, { ...known, rows }));
      }),
      { numRuns: 200 },
    );
  });

  it('what was known then is what the rows that were known then say', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), fc.nat(24), (rows, nth) => {
        const then = rows[nth % rows.length]?.learntAt ?? '2026-09-02T00:00:00.000Z';
        const told = rows.filter(({ learntAt }) => learntAt <= then);
        const [all, past] = [rows, told].map((some) => tellersOf(toldSales(some)));
        expect(ordersAt(rows, then)).toEqual(ordersAt(told, null));
        // What is only open yet is worth nothing either way.
        const orders = ordersAt(told, null).filter(({ status }) => status !== 'open');
        expect(orders.map((one) => all?.standsAside(one, then))).toEqual(
          orders.map((one) => past?.standsAside(one, null)),
        );
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('the parts add up to the total to the last unit, by source and by what is settled', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 40 }), (rows) => {
        const found = answerOf(ask, { ...known, rows });
        const bySource = found.by_source.reduce((sum, { minor }) => sum + minor, 0);
        expect(bySource).toBe(found.total_minor);
        expect((found.settled_minor ?? 0) + (found.provisional_minor ?? 0)).toBe(found.total_minor);
        expect(found.by_source.reduce((sum, { orders }) => sum + orders, 0)).toBe(found.orders);
      }),
      { numRuns: 200 },
    );
  });

  it('days add up to the whole time', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), fc.integer({ min: 0, max: 88 }), (rows, cut) => {
        const day = (n: number): string => new Date(Date.UTC(2026, 5, 1 + n)).toISOString().slice(0, 10);
        const of = (span: object): number =>
          answerOf({ ...ask, ...span }, { ...known, rows }).total_minor ?? 0;
        expect(of({ until: day(cut) }) + of({ since: day(cut + 1) })).toBe(of({}));
      }),
      { numRuns: 100 },
    );
  });

  it('the rows for the delay model add up to what every order is worth', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), (rows) => {
        const place = {
          timeZone: 'UTC',
          currency: 'EUR',
          given,
          tellers: none,
          armOf: () => 'arm',
        };
        const sums = new Map<string, number>();
        for (const { order, valueMinor } of orderRowsOf(rows, place))
          sums.set(order, (sums.get(order) ?? 0) + valueMinor);
        for (const order of ordersAt(rows, null)) {
          if (order.beganAt === null || order.source === 'hubspot' || order.currency !== 'EUR') continue;
          if (order.refunds.length > 0) continue;
          if (sums.has(order.sale) || order.minor !== 0)
            expect(sums.get(order.sale) ?? 0, order.sale).toBe(order.minor);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('days', () => {
  it('are those of the time zone, on days of 23 and 25 hours too', () => {
    expect(dayIn('America/New_York', '2026-09-01T03:59:59.000Z')).toBe('2026-08-31');
    expect(dayIn('Asia/Tokyo', '2026-09-01T15:00:00.000Z')).toBe('2026-09-02');
    const day = epochDayIn('Europe/Berlin', '2026-03-29T12:00:00.000Z');
    // 14:00 of a day of 23 hours: 13 of them have passed.
    expect(day - Math.floor(day)).toBeCloseTo(13 / 23, 4);
    expect(Math.floor(day)).toBe(Date.UTC(2026, 2, 29) / 86_400_000);
  });
});

describe('rates', () => {
  const rates = [
    { from: 'USD', to: 'EUR', day: '2026-09-01', rate: '0.9' },
    { from: 'USD', to: 'EUR', day: '2026-09-10', rate: '0.95' },
  ];
  it('hold from their day until the next one, and never before', () => {
    expect(rateOn(rates, 'USD', 'EUR', '2026-08-31')).toBeUndefined();
    expect(rateOn(rates, 'USD', 'EUR', '2026-09-09')?.rate).toBe('0.9');
    expect(rateOn(rates, 'USD', 'EUR', '2027-01-01')?.rate).toBe('0.95');
    expect(rateOn(rates, 'EUR', 'USD', '2026-09-09')).toBeUndefined();
  });

  it('convert exactly between currencies of two, none and three digits', () => {
    const of = (from: string, to: string, rate: string) => ({ from, to, day: '2026-01-01', rate });
    expect(convert(1000, of('USD', 'EUR', '0.9173'))).toBe(917);
    expect(convert(1_000_000, of('JPY', 'EUR', '0.0061'))).toBe(610_000);
    expect(convert(12_345, of('EUR', 'JPY', '163.5'))).toBe(20_184);
    expect(convert(1000, of('EUR', 'KWD', '0.33'))).toBe(3300);
    expect(convert(-5, of('USD', 'EUR', '0.5'))).toBe(-3);
    expect(convert(Number.MAX_SAFE_INTEGER, of('USD', 'EUR', '1'))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('are never made up: what has none stands beside the total', () => {
    const found = answerOf(
      { kind: 'ad', id: 'A', currency: 'EUR' },
      {
        ...known,
        rates: [],
        rows: [row({}), row({ order: '2', eventId: '2', currency: 'USD', minor: 900 })],
      },
    );
    expect(found).toMatchObject({
      total_minor: 5000,
      unconverted: [{ currency: 'USD', minor: 900, orders: 1 }],
    });
  });
});

it('an order is settled when 28 days have passed since its day, as Meta’s figures are; a pending one never', () => {
  const of = (now: string, status: LedgerRow['status'] = 'approved') =>
    answerOf(ask, { ...known, now, rows: [row({ status })] });
  expect(of('2026-09-29T23:00:00.000Z')).toMatchObject({ settled_minor: 0, provisional_minor: 5000 });
  expect(of('2026-09-30T01:00:00.000Z')).toMatchObject({ settled_minor: 5000, provisional_minor: 0 });
  expect(of('2026-12-29T01:00:00.000Z', 'pending')).toMatchObject({
    settled_minor: 0,
    provisional_minor: 5000,
  });
});

describe('Meta’s figures', () => {
  const account = {
    id: 'act',
    currency: 'EUR',
    timeZone: 'UTC',
    actionType: 'omni_purchase',
    window: '7d_click',
    sales: [],
    ordersSince: null,
  };
  const metaDays = [
    { day: '2026-06-01', minor: 1000, orders: 1, settled: true },
    { day: '2026-08-14', minor: 500, orders: 2, settled: false },
  ];
  const of = (hasOrders: boolean, rows: LedgerRow[] = []) =>
    answerOf(ask, {
      ...known,
      metaDays,
      rows,
      place: {
        ads: ['A'],
        campaigns: [],
        several: [],
        account: hasOrders ? { ...account, sales: toldSales(rows), ordersSince: at } : account,
      },
    });

  it('are the revenue while no order is known, with their action type and window', () => {
    expect(of(false)).toMatchObject({
      total_minor: 1500,
      settled_minor: 1000,
      provisional_minor: 500,
      orders: 3,
      by_source: [{ source: 'meta', minor: 1500, orders: 3 }],
      action_type: 'omni_purchase',
      window: '7d_click',
    });
  });

  it('stand beside the orders once there are any, and are never added to them', () => {
    expect(of(true, [row({ happenedAt: '2026-06-01T10:00:00.000Z' })])).toMatchObject({
      total_minor: 5000,
      by_source: [{ source: 'shop', minor: 5000, orders: 1 }],
      also_reported: [{ source: 'meta', minor: 1500, orders: 3 }],
    });
  });

  it.each([null, 3])('that were not reported are unknown, not nothing: %s orders', (orders) => {
    const found = answerOf(ask, {
      ...known,
      rows: [],
      metaDays: [{ day: '2026-06-01', minor: null, orders, settled: true }],
      place: { ads: ['A'], campaigns: [], account, several: [] },
    });
    expect(found).toMatchObject({ total_minor: null, orders: null, by_source: [] });
  });

  it.each([
    ['beside a day without sales nothing is known', { minor: null, orders: 0 }, null, null],
    ['beside sales of known worth they are left out', { minor: 5000, orders: 1 }, 5000, 1],
  ])('of unknown worth: %s', (_what, other, total, orders) => {
    const day = { day: '2026-06-01', settled: true };
    const found = answerOf(ask, {
      ...known,
      rows: [],
      metaDays: [
        { ...day, minor: null, orders: 3 },
        { ...day, ...other, day: '2026-06-02' },
      ],
      place: { ads: ['A'], campaigns: [], account, several: [] },
    });
    expect(found).toMatchObject({ total_minor: total, orders, of_unknown_worth: 3 });
  });

  it('of unknown worth make the part that they are of unknown where nothing was sold beside them', () => {
    const of = (settled: boolean) =>
      answerOf(ask, {
        ...known,
        rows: [],
        metaDays: [
          { day: '2026-06-01', minor: settled ? null : 5000, orders: 3, settled: true },
          { day: '2026-08-14', minor: settled ? 5000 : null, orders: 3, settled: false },
        ],
        place: { ads: ['A'], campaigns: [], account, several: [] },
      });
    const told = { total_minor: 5000, orders: 3, of_unknown_worth: 3 };
    expect(of(true)).toMatchObject({ ...told, settled_minor: null, provisional_minor: 5000 });
    expect(of(false)).toMatchObject({ ...told, settled_minor: 5000, provisional_minor: null });
  });
});

describe('the sales cycle', () => {
  it('says nothing below 30 won deals', () => {
    expect(salesCycle(Array.from({ length: 29 }, () => ({ days: 3, won: true })))).toBeNull();
  });

  it('counts open deals as long as they have lasted (Kaplan and Meier), so young months are not quick ones', () => {
    const won = Array.from({ length: 30 }, (_, n) => ({ days: n + 1, won: true }));
    const open = Array.from({ length: 30 }, () => ({ days: 10, won: false }));
    expect(salesCycle(won)).toMatchObject({ n: 30, p50: 15 });
    const found = salesCycle([...won, ...open]);
    // After ten days 50 of 60 are at risk and 10 have been won; 20 remain, of which each win takes a twentieth.
    expect(found?.p25).toBe(12);
    expect(found?.p50).toBe(18);
  });
});
