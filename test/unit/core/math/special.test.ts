import { expect, test } from 'vitest';
import {
  gammaQ,
  lnGamma,
  lnGammaP,
  normalCdf,
  normalQuantile,
  studentQuantile,
  studentTails,
} from '../../../../src/main/core/math/special.ts';

// Tables made with SciPy 1.17.1: gammaln, gammainc, gammaincc, norm.cdf, norm.ppf, t.sf.

const close = (ours: number, theirs: number, relative: number) =>
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(relative * Math.max(1e-3, Math.abs(theirs)));

test.each([
  [1e-6, 13.81550998074943],
  [0.01, 4.599479878042022],
  [0.3, 1.0957979948180756],
  [1, 0],
  [1.5, -0.12078223763524526],
  [2, 0],
  [7.25, 7.0521854507385395],
  [50, 144.56574394634487],
  [1000.5, 5908.674175848678],
  [1e6, 12815504.569147611],
])('ln Gamma(%f)', (x, truth) => close(lnGamma(x), truth, 1e-12));

test.each([
  [0.5, 0.1, -1.063402047154528, 0.6547208460185768],
  [1, 1, -0.45867514538708193, 0.36787944117144245],
  [1, 30, -9.359180097590508e-14, 9.357622968840163e-14],
  [3.5, 2, -1.5131164644779844, 0.779777408475716],
  [10, 20, -0.005007931088754217, 0.0049954123083075785],
  [50, 30, -7.563815824707172, 0.999481108537452],
  [200, 240, -0.003661396631744352, 0.0036547018922881503],
  [1001, 900, -7.619814708313398, 0.9995093672671425],
])('the incomplete gamma function at %f, %f', (a, x, lnP, q) => {
  close(lnGammaP(a, x), lnP, 1e-11);
  close(gammaQ(a, x), q, 1e-11);
});

test.each([
  [-8, 6.22096057427174e-16],
  [-3, 0.0013498980316300933],
  [-1.2, 0.11506967022170822],
  [0, 0.5],
  [0.1, 0.539827837277029],
  [2.5, 0.9937903346742238],
  [4, 0.9999683287581669],
])('Phi(%f)', (z, truth) => expect(Math.abs(normalCdf(z) / truth - 1)).toBeLessThan(1e-11));

test.each([
  [1e-10, -6.361340902404056],
  [1e-4, -3.7190164854556804],
  [0.025, -1.9599639845400545],
  [0.2, -0.8416212335729142],
  [0.5, 0],
  [0.8, 0.8416212335729143],
  [0.999, 3.090232306167813],
])('the normal quantile of %f', (p, truth) => close(normalQuantile(p), truth, 1e-10));

test.each([
  [0, 5, 1],
  [0.5, 3, 0.651447964848151],
  [2, 14, 0.06528795288911193],
  [-3.2, 30, 0.0032386017119531312],
  [5, 118, 2.0151514921272375e-6],
  [12, 4, 0.000276428548502973],
  [1.96, 100_000, 0.04999856319430168],
])('the tails of t beyond %f with %i degrees', (t, degrees, truth) =>
  expect(Math.abs(studentTails(t, degrees) / truth - 1)).toBeLessThan(1e-9),
);

test.each([
  [0.975, 6, 2.4469118487916806],
  [0.95, 1, 6.313751514675043],
  [0.975, 100_000, 1.9599877],
])('the t below which %f of its law with %i degrees lies', (p, degrees, truth) =>
  expect(Math.abs(studentQuantile(p, degrees) / truth - 1)).toBeLessThan(1e-7),
);

test('what has no value throws', () => {
  for (const wrong of [0, -1, Number.NaN]) expect(() => lnGamma(wrong)).toThrow(RangeError);
  for (const wrong of [0, 1, Number.NaN]) expect(() => normalQuantile(wrong)).toThrow(RangeError);
  expect(() => lnGammaP(0, 1)).toThrow(RangeError);
  expect(() => gammaQ(1, -1)).toThrow(RangeError);
  expect(() => studentTails(1, 0)).toThrow(RangeError);
});
