import { describe, expect, it } from 'vitest';
import { figureOf } from '../../../../../src/main/core/learn/today/figures.ts';
import { aDay } from '../../../../support/today/days.ts';

describe('figureOf', () => {
  it('gives each figure with what it rests on, and its change with what chance alone does', () => {
    const ctr = figureOf('ctr', aDay(), aDay({ linkClicks: 900 }), 1.5);
    expect(ctr).toMatchObject({ value: 0.015, events: 600, before: 0.0225 });
    expect(ctr.interval90?.[0]).toBeCloseTo(0.01403, 4);
    expect(ctr.interval90?.[1]).toBeCloseTo(0.01603, 4);
    expect(ctr.change).toMatchObject({ clear: true });
    expect(ctr.change?.ratio).toBeCloseTo(2 / 3);
    const orders = figureOf('orders', aDay(), aDay({ orders: 25 }), 1.5);
    // The exact interval of 30 is 21.6 to 40.7.
    expect(orders.interval90?.[0]).toBeCloseTo(21.6, 1);
    expect(orders.interval90?.[1]).toBeCloseTo(40.7, 1);
    expect(orders.change?.clear).toBe(false);
    const roas = figureOf('roas', aDay(), aDay(), 1.5);
    expect(roas).toMatchObject({ value: 3, events: 30, change: { ratio: 1, clear: false } });
    expect(roas.interval90?.[0]).toBeCloseTo(3 * Math.exp(-1.645 * Math.sqrt(0.05)), 3);
    expect(figureOf('spend', aDay(), aDay({ spendMinor: 25_000 }), null)).toMatchObject({
      value: 50_000,
      interval90: null,
      events: null,
      change: { ratio: 2, interval90: null, clear: true },
    });
  });

  it('leaves open what is not known', () => {
    const few = aDay({ orders: 4 });
    expect(figureOf('roas', few, aDay(), 1.5)).toMatchObject({ value: 3, interval90: null, change: null });
    expect(figureOf('roas', aDay(), null, null)).toMatchObject({
      interval90: null,
      before: null,
      change: null,
    });
    expect(figureOf('orders', aDay({ orders: null }), aDay(), 1)).toMatchObject({
      value: null,
      interval90: null,
    });
    expect(figureOf('ctr', aDay({ impressions: 0, linkClicks: 0 }), aDay(), 1).value).toBeNull();
    expect(figureOf('roas', aDay({ spendMinor: 0 }), aDay(), 1).value).toBeNull();
    // Clicks on the impressions of the day before.
    expect(figureOf('ctr', aDay({ impressions: 10, linkClicks: 20 }), null, 1).interval90?.[1]).toBe(1);
  });
});
