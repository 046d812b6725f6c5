import { describe, expect, it } from 'vitest';
import { judgeDay } from '../../../../../src/main/core/learn/today/unusual.ts';
import { binomialDraw, poissonDraw } from '../../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../../src/main/core/math/rng.ts';
import { aDay } from '../../../../support/today/days.ts';

const eight = (of: (week: number) => Parameters<typeof aDay>[0] = () => ({})) =>
  Array.from({ length: 8 }, (_, week) => aDay(of(week)));

describe('judgeDay', () => {
  it('finds a day far from the same weekdays and says how far it might have been', () => {
    const before = eight((week) => ({ spendMinor: 50_000 + 1000 * (week - 4) }));
    const found = judgeDay('spend', aDay({ spendMinor: 90_000 }), before);
    expect(found).toMatchObject({ verdict: 'unusual', value: 90_000, usual: 49_500, weeks: 8, lacks: [] });
    expect(found.range?.[1]).toBeLessThan(90_000);
    expect(judgeDay('spend', aDay({ spendMinor: 60_000 }), before).verdict).toBe('usual');
    // A campaign that stopped spending is as unusual as one that ran away.
    expect(judgeDay('spend', aDay({ spendMinor: 0 }), before).verdict).toBe('unusual');
  });

  it('says what is missing instead of a verdict', () => {
    expect(judgeDay('spend', aDay(), eight().slice(0, 5)).lacks).toEqual(['5 of 6 same weekdays']);
    expect(judgeDay('orders', aDay({ orders: null }), eight()).lacks).toEqual(['this day is not reported']);
    expect(
      judgeDay(
        'orders',
        aDay(),
        eight(() => ({ orders: 3 })),
      ).lacks,
    ).toEqual(['3 of 5 orders on a usual day']);
    expect(
      judgeDay(
        'roas',
        aDay(),
        eight(() => ({ orders: 9 })),
      ).lacks,
    ).toEqual(['9 of 10 orders on a usual day']);
    expect(judgeDay('ctr', aDay({ impressions: 999, linkClicks: 40 }), eight()).lacks).toEqual([
      '999 of 1000 impressions',
    ]);
    for (const day of [aDay({ orders: null }), aDay({ impressions: 0, linkClicks: 0 })])
      expect(judgeDay('roas', { ...day, spendMinor: 0 }, eight())).toMatchObject({
        verdict: 'not enough data',
        usual: null,
        range: null,
      });
  });

  it('does not call unusual what counting alone does, however alike the weeks were', () => {
    const before = eight(() => ({ orders: 30, linkClicks: 600 }));
    expect(judgeDay('orders', aDay({ orders: 45 }), before).verdict).toBe('usual');
    expect(judgeDay('orders', aDay({ orders: 55 }), before).verdict).toBe('unusual');
  });

  it('is wrong at most once in a hundred steady accounts, and finds a click rate that fell to a third', () => {
    const rng = stream(20261128, 'today');
    /** Days that scatter by 15 % in money and 8 % in rates beyond what counting does. */
    const about = (value: number, sd: number) => value * Math.exp(sd * rng.normal());
    const world = () => {
      const impressions = Math.round(about(40_000, 0.15));
      return aDay({
        spendMinor: Math.round(about(50_000, 0.15)),
        impressions,
        linkClicks: binomialDraw(rng, impressions, about(0.015, 0.08)),
        orders: poissonDraw(rng, about(30, 0.08)),
      });
    };
    const wrong = { spend: 0, ctr: 0, orders: 0 };
    let found = 0;
    const worlds = 1500;
    for (let n = 0; n < worlds; n += 1) {
      const before = Array.from({ length: n % 2 === 0 ? 6 : 8 }, world);
      const day = world();
      for (const metric of ['spend', 'ctr', 'orders'] as const)
        wrong[metric] += Number(judgeDay(metric, day, before).verdict === 'unusual');
      const fallen = { ...day, linkClicks: Math.round((day.linkClicks ?? 0) / 3) };
      found += Number(judgeDay('ctr', fallen, before).verdict === 'unusual');
    }
    for (const count of Object.values(wrong)) expect(count / worlds).toBeLessThanOrEqual(0.01);
    expect(found / worlds).toBeGreaterThan(0.5);
  });
});
