import { expect, test } from 'vitest';
import { laplace } from '../../../../src/main/core/math/laplace.ts';

test('a normal density is its own approximation, from far away too', () => {
  // Covariance [[2, 0.6], [0.6, 0.5]], its inverse by hand: determinant 0.64.
  const density = ([x = 0, y = 0]: readonly number[]) => {
    const [a, b] = [x - 3, y + 1];
    return (
      -0.5 * ((0.5 * a * a - 1.2 * a * b + 2 * b * b) / 0.64) - 0.5 * Math.log(0.64) - Math.log(2 * Math.PI)
    );
  };
  const { mode, factor, lnEvidence } = laplace(density, [-20, 15]);
  expect(mode[0]).toBeCloseTo(3, 4);
  expect(mode[1]).toBeCloseTo(-1, 4);
  const [[l00 = 0] = [], [l10 = 0, l11 = 0] = []] = factor;
  expect(
    [l00 * l00, l00 * l10, l10 * l10 + l11 * l11].map((value) => Math.round(value * 1000) / 1000),
  ).toEqual([2, 0.6, 0.5]);
  expect(lnEvidence).toBeCloseTo(0, 3);
});

test('the evidence of a Gamma law of ln x is close to its integral', () => {
  // x^a e^-x over ln x has the integral Gamma(a): Stirling's error is 1 / (12 a).
  const { mode, lnEvidence } = laplace(([lnX = 0]) => 50 * lnX - Math.exp(lnX), [0]);
  expect(mode[0]).toBeCloseTo(Math.log(50), 5);
  // lnGamma(50) = 144.565743946.
  expect(Math.abs(lnEvidence - 144.565743946)).toBeLessThan(0.01);
});

test('a start where the surface bends upwards still finds the top', () => {
  expect(laplace(([x = 0]) => -Math.log(1 + (x - 2) ** 2), [9]).mode[0]).toBeCloseTo(2, 3);
});
