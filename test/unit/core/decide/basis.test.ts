import { describe, expect, test } from 'vitest';
import {
  basedOn,
  doubtOf,
  type LedgerOrders,
  type ToldOfShop,
} from '../../../../src/main/core/decide/basis.ts';
import type { OrderRow, SpendRow } from '../../../../src/main/core/decide/ledger.ts';
import { type ArmPlace, ledgerOrders } from '../../../../src/main/core/decide/ledger-orders.ts';
import type { LedgerRow } from '../../../../src/main/core/learn/ledger/row.ts';

const spend: SpendRow[] = Array.from({ length: 20 }, (_, epochDay) => ({
  arm: 'a',
  epochDay,
  spendMinor: 100,
}));
const orders = (count: number, valueMinor: number, name: string, fromDay = 0): OrderRow[] =>
  Array.from({ length: count }, (_, n) => ({
    order: `${name} ${n}`,
    arm: 'a',
    clickedDay: fromDay + (n % (20 - fromDay)) + 0.5,
    observedDay: 19,
    valueMinor,
  }));
const ledgerWith = (rows: readonly OrderRow[], knownUntilDay = 20): LedgerOrders => ({
  orders: rows,
  undated: 0,
  sources: ['shop'],
  told: { source: 'shop', shop: null, at: '1970-01-21T00:00:00.000Z', how: 'post' },
  knownUntilDay,
});
const empty: LedgerOrders = { orders: [], undated: 0, sources: [], told: null, knownUntilDay: null };

