import { expect, test } from 'vitest';
import { createRate } from '../../../src/renderer/api/rate.ts';

test('items per second over the window, nothing before there is enough to say', () => {
  const rate = createRate(10_000);
  rate.add(0, 0);
  rate.add(500, 1);
  expect(rate.perSecond()).toBeNull();
  rate.add(4000, 8);
  expect(rate.perSecond()).toBe(2);
  rate.add(14_000, 10);
  expect(rate.perSecond()).toBeCloseTo(0.2);
});

test('a count that falls belongs to another run', () => {
  const rate = createRate();
  rate.add(0, 50);
  rate.add(5000, 60);
  rate.add(6000, 0);
  expect(rate.perSecond()).toBeNull();
});
