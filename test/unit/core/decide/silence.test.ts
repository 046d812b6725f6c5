import { expect, test } from 'vitest';
import type { LedgerOrders } from '../../../../src/main/core/decide/basis.ts';
import { overdueOf } from '../../../../src/main/core/decide/silence.ts';

const days = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const spend = (from: number, to: number, spendMinor = 1000) =>
  days(from, to).map((epochDay) => ({ arm: 'a', epochDay, spendMinor }));
/** Three a day from day 60 on, told until noon of day 100; each with a refund of a part, which is no further order. */
const orders = days(60, 101).flatMap((day) =>
  [0, 1, 2].flatMap((n) =>
    [5000, -500].map((valueMinor) => ({
      order: `${day} ${n}`,
      arm: 'a',
      clickedDay: day + 0.4,
      observedDay: day + 0.45,
      valueMinor,
    })),
  ),
);
const ledger = (how: 'file' | 'post' | 'refresh', over: Partial<LedgerOrders> = {}): LedgerOrders => ({
  orders,
  undated: 0,
  sources: ['anytrack'],
  told: { source: 'anytrack', shop: null, at: '1970-04-11T12:00:00.000Z', how },
  knownUntilDay: 100.5,
  ...over,
});

test('a tracker that posts nothing is overdue from ten orders on, by the whole days since', () => {
  const due = (until: number) => overdueOf(spend(60, until), ledger('post'));
  expect([101, 104, 105, 108].map(due)).toEqual([null, null, 12, 21]);
});

test('it goes by the money: what was paused since is due nothing, what was spent before the ledger began says nothing', () => {
  const since = (minor: number) => [...spend(30, 101), ...spend(101, 108, minor)];
  expect([0, 1000, 2000].map((minor) => overdueOf(since(minor), ledger('post')))).toEqual([null, 21, 42]);
  const young = orders.filter(({ clickedDay }) => clickedDay > 96);
  expect(overdueOf(since(1000), ledger('post', { orders: young }))).toBe(21);
});

test('of a file, of a list that was read, and of nobody nothing is overdue', () => {
  for (const none of [
    ledger('file'),
    ledger('refresh'),
    ledger('post', { told: null, knownUntilDay: null }),
    ledger('post', { orders: [] }),
  ])
    expect(overdueOf(spend(60, 130), none)).toBeNull();
});
