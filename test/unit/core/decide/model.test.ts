import { expect, test } from 'vitest';
import { ledgerAt, type OrderRow, type SpendRow } from '../../../../src/main/core/decide/ledger.ts';
import { fitModel, type ModelSettings, sampleArms } from '../../../../src/main/core/decide/posterior.ts';
import { drawSharedValue, drawValue, fitValues, valuesOf } from '../../../../src/main/core/decide/values.ts';
import { poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { quantile } from '../../../../src/main/core/math/quantile.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';
import { calibrate } from '../../../support/bandit/sbc.ts';

const settings: ModelSettings = {
  targetCpaMinor: 4000,
  windowDays: 28,
  discount: 1,
  saturation: false,
  pastScatter: 1,
};
const DAYS = 60;

/** Orders that are all known: 60 days, long ago enough. */
function ledgerOf(arms: Record<string, (day: number) => { spend: number; orders: number }>) {
  const spend: SpendRow[] = [];
  const orders: OrderRow[] = [];
  for (const [arm, of] of Object.entries(arms)) {
    for (let day = 0; day < DAYS; day += 1) {
      const { spend: spendMinor, orders: count } = of(day);
      spend.push({ arm, epochDay: day, spendMinor });
      for (let order = 0; order < count; order += 1) {
        const clickedDay = day + 0.5;
        orders.push({
          order: `${arm}/${day}/${order}`,
          arm,
          clickedDay,
          observedDay: day + 0.6,
          valueMinor: 8000,
        });
      }
    }
  }
  return ledgerAt(Object.keys(arms), spend, orders, [], DAYS, 28);
}
const model = (ledger: ReturnType<typeof ledgerOf>, own: Partial<ModelSettings> = {}) => {
  const fitted = fitModel(ledger, { ...settings, ...own });
  if (!fitted) throw new Error('No model.');
  return { fitted, draws: sampleArms(ledger, fitted, { ...settings, ...own }, 1, 400) };
};

test('an arm with much data stands on its own, one with little leans on the campaign', () => {
  const { fitted, draws } = model(
    ledgerOf({
      a: () => ({ spend: 20_000, orders: 10 }),
      b: () => ({ spend: 20_000, orders: 5 }),
      c: () => ({ spend: 20_000, orders: 5 }),
      d: (day) => ({ spend: day === 0 ? 2000 : 0, orders: 0 }),
    }),
  );
  const per = (index: number) => quantile(draws[index]?.lambda ?? [], 0.5) * 20_000;
  expect(per(0)).toBeGreaterThan(9.3);
  expect(per(1)).toBeLessThan(5.5);
  // Nothing sold for 2,000 where 0.7 orders were due: hardly below the mean of the others.
  expect(per(3)).toBeGreaterThan(0.6 * 20_000 * fitted.rates.mean);
  expect(draws[3]?.expectedOrders).toBeLessThan(1);
});

test('one arm alone, or one order in all, still has a finite posterior', () => {
  const { draws } = model(ledgerOf({ a: (day) => ({ spend: 10_000, orders: day === 3 ? 1 : 0 }) }));
  expect(draws[0]?.lambda.every((value) => value > 0 && value < 1)).toBe(true);
});

test('counts that scatter more than chance widen the posterior, calm ones do not', () => {
  const rng = stream(1, 'scatter');
  const calm = model(ledgerOf({ a: () => ({ spend: 20_000, orders: poissonDraw(rng, 6) }) })).fitted.rates;
  // All orders of a week on one day.
  const bursts = ledgerOf({ a: (day) => ({ spend: 20_000, orders: day % 7 === 0 ? 42 : 0 }) });
  expect(calm.dispersion).toBe(1);
  const wild = model(bursts);
  expect(wild.fitted.rates.dispersion).toBeGreaterThan(5);
  const width = (values: ArrayLike<number>) => quantile(values, 0.95) / quantile(values, 0.05);
  const even = model(ledgerOf({ a: () => ({ spend: 20_000, orders: 6 }) }));
  expect(width(wild.draws[0]?.lambda ?? [])).toBeGreaterThan(2 * width(even.draws[0]?.lambda ?? []) - 1);
});

test('the discount lets an old success fade', () => {
  const faded = ledgerOf({
    a: (day) => ({ spend: 20_000, orders: day < 30 ? 10 : 2 }),
    b: () => ({ spend: 20_000, orders: 5 }),
    c: () => ({ spend: 20_000, orders: 5 }),
  });
  const per = (discount: number) => quantile(model(faded, { discount }).draws[0]?.lambda ?? [], 0.5) * 20_000;
  expect(per(1)).toBeGreaterThan(5.5);
  expect(per(0.9)).toBeLessThan(3.2);
});

test('after a change of the arm the new days decide sooner', () => {
  const days = Array.from({ length: DAYS }, (_, day) => day);
  const spend = ['a', 'b', 'c'].flatMap((arm) =>
    days.map((epochDay) => ({ arm, epochDay, spendMinor: 20_000 })),
  );
  const orders = days.flatMap((day) =>
    Array.from({ length: day < 50 ? 10 : 2 }, (_, order) => ({
      order: `${day}/${order}`,
      arm: 'a',
      clickedDay: day + 0.5,
      observedDay: day + 0.6,
      valueMinor: 8000,
    })),
  );
  const per = (keep: number) => {
    const ledger = ledgerAt(['a', 'b', 'c'], spend, orders, [{ arm: 'a', epochDay: 50, keep }], DAYS, 28);
    return quantile(model(ledger).draws[0]?.lambda ?? [], 0.5) * 20_000;
  };
  expect(per(1)).toBeGreaterThan(8);
  expect(per(0.05)).toBeLessThan(6);
});

test('a curve that bends shows only where the spend varied', () => {
  const bent = (spend: number) => Math.round(20 * (1 - Math.exp(-spend / 40_000)));
  const arm = (spends: readonly number[]) => (day: number) => {
    const spend = spends[day % spends.length] as number;
    return { spend, orders: bent(spend) };
  };
  const straight = (spends: readonly number[]) =>
    model(ledgerOf({ a: arm(spends), b: arm(spends), c: arm(spends) }), { saturation: true }).draws[0]
      ?.straight ?? 1;
  expect(straight([5000, 20_000, 60_000, 120_000])).toBeLessThan(0.01);
  expect(straight([40_000])).toBeGreaterThan(0.1);
});

test('arms with few orders share what an order is worth, and the spread of values is pooled', () => {
  const many = Array.from({ length: 200 }, (_, index) => Math.log(8000) + (index % 2 === 0 ? 0.8 : -0.8));
  const values = fitValues([many, many.map((value) => value + 0.1), [Math.log(30_000)], []]);
  if (!values) throw new Error('No values.');
  const rng = stream(1, 'values');
  const median = (own: readonly number[]) =>
    quantile(
      Array.from({ length: 1000 }, () => drawValue(valuesOf(own), drawSharedValue(values, rng), rng)),
      0.5,
    );
  const mean = 8000 * Math.exp(0.8 ** 2 / 2);
  expect(median(many) / mean).toBeGreaterThan(0.9);
  expect(median(many) / mean).toBeLessThan(1.1);
  // One order of 30,000 is a little evidence; none is none.
  expect(median([Math.log(30_000)])).toBeLessThan(2 * mean);
  expect(median([])).toBeLessThan(1.25 * mean);
  expect(fitValues([[], []])).toBeUndefined();
});

/** 4,000 replications: `npm run bench -- bandit`. Limit: the 0.1 % level of chi-square with 19 degrees. */
test('the truth ranks evenly among the draws with the delay fitted; without a delay it does not', () => {
  const ours = calibrate(5, 250, { saturation: true });
  for (const { chi2 } of Object.values(ours)) expect(chi2).toBeLessThan(43.8);
  expect(calibrate(5, 100, { saturation: false, naive: true }).lambda.chi2).toBeGreaterThan(300);
});
