import { expect, test } from 'vitest';
import type { AdTraits } from '../../../../../src/main/core/learn/deepctr/example.ts';
import {
  predictRoas,
  type RoasModel,
  type RoasPrediction,
  returnHeld,
  trainRoas,
} from '../../../../../src/main/core/learn/deepctr/roas.ts';
import { logNormalDraw, poissonDraw } from '../../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../../src/main/core/math/rng.ts';
import { makeSales } from '../../../../support/deepctr/sales.ts';

/** Bars over many shops: `npm run bench -- deepctr`. */
const itself = (ad: string) => ad;
const shop = makeSales({ ads: 260, unseen: 120, signal: 1 }, 2);
const model = trainRoas(shop.rows, shop.ads, itself, 1) as RoasModel;
const rangeOf = (of: RoasModel, traits: AdTraits) => predictRoas(of, traits) as RoasPrediction;
const middle = ([low, high]: readonly [number, number]) => Math.sqrt(low * high);

test('ranges of the return on spend hold for ads that nothing was learnt from, and better ads have better ranges', () => {
  expect(model.orders.active).toBe('ridge');
  expect(model.clicks.active).toBe('ridge');
  const said = shop.unseen.map(({ ad, truth }) => ({ truth, ...rangeOf(model, ad.traits) }));
  const held = said.filter(({ truth, interval80: [low, high] }) => truth >= low && truth <= high).length;
  // 80 % of 120, within three standard errors.
  expect(held / said.length).toBeGreaterThan(0.69);
  expect(held / said.length).toBeLessThan(0.91);
  const sorted = [...said].sort((a, b) => middle(b.interval80) - middle(a.interval80));
  const mean = (of: typeof said) => of.reduce((sum, { truth }) => sum + truth, 0) / of.length;
  expect(mean(sorted.slice(0, 30))).toBeGreaterThan(1.5 * mean(sorted.slice(-30)));
  expect(said[0]).toMatchObject({
    basis: 'ridge',
    says: `calibrated on ${model.orders.hits} orders of your 260 ads`,
  });
});

test('the same shop in a currency of small coins has the same ranges', () => {
  const times = 400;
  const small = makeSales({ ads: 40, unseen: 5, signal: 1 }, 3);
  const rows = small.rows.map((row) => ({
    ...row,
    spendMinor: row.spendMinor * times,
    mature: {
      ...row.mature,
      spendMinor: row.mature.spendMinor * times,
      revenueMinor: row.mature.revenueMinor === null ? null : row.mature.revenueMinor * times,
    },
  }));
  const models = [small.rows, rows].map((of) => trainRoas(of, small.ads, itself, 1) as RoasModel);
  for (const { ad } of small.unseen) {
    const [here, there] = models.map((one) => rangeOf(one, ad.traits).interval80);
    expect(there?.[0]).toBeCloseTo(here?.[0] as number, 6);
    expect(there?.[1]).toBeCloseTo(here?.[1] as number, 6);
  }
});

test('with few orders, or where nothing says anything, every ad has the range of the average, and it is said why', () => {
  const few = makeSales({ ads: 40, unseen: 2, signal: 1 }, 3);
  const average = trainRoas(few.rows, few.ads, itself, 1) as RoasModel;
  const [one, other] = few.unseen.map(({ ad }) => rangeOf(average, ad.traits));
  expect(one).toMatchObject({ basis: 'mean', says: 'the average of your ads: 40 of 100 ads' });
  expect(one?.interval80).toEqual(other?.interval80);
  const noise = makeSales({ ads: 150, unseen: 1, signal: 0 }, 101);
  expect(trainRoas(noise.rows, noise.ads, itself, 1)).toMatchObject({
    orders: { active: 'mean', why: expect.stringMatching(/may be nothing|too bold/) },
    clicks: { active: 'mean' },
  });
});

test('a part that is the average of all is not told as learnt', () => {
  const average = { active: 'mean', fitted: null, why: 'it may be nothing' } as const;
  const { orders, clicks } = model;
  const says = (parts: Partial<RoasModel>) =>
    rangeOf({ ...model, ...parts }, (shop.ads[0] as (typeof shop.ads)[0]).traits).says;
  expect(says({ orders: { ...orders, ...average } })).toBe(
    `clicks per spend calibrated on ${clicks.hits} clicks; orders per click the average of your ads: it may be nothing`,
  );
  expect(says({ clicks: { ...clicks, ...average } })).toBe(
    `orders per click calibrated on ${orders.hits} orders; clicks per spend the average of your ads: it may be nothing`,
  );
});

test('without orders, or without spend, nothing is said of the return', () => {
  const { rows, ads } = makeSales({ ads: 5, unseen: 0, signal: 1 }, 5);
  const without = (part: object) => rows.map((row) => ({ ...row, mature: { ...row.mature, ...part } }));
  expect(trainRoas(without({ orders: null, revenueMinor: null }), ads, itself, 1)).toBeNull();
  expect(trainRoas(without({ spendMinor: 0 }), ads, itself, 1)).toBeNull();
  expect(trainRoas(without({ linkClicks: null }), ads, itself, 1)).toBeNull();
  expect(trainRoas([], [], itself, 1)).toBeNull();
});

test('returns that come as they were said are told as held in four of five ads, however little was spent', () => {
  const orders = { mean: 5000, scatter: 1.5 };
  const sd = 0.4;
  const said: [number, number] = [2 * Math.exp(-1.2816 * sd), 2 * Math.exp(1.2816 * sd)];
  for (const spend of [40_000, 400_000]) {
    const rng = stream(4, 'held', String(spend));
    const held = Array.from({ length: 1500 }, () => {
      const truth = logNormalDraw(rng, Math.log(2), sd);
      const count = poissonDraw(rng, (truth * spend) / orders.mean);
      // Values with a squared variation of a half.
      const ln = Math.log(1.5);
      let revenue = 0;
      for (let one = 0; one < count; one += 1)
        revenue += logNormalDraw(rng, Math.log(orders.mean) - ln / 2, Math.sqrt(ln));
      return returnHeld(said, revenue / spend, spend, orders);
    });
    const share = held.filter(Boolean).length / held.length;
    expect(share).toBeGreaterThan(0.76);
    expect(share).toBeLessThan(0.85);
  }
  expect(returnHeld(said, 0, 20_000, orders)).toBeNull();
  expect(returnHeld(said, 0, 40_000, orders)).toBe(false);
});
