import { expect, test } from 'vitest';
import { curveOf, fitDelay } from '../../../../src/main/core/decide/delay.ts';
import { delayAlarm, heedDelays } from '../../../../src/main/core/decide/delay-alarm.ts';
import type { OrderRow, SeenDelay } from '../../../../src/main/core/decide/ledger.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';
import { accountAfter } from '../../../support/bandit/account.ts';

const WINDOW = 28;
/** Clicks of 60 days that end in an order, whose delay from day 53 on is of another mean. */
function seen(mean: number, lately: number, seed: number, clicks = 1200): SeenDelay[] {
  const rng = stream(seed, 'orders');
  return Array.from({ length: clicks }, () => {
    const limit = 60 * rng.uniform();
    // What was slow before the change and not yet there goes on at the new pace.
    const wait = -Math.log(rng.uniform());
    const before = Math.max(0, limit - 7);
    const days = wait * mean <= before ? wait * mean : before + (wait - before / mean) * lately;
    return { days, limit };
  })
    .filter(({ days, limit }) => days <= limit && days <= WINDOW)
    .map(({ days, limit }) => ({ days, limit: Math.min(limit, WINDOW) }));
}

test('an account that sells as before raises no alarm', () => {
  const p = Array.from({ length: 60 }, (_, seed) => {
    const delays = seen(5, 5, seed);
    return delayAlarm(fitDelay(delays, WINDOW).curve, delays) as number;
  });
  expect(p.filter((value) => value < 0.001).length).toBeLessThanOrEqual(1);
  // Not silent either: p is spread over its range.
  expect(p.filter((value) => value < 0.5).length).toBeGreaterThan(15);
});

test('orders that come three times as fast within a week are noticed; slower ones in larger accounts', () => {
  const alarms = (lately: number, clicks: number) =>
    Array.from(
      { length: 30 },
      (_, seed) => delayAlarm(curveOf([Math.log(5)], WINDOW), seen(5, lately, seed, clicks)) ?? 1,
    ).filter((p) => p < 0.001).length;
  expect(alarms(1.5, 1200)).toBeGreaterThan(24);
  // What does not come cannot be counted: it takes more clicks to tell late from rare.
  expect(alarms(25, 15_000)).toBeGreaterThan(20);
});

test('a week with few orders says nothing', () => {
  expect(delayAlarm(curveOf([Math.log(5)], WINDOW), seen(5, 5, 1).slice(0, 60))).toBeNull();
});

test('a curve that was alarmed about is twice as uncertain, and an account that sells as before keeps its own', () => {
  const delays = seen(5, 5, 3);
  const [calm, doubted] = [fitDelay(delays, WINDOW), fitDelay(delays, WINDOW, true)];
  const sdOf = ({ around }: typeof calm) => around.factor[0]?.[0] as number;
  expect(sdOf(doubted) / sdOf(calm)).toBeGreaterThan(1.7);
  expect(sdOf(doubted) / sdOf(calm)).toBeLessThan(2.3);

  const account = accountAfter(50);
  expect(heedDelays(account, account.nowDay).inputs).toBe(account);
  // Since a week every order that comes is learnt of within the hour.
  const rushed = account.orders.map((order) =>
    order.clickedDay >= 43 && order.observedDay <= 50
      ? { ...order, observedDay: order.clickedDay + 0.02 }
      : order,
  );
  const heeded = heedDelays({ ...account, orders: rushed }, account.nowDay);
  expect(heeded.p).toBeLessThan(0.001);
  expect(heeded.inputs.model.delayDoubted).toBe(true);
});

test('results that are read once a day raise no alarm by their steps, however many orders, and are still watched', () => {
  const onceADay = (totalMinor: number, seed: number, observed: (order: OrderRow) => number) => {
    const account = accountAfter(40, { totalMinor }, seed);
    const orders = account.orders.map((order) => ({
      ...order,
      clickedDay: Math.floor(order.clickedDay) + 0.5,
      observedDay: Math.ceil(observed(order)),
      byDay: true as const,
    }));
    return heedDelays({ ...account, orders }, account.nowDay).p;
  };
  const asEver = [1, 2, 3, 4, 5, 6].map(
    (seed) => onceADay(400_000, seed, ({ observedDay }) => observedDay) ?? 1,
  );
  expect(Math.min(...asEver)).toBeGreaterThan(0.001);
  const rushed = [1, 2, 3].map((seed) =>
    onceADay(100_000, seed, (order) =>
      order.clickedDay >= 33 ? order.clickedDay + 0.02 : order.observedDay,
    ),
  );
  for (const p of rushed) expect(p).toBeLessThan(0.001);
});
