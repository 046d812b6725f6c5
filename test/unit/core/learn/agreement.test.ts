import { expect, test } from 'vitest';
import { agreementsOf } from '../../../../src/main/core/learn/agreement.ts';
import { trialsOutOfContext } from '../../../../src/main/core/learn/context.ts';
import { metricsOf, type ResultRow } from '../../../../src/main/core/learn/results.ts';
import { aResultRow } from '../../../support/learn/result-row.ts';

/** 40 ads in two ad sets, one of people who click and buy three times as often; `returns` are of the order of click rates, or not. */
const rows = (returnOf: (at: number) => number, shown: (at: number) => number = () => 20_000): ResultRow[] =>
  Array.from({ length: 40 }, (_, at) => {
    const warm = at % 2 === 0 ? 3 : 1;
    const impressions = shown(at);
    const orders = Math.round(40 * warm * returnOf(at));
    return aResultRow({
      ad: `ad ${at}`,
      week: 0,
      adSet: `${warm}`,
      impressions,
      spendMinor: 100_000,
      linkClicks: Math.round(impressions * 0.01 * warm * (1 + at / 40)),
      mature: {
        spendMinor: 100_000,
        linkClicks: null,
        orders,
        revenueMinor: 5000 * orders,
        ofUnknownWorth: 0,
      },
    });
  });
const itself = (ad: string) => ad;
const agreementsIn = (all: ResultRow[]) => {
  const of = (name: string) =>
    metricsOf(all, itself).find(({ metric }) => metric === name)?.observations ?? [];
  return agreementsOf(trialsOutOfContext(of('ctr')), of('roas'), all, itself, 1);
};
const returnsOf = (all: ResultRow[]) => agreementsIn(all).returns;

test('what wins clicks is held against what wins money out of the place it ran in', () => {
  expect(returnsOf(rows((at) => 1 + at / 40))?.value).toBeGreaterThan(0.9);
  expect(returnsOf(rows((at) => 2 - at / 40))?.value).toBeLessThan(-0.7);
  // Alike in both ad sets, of which one wins clicks and money.
  const unrelated = returnsOf(rows((at) => 1 + ((at * 17) % 40) / 40));
  expect(Math.abs(unrelated?.value as number)).toBeLessThan(0.4);
  expect(unrelated?.interval80[0]).toBeLessThan(0);
  expect(unrelated?.interval80[1]).toBeGreaterThan(0);
  expect(unrelated?.ads).toBe(40);
});

test('an account in small coin agrees alike, and one with too few ads or sales is not told', () => {
  const some = rows((at) => 1 + ((at * 17) % 40) / 40);
  const coins = some.map((row) => ({
    ...row,
    spendMinor: 1000 * row.spendMinor,
    mature: {
      ...row.mature,
      spendMinor: 1000 * row.mature.spendMinor,
      revenueMinor: 1000 * (row.mature.revenueMinor as number),
    },
  }));
  expect(returnsOf(coins)?.value).toBeCloseTo(returnsOf(some)?.value as number, 9);
  expect(returnsOf(some.slice(0, 19))).toBeNull();
  expect(returnsOf(rows(() => 0.1))).toBeNull();
  expect(agreementsIn([])).toEqual({ returns: null, shown: null });
});

test('an order that is worth fifty of the others, of an ad that nothing was spent on, ends no refresh', () => {
  const all = rows((at) => 1 + at / 40);
  const lucky = aResultRow({
    ...{ ad: 'lucky', week: 0, adSet: '1', spendMinor: 10 },
    mature: { spendMinor: 10, linkClicks: null, orders: 1, revenueMinor: 250_000, ofUnknownWorth: 0 },
  });
  expect(returnsOf([...all, lucky])?.value).toBeGreaterThan(0.9);
});

test('ads of which much is known are told to be those that were shown for their clicks, where it is so', () => {
  expect(
    agreementsIn(
      rows(
        () => 1,
        (at) => 5000 + 500 * at,
      ),
    ).shown?.value,
  ).toBeGreaterThan(0.9);
  expect(
    agreementsIn(
      rows(
        () => 1,
        (at) => 5000 + 500 * ((at * 17) % 40),
      ),
    ).shown?.value,
  ).toBeLessThan(0.4);
});
