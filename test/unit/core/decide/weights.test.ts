import { expect, test } from 'vitest';
import {
  bestShares,
  explored,
  marginalWeights,
  topTwoWeights,
} from '../../../../src/main/core/decide/weights.ts';

const straight = (rate: number) => ({ rate, cap: Number.POSITIVE_INFINITY });

test('with straight lines the next money goes to an arm as often as it is best', () => {
  const rows = [
    [straight(1), straight(2), straight(0.5)],
    [straight(3), straight(2), straight(1)],
    [straight(3), straight(4), straight(1)],
    [straight(1), straight(4), straight(2)],
  ];
  expect(marginalWeights(rows, 100, 1)).toEqual([0.25, 0.75, 0]);
  expect(bestShares([0, 1, 2].map((arm) => rows.map((row) => row[arm]?.rate ?? 0)))).toEqual([0.25, 0.75, 0]);
});

test('arms that bend share the money', () => {
  const [a = 0, b = 0] = marginalWeights(
    [
      [
        { rate: 2, cap: 50 },
        { rate: 1.5, cap: 50 },
      ],
    ],
    200,
    1,
  );
  expect(a + b).toBeCloseTo(1, 12);
  expect(a).toBeGreaterThan(b);
  expect(b).toBeGreaterThan(0.3);
});

test('draws taken together go by their mean: between two that differ the one that is better on average', () => {
  const rows = [
    [straight(1), straight(2)],
    [straight(3), straight(1.5)],
  ];
  expect(marginalWeights(rows, 100, 1)).toEqual([0.5, 0.5]);
  expect(marginalWeights(rows, 100, 2)).toEqual([1, 0]);
  // A straight line and one that bends at 50 bend at 100 on average.
  const [a = 0, b = 0] = marginalWeights(
    [
      [
        { rate: 1, cap: 50 },
        { rate: 1, cap: 100 },
      ],
      [straight(1), { rate: 1, cap: 100 }],
    ],
    200,
    2,
  );
  expect(a).toBeCloseTo(b, 12);
});

test('exploration is a share for all arms together', () => {
  expect(explored([1, 0, 0, 0], 0.2)).toEqual([0.8 + 0.05, 0.05, 0.05, 0.05]);
});

test('top-two gives the leader half, and the rest to whom would lead without it', () => {
  const weights = topTwoWeights([0.9, 0.08, 0.02]);
  expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  // By hand: 0.5*0.9 + 0.5*(0.08*0.9/0.92 + 0.02*0.9/0.98).
  expect(weights[0]).toBeCloseTo(0.45 + 0.5 * ((0.08 * 0.9) / 0.92 + (0.02 * 0.9) / 0.98), 12);
});

test('when one arm always leads, the others are tried alike', () => {
  expect(topTwoWeights([1, 0, 0])).toEqual([0.5, 0.25, 0.25]);
});