describe('whose orders count', () => {
  test('the ledger from 30 orders on, and the two are never added', () => {
    const few = basedOn(spend, orders(40, 50, 'm'), ledgerWith(orders(29, 50, 'l')), null);
    expect(few.basis).toMatchObject({ source: 'meta', ledgerOrders: 29, metaOrders: 40 });
    expect(few.orders).toHaveLength(40);
    const enough = basedOn(spend, orders(40, 50, 'm'), ledgerWith(orders(30, 50, 'l')), null);
    expect(enough.basis).toMatchObject({ source: 'ledger', ratio: 0.75, blocked: null });
    expect(enough.orders).toHaveLength(30);
  });

  test('without a ledger it is what Meta attributes, and there is no ratio to tell', () => {
    const { basis } = basedOn(spend, orders(40, 50, 'm'), empty, null);
    expect(basis).toMatchObject({ source: 'meta', ledgerOrders: 0, metaOrders: 40, ratio: 0, blocked: null });
    expect(basedOn(spend, [], ledgerWith(orders(30, 50, 'l')), null).basis.ratio).toBeNull();
  });

  test('where the two are further apart than half or double, a person names one and nobody else', () => {
    for (const value of [20, 110]) {
      const ledger = ledgerWith(orders(40, value, 'l'));
      expect(basedOn(spend, orders(40, 50, 'm'), ledger, null).basis.blocked).toContain('%');
      for (const source of ['ledger', 'meta'] as const) {
        const by = (byPerson: boolean) =>
          basedOn(spend, orders(40, 50, 'm'), ledger, { source, byPerson }).basis;
        expect(by(true)).toMatchObject({ source, blocked: null });
        expect(by(false)).toMatchObject({ source, blocked: doubtOf(by(true)) });
        expect(doubtOf(by(true))).toContain('%');
      }
    }
  });

  test('days before its first click and after its last word would look wasted, and are left out', () => {
    const ledger = ledgerWith(orders(60, 50, 'l', 5), 15.5);
    const { basis, spend: kept, orders: own } = basedOn(spend, orders(40, 50, 'm'), ledger, null);
    expect(kept.map(({ epochDay }) => epochDay)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(own.every(({ clickedDay }) => clickedDay > 5 && clickedDay < 15)).toBe(true);
    expect(basis.metaOrders).toBe(20);
  });
});

const row = (own: Partial<LedgerRow>): LedgerRow => ({
  source: 'shop',
  eventId: String(own.order),
  order: '1',
  kind: 'order',
  status: 'approved',
  minor: 5000,
  currency: 'EUR',
  happenedAt: '2026-09-03T10:00:00.000Z',
  beganAt: '2026-09-02T12:00:00.000Z',
  saidAt: null,
  learntAt: '2026-09-03T10:05:00.000Z',
  ad: null,
  campaign: null,
  shop: null,
  account: null,
  ...own,
});
const place = (kind: ArmPlace['kind'], id: string, arm: string | null): ArmPlace => ({ kind, id, arm });

test('an order is paid by the budget that its ad runs on, and by one that its campaign has where it names no ad', () => {
  const places = [
    place('ad', '31', '21'),
    place('ad', '32', '22'),
    place('campaign', '11', '11'),
    place('campaign', '12', null),
  ];
  const found = ledgerOrders(
    [
      row({ order: 'by ad', ad: '32', campaign: '11' }),
      row({ order: 'by campaign', campaign: '11' }),
      row({ order: 'of nobody', ad: 'Twice' }),
      row({ order: 'which of its sets', campaign: '12' }),
      row({ order: 'no click', ad: '31', beganAt: null }),
      row({ order: 'a deal', ad: '31', source: 'hubspot', status: 'open' }),
      row({ order: 'of a shop', ad: '31', shop: 'webshop', account: '1' }),
      row({ order: 'refunded', ad: '31' }),
      row({
        order: 'refunded',
        ad: '31',
        kind: 'refund',
        minor: -5000,
        eventId: 'r',
        learntAt: '2026-09-09T00:00:00.000Z',
      }),
    ],
    places,
    {
      id: '1',
      timeZone: 'UTC',
      currency: 'EUR',
      given: [],
      told: [
        { source: 'shop', at: '2026-09-12T12:00:00.000Z', how: 'post', shop: 'webshop' },
        { source: 'shop', at: '2026-09-19T12:00:00.000Z', how: 'post', shop: 'of another client' },
        { source: 'hubspot', at: '2026-09-20T00:00:00.000Z', how: 'refresh', shop: null },
      ],
    },
  );
  const arms = new Map(found.orders.map(({ order, arm }) => [order, arm]));
  expect([...arms]).toEqual(
    expect.arrayContaining([
      ['by ad', '22'],
      ['by campaign', '11'],
    ]),
  );
  expect(arms.size).toBe(4);
  expect(found.undated).toBe(3);
  const refunded = found.orders.filter(({ order }) => order === 'refunded');
  expect(refunded.map(({ valueMinor }) => valueMinor)).toEqual([5000, -5000]);
  // Heard of three days after its last sale: that nothing was sold since is known. HubSpot tells of no click.
  expect(found.told).toMatchObject({ source: 'shop', how: 'post' });
  expect(found.knownUntilDay).toBeCloseTo(20_708.5, 2);
});

test('a tracker whose shop nobody named told of the one account there was, and still does where there are more', () => {
  const told = [
    { source: 'shop', at: '2026-09-12T12:00:00.000Z', how: 'post', shop: '1' },
    { source: 'shop', at: '2026-09-19T12:00:00.000Z', how: 'post', shop: null },
  ] as const;
  const at = { id: '1', timeZone: 'UTC', currency: 'EUR', given: [], told };
  const rows = [row({ ad: '31', shop: '1', account: '1' })];
  const heardOf = (told: readonly ToldOfShop[]) =>
    ledgerOrders(rows, [place('ad', '31', '21')], { ...at, told }).told?.at;
  expect(heardOf(told)).toBe('2026-09-19T12:00:00.000Z');
  // It names shops: what it says without one may be of any other.
  expect(heardOf([...told, { ...told[0], shop: 'of another client' }])).toBe('2026-09-12T12:00:00.000Z');
});

test('deals, which tell of no click, take the place of no order that does', () => {
  const at = { id: '1', timeZone: 'UTC', currency: 'EUR', given: [], told: [] };
  const keyless = (source: string, n: number) =>
    row({ account: '1', source, order: null, eventId: `${source} ${n}`, ad: '31' });
  const rows = [1, 2, 3].map((n) => keyless('hubspot', n));
  const found = ledgerOrders([...rows, keyless('anytrack', 1)], [place('ad', '31', '21')], at);
  expect(found.orders).toHaveLength(1);
});

test('which orders add up is asked of all of the account, as in its revenue, not of those with a budget', () => {
  const at = { id: '1', timeZone: 'UTC', currency: 'EUR', given: [], told: [] };
  const rows = [
    row({ account: '1', order: null, eventId: 'keyless', ad: '31' }),
    row({ account: '1', source: 'anytrack', order: '7', eventId: '7', ad: 'Twice' }),
  ];
  expect(ledgerOrders(rows, [place('ad', '31', '21')], at).orders).toEqual([]);
});

test('a ledger of hundreds of thousands of sales is no trouble', () => {
  const { basis } = basedOn(spend, [], ledgerWith(orders(200_000, 50, 'l')), null);
  expect(basis).toMatchObject({ source: 'ledger', ledgerOrders: 200_000 });
});
