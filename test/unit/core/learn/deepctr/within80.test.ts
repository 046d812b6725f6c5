import { expect, test } from 'vitest';
import {
  conformalPhi,
  lnLikelihood,
  within80,
} from '../../../../../src/main/core/learn/deepctr/beta-binomial.ts';
import { lnGamma } from '../../../../../src/main/core/math/special.ts';

/** Count by count: the part of the step at `hits` that lies in the middle 80 %. */
function plainly(hits: number, trials: number, mu: number, phi: number): number {
  const mass = (k: number) =>
    Math.exp(
      lnGamma(trials + 1) - lnGamma(k + 1) - lnGamma(trials - k + 1) + lnLikelihood(k, trials, mu, phi),
    );
  let below = 0;
  for (let k = 0; k < hits; k += 1) below += mass(k);
  const own = mass(hits);
  return Math.max(0, Math.min(0.9, below + own) - Math.max(0.1, below)) / own;
}

test('what lies within 80 % is the same with many hits as added up count by count', () => {
  for (const mu of [0.01, 0.2])
    for (const phi of [30, 1000, 20_000]) {
      const [middle, trials] = [800, Math.round(800 / mu)];
      const sd = middle / Math.sqrt(Math.min(mu * phi, middle));
      let [told, counted] = [0, 0];
      for (let hits = 310; hits < middle + 3 * sd && hits < trials; hits += Math.ceil(sd / 20)) {
        told += within80(hits, trials, mu, phi);
        counted += plainly(hits, trials, mu, phi);
      }
      expect(Math.abs(told - counted), `${mu} ${phi}`).toBeLessThan(0.3);
    }
});

test('a hundred million clicks take no longer than a few', () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ hits: 1e8 * (1 + at / 40), trials: 1e10 }));
  const phi = conformalPhi(
    rows,
    rows.map(() => 0.015),
  );
  expect(phi).toBeGreaterThan(500);
  expect(phi).toBeLessThan(20_000);
}, 5000);
