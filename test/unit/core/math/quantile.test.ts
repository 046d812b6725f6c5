import { expect, test } from 'vitest';
import { Floats } from '../../../../src/main/core/math/grow.ts';
import { median, quantile } from '../../../../src/main/core/math/quantile.ts';
import { round4 } from '../../../../src/main/core/math/round.ts';

test('quantiles interpolate between order statistics', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8, 12);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('four decimals, and no minus zero', () => {
  expect(round4(1 / 3)).toBe(0.3333);
  expect(Object.is(round4(-0.00001), 0)).toBe(true);
});

test('a growing list keeps its values and tells what it does not hold', () => {
  const floats = new Floats();
  for (let i = 0; i < 5000; i++) floats.push(i);
  expect(floats.length).toBe(5000);
  expect(floats.at(4321)).toBe(4321);
  expect(floats.at(5000)).toBeNaN();
  expect(() => floats.set(5000, 1)).toThrow(RangeError);
});
