import { expect, test } from 'vitest';
import { interval80 } from '../../../../../src/main/core/learn/deepctr/beta-binomial.ts';
import { evaluate } from '../../../../../src/main/core/learn/deepctr/evaluate.ts';
import {
  predictRoas,
  type RoasModel,
  type RoasPrediction,
  trainRoas,
} from '../../../../../src/main/core/learn/deepctr/roas.ts';
import { train } from '../../../../../src/main/core/learn/deepctr/train.ts';
import { betaDraw, binomialDraw, logNormalDraw } from '../../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../../src/main/core/math/rng.ts';
import { aResultRow } from '../../../../support/learn/result-row.ts';

const truth = { rate: 0.012, phi: 120 };

/** Share of new ads whose true rate lies within the 80 % that a handful of ads gave. */
function held(ads: number): number {
  const inside: boolean[] = [];
  for (let account = 0; account < 150; account += 1) {
    const rng = stream(account, 'few ads', String(ads));
    const drawn = () => betaDraw(rng, truth.rate * truth.phi, (1 - truth.rate) * truth.phi);
    const examples = Array.from({ length: ads }, (_, at) => {
      const trials = Math.round(logNormalDraw(rng, Math.log(2500), 0.6));
      const hits = binomialDraw(rng, trials, drawn());
      return { ad: `${at}`, group: `${at}`, startDay: at, hits, trials, traits: { numbers: {}, words: {} } };
    });
    const { mean } = train(examples, 1);
    const [low, high] = interval80(mean.rate, mean.intervalPhi);
    for (let one = 0; one < 20; one += 1) {
      const rate = drawn();
      inside.push(rate >= low && rate <= high);
    }
  }
  return inside.filter(Boolean).length / inside.length;
}

test.each([2, 5, 20])('the range that %i ads give holds for new ones', (ads) => {
  expect(held(ads)).toBeGreaterThan(0.72);
  expect(held(ads)).toBeLessThan(0.88);
});

test('of next to no clicks the range that is told holds the rate that is', () => {
  const examples = Array.from({ length: 12 }, (_, at) => ({
    ...{ ad: `${at}`, group: `${at}`, startDay: at, traits: { numbers: {}, words: {} } },
    ...{ hits: at === 0 ? 1 : 0, trials: 3000 },
  }));
  const { mean } = train(examples, 1);
  expect(mean.rate).toBeGreaterThan(0);
  expect(interval80(mean.rate, mean.intervalPhi)[1]).toBeGreaterThanOrEqual(mean.rate);
});

test.each([
  ['one order in 20,000 clicks says nothing of the return', 1, 20_000, null],
  ['twenty in 200 leave a wide range around it, and one that ends', 20, 200, 10],
])('%s', (_what, orders, linkClicks, most) => {
  const seen = { spendMinor: 1_000_000, linkClicks };
  const mature = { ...seen, orders, revenueMinor: orders * 5000, ofUnknownWorth: 0 };
  const row = aResultRow({ ad: 'a', week: 1, impressions: 2_000_000, ...seen, mature });
  const ad = { id: 'a', durationS: null, hashes: [], traits: { numbers: {}, words: {} }, words: [] };
  const model = trainRoas([row], [ad], (one) => one, 1) as RoasModel;
  const said = predictRoas(model, ad.traits);
  if (most === null) return expect(said).toBeNull();
  const [low, high] = (said as RoasPrediction).interval80;
  expect(low).toBeLessThan(model.account);
  expect(high).toBeGreaterThan(model.account);
  expect(high).toBeLessThan(most * model.account);
});

test('an ad that was hardly shown says nothing of whether intervals hold', () => {
  const far = { group: 'a', hits: 90, trials: 1000, eta: -4.4, baseEta: -4.4, phi: 2000 };
  const hardly = { ...far, group: 'b', hits: 0, trials: 1 };
  expect(evaluate([far, ...Array.from({ length: 50 }, () => hardly)]).coverage).toBe(0);
  expect(evaluate([hardly]).coverage).toBeNull();
});
