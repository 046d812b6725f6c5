import { expect, test } from 'vitest';
import { effectSpread, falseDiscoveryRates } from '../../../../src/main/core/learn/discoveries.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

test('the example of Benjamini and Hochberg 1995: four of fifteen at 5 %', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const q = falseDiscoveryRates(p, 15);
  expect(q.filter((value) => value <= 0.05)).toHaveLength(4);
  expect(q[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  // Rising with p, and the same for each p wherever it stands.
  expect(q).toEqual([...q].sort((a, b) => a - b));
  expect(falseDiscoveryRates([...p].reverse(), 15)).toEqual([...q].reverse());
});

test('looks beyond the p-values that were kept count as well', () => {
  expect(falseDiscoveryRates([0.01], 5)).toEqual([0.05]);
  expect(falseDiscoveryRates([], 5)).toEqual([]);
});

test('the spread of effects is what noise does not explain', () => {
  const rng = stream(1, 'effects');
  const noise = Array.from({ length: 400 }, () => ({ effect: 0.1 * rng.normal(), error: 0.1 }));
  const real = noise.map(({ effect, error }) => ({ effect: effect + 0.2 * rng.normal(), error }));
  expect(effectSpread(noise)).toBeLessThan(0.003);
  expect(effectSpread(real)).toBeGreaterThan(0.03);
  expect(effectSpread(real)).toBeLessThan(0.05);
  expect(effectSpread([])).toBe(0);
});
