import { expect, test } from 'vitest';
import { curveOf } from '../../../../src/main/core/decide/delay.ts';
import { ceased, looksOf } from '../../../../src/main/core/decide/late-orders.ts';
import type { OrderRow, SpendRow } from '../../../../src/main/core/decide/ledger.ts';
import { keptAfterAlarm, rateChanges } from '../../../../src/main/core/decide/rate-alarm.ts';
import { poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

const WINDOW = 28;
const DAYS = 60;
const SPEND = 10_000;

/**
 * Budgets that spend alike on each of 60 days, with orders of a day as `dueOn` says, and known after 5 days on average or as
 * late as `delayed` makes of that.
 */
function account(
  seed: number,
  dueOn: Readonly<Record<string, (day: number, chance: () => number) => number>>,
  delayed = (delay: number, _arm: string, _clickedDay: number) => delay,
) {
  const rng = stream(seed, 'account');
  const spend: SpendRow[] = [];
  const orders: OrderRow[] = [];
  for (const [arm, due] of Object.entries(dueOn))
    for (let epochDay = 0; epochDay < DAYS; epochDay += 1) {
      spend.push({ arm, epochDay, spendMinor: SPEND });
      const count = poissonDraw(
        rng,
        due(epochDay, () => rng.uniform()),
      );
      for (let n = 0; n < count; n += 1) {
        const clickedDay = epochDay + rng.uniform();
        orders.push({
          order: `${arm}/${epochDay}/${n}`,
          arm,
          clickedDay,
          observedDay: clickedDay + delayed(-5 * Math.log(rng.uniform()), arm, clickedDay),
          valueMinor: 6000,
        });
      }
    }
  return { ids: Object.keys(dueOn), known: { spend, orders, nowDay: DAYS } };
}

const found = (seed: number, dueOn: Parameters<typeof account>[1]) => {
  const { ids, known } = account(seed, dueOn);
  return rateChanges(ids, known, WINDOW);
};
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

test('a rate that falls to less than half is noticed, of that budget alone, and dated by when it fell', () => {
  const all = seeds.map((seed) => found(seed, { a: () => 8, b: (day) => (day < 30 ? 8 : 3) }));
  const right = all.filter((changes) =>
    changes.some(({ arm, epochDay }) => arm === 'b' && Math.abs(epochDay - 30) <= 4),
  );
  expect(right.length).toBeGreaterThan(32);
  expect(all.flat().filter(({ arm }) => arm === 'a').length).toBeLessThan(12);
  expect(all.flat().every(({ keep }) => keep === keptAfterAlarm)).toBe(true);
});

test('a rate that rises is noticed too', () => {
  const all = seeds.map((seed) => found(seed, { a: () => 8, b: (day) => (day < 30 ? 4 : 9) }));
  expect(all.filter((changes) => changes.some(({ arm }) => arm === 'b')).length).toBeGreaterThan(32);
});

test('budgets that sell as before fire about once in 200 steps, also where days scatter twice as much as chance would', () => {
  const calm = seeds.flatMap((seed) => found(seed, { a: () => 8, b: () => 20, c: () => 1 }));
  // 60 steps of a and b each, 12 of c, less those of which too little is known: about 110 in 40 accounts.
  expect(calm.length).toBeLessThan(40);
  const wild = seeds.flatMap((seed) =>
    found(seed, { a: (_, chance) => (chance() < 0.5 ? 8 : 32), b: (_, chance) => (chance() < 0.5 ? 8 : 32) }),
  );
  expect(wild.length).toBeLessThan(60);
});

test.each([
  ['one budget', 'a'],
  ['all', 'abc'],
])('a tracker that tells the orders of %s three days late is no change of a rate', (_, late) => {
  const twelve = () => 12;
  const told = (delay: number, arm: string, clickedDay: number) => {
    const fast = delay / 5;
    return late.includes(arm) && clickedDay + fast > DAYS - 4 ? fast + 3 : fast;
  };
  const all = seeds.flatMap((seed) => {
    const { ids, known } = account(seed, { a: twelve, b: twelve, c: twelve }, told);
    return rateChanges(ids, known, 7).filter(({ epochDay }) => epochDay > DAYS - 10);
  });
  // As many as where nothing changes.
  expect(all.length).toBeLessThan(10);
});

test('a checkout that breaks is told at once, of one budget or of all, and not taken for orders that come late', () => {
  for (const broken of ['a', 'abc']) {
    const all = seeds.filter((seed) => {
      const twenty = () => 20;
      const { ids, known } = account(seed, { a: twenty, b: twenty, c: twenty }, (delay) => delay / 2);
      // No order any more since then, of whatever click.
      const came = known.orders.filter(
        ({ arm, observedDay }) => observedDay <= DAYS && !(broken.includes(arm) && observedDay >= DAYS - 4),
      );
      const changes = rateChanges(ids, { ...known, orders: came }, WINDOW);
      return changes.some(({ arm, epochDay }) => arm === 'a' && epochDay > DAYS - 10);
    });
    expect(all.length).toBeGreaterThan(30);
  }
});

/** The same account by the sums of its days, as Meta tells them at each of the looks. */
function bySums({ spend, orders }: ReturnType<typeof account>['known'], looks: readonly number[]) {
  const next = (at: number) => looks.find((look) => look > at) ?? DAYS + 9;
  const nowDay = DAYS + 0.4;
  return {
    nowDay,
    spend: spend.map((row) => ({ ...row, knownDay: next(row.epochDay + 1) })),
    orders: orders.flatMap((row) => {
      const clickedDay = Math.floor(row.clickedDay) + 0.5;
      const observedDay = Math.min(next(row.observedDay), clickedDay + 7);
      return observedDay > nowDay ? [] : [{ ...row, clickedDay, observedDay, byDay: true as const }];
    }),
  };
}
const everyDay = Array.from({ length: DAYS + 1 }, (_, day) => day + 0.3);

test('a look at the sums of days that was missed makes no orders late: a rate that doubled is told all the same', () => {
  const looks = everyDay.filter((_, day) => day % 4 !== 3);
  const told = (since: number) =>
    seeds.filter((seed) => {
      const due = { a: (day: number) => (day < since ? 12 : 24), b: () => 12, c: () => 12 };
      const { ids, known } = account(seed, due, (delay) => delay / 4);
      return rateChanges(ids, bySums(known, looks), 7).some(({ epochDay }) => epochDay > DAYS - 8);
    }).length;
  expect(told(DAYS - 4)).toBeGreaterThan(30);
  expect(told(DAYS)).toBeLessThan(8);
});

test.each([6, 12])(
  'a rate that doubled is told by sums of days too where orders come within %i hours',
  (hours) => {
    const told = seeds.filter((seed) => {
      const due = { a: (day: number) => (day < DAYS - 7 ? 12 : 26), b: () => 12, c: () => 12 };
      const { ids, known } = account(seed, due, (delay) => (delay / 5) * (hours / 24));
      const changes = rateChanges(ids, bySums(known, everyDay), 7);
      return changes.some(({ arm, epochDay }) => arm === 'a' && epochDay > DAYS - 10);
    });
    expect(told.length).toBeGreaterThan(34);
  },
);

test.each([6, 24])(
  'orders of %i hours that come three days late are no change by sums of days either',
  (hours) => {
    const all = seeds.flatMap((seed) => {
      const twelve = () => 12;
      const { ids, known } = account(seed, { a: twelve, b: twelve, c: twelve }, (delay, arm, clickedDay) => {
        const fast = (delay / 5) * (hours / 24);
        return arm === 'a' && clickedDay + fast > DAYS - 4 ? fast + 3 : fast;
      });
      const changes = rateChanges(ids, bySums(known, everyDay), 7);
      return changes.filter(({ arm, epochDay }) => arm === 'a' && epochDay > DAYS - 10);
    });
    expect(all.length).toBeLessThan(12);
  },
);

test('what was read only later is no look, where the day before is judged anew', () => {
  const read = [57.3, 58.3, 60.3].map((knownDay) => ({
    arm: 'a',
    epochDay: 50,
    spendMinor: SPEND,
    knownDay,
  }));
  expect(looksOf(read, 59.4)).toEqual({ lastDay: 58.3, daysAgo: new Set([0, 1]) });
});

test('orders that are not known yet are no fall', () => {
  const { ids, known } = account(3, { a: () => 20, b: () => 20 });
  const early = { ...known, orders: known.orders.filter(({ observedDay }) => observedDay <= DAYS) };
  expect(rateChanges(ids, early, WINDOW)).toEqual([]);
});

test('orders of clicks whose money is not known have no rate that could cease', () => {
  const curve = curveOf([0], 7);
  const learnt = Array.from({ length: 12 }, () => ({ clickedAgo: 4, learntAgo: 3.5 }));
  expect(ceased(curve, [{ age: 0.9, spend: SPEND, weight: 1, orders: 0 }], learnt)).toBe(false);
});

test('without spend or orders there is nothing to say', () => {
  expect(rateChanges(['a'], { spend: [], orders: [], nowDay: DAYS }, WINDOW)).toEqual([]);
  expect(found(1, { a: () => 0 })).toEqual([]);
});
