import { expect, test } from 'vitest';
import { curveOf, fitDelay } from '../../../../src/main/core/decide/delay.ts';
import { delayAlarm } from '../../../../src/main/core/decide/delay-alarm.ts';
import type { SeenDelay } from '../../../../src/main/core/decide/ledger.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

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
