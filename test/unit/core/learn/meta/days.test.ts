import { describe, expect, it } from 'vitest';
import { addDays, dayIn, daysToRead, settledUntil } from '../../../../../src/main/core/learn/meta/days.ts';
import { pauseAfter, pauseAfterRefusal } from '../../../../../src/main/core/learn/meta/pace.ts';
import { firstChoice, proposedWindow } from '../../../../../src/main/core/learn/meta/sales-choice.ts';

describe('the days of an account', () => {
  it('begin where the account is, also when the clocks change', () => {
    expect(dayIn('Asia/Tokyo', '2026-10-20T16:00:00Z')).toBe('2026-10-21');
    expect(dayIn('America/Los_Angeles', '2026-10-20T06:59:00Z')).toBe('2026-10-19');
    expect(dayIn('Europe/Berlin', '2026-10-24T22:30:00Z')).toBe('2026-10-25');
    expect(dayIn('Europe/Berlin', '2026-10-25T22:30:00Z')).toBe('2026-10-25');
    expect(dayIn('Europe/Berlin', '2026-10-25T23:30:00Z')).toBe('2026-10-26');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(() => dayIn('Mars/Crater', '2026-10-20T16:00:00Z')).toThrow(RangeError);
  });

  it('are read newest first, a week at a time, and again while they can change', () => {
    const today = '2026-10-20';
    expect(daysToRead(today, 9, new Map())).toEqual([
      { since: '2026-10-14', until: '2026-10-20' },
      { since: '2026-10-11', until: '2026-10-13' },
    ]);
    const known = new Map([
      ['2026-10-20', { settled: false }],
      ['2026-10-19', { settled: true }],
      // Read when it could still change, and further back than what is asked for.
      ['2026-08-01', { settled: false }],
      ['2026-07-31', { settled: true }],
    ]);
    expect(daysToRead(today, 2, known)).toEqual([
      { since: '2026-10-20', until: '2026-10-20' },
      { since: '2026-10-18', until: '2026-10-18' },
      { since: '2026-08-01', until: '2026-08-01' },
    ]);
    expect(settledUntil(today)).toBe('2026-09-21');
  });
});

describe('the pace', () => {
  const usage = { percent: null, regainMs: 0, resetMs: 0 };
  it('is free below three quarters, slower above, and stops near the end', () => {
    expect([null, 74, 75, 85, 95].map((percent) => pauseAfter({ ...usage, percent }))).toEqual([
      0, 0, 0, 15_000, 30_000,
    ]);
    expect(pauseAfter({ ...usage, percent: 96 })).toBe(60_000);
    expect(pauseAfter({ ...usage, percent: 99, resetMs: 100_000 })).toBe(100_000);
    expect(pauseAfter({ percent: 10, regainMs: 420_000, resetMs: 0 })).toBe(420_000);
  });
  it('doubles after each refusal up to a quarter of an hour, unless Meta says how long', () => {
    expect([1, 2, 3, 4, 5, 9].map((refusals) => pauseAfterRefusal(refusals, usage))).toEqual([
      60_000, 120_000, 240_000, 480_000, 900_000, 900_000,
    ]);
    expect(pauseAfterRefusal(3, { ...usage, regainMs: 5000 })).toBe(5000);
    expect(pauseAfterRefusal(3, { ...usage, resetMs: 7000 })).toBe(7000);
  });
});

describe('what counts as a sale', () => {
  it('is one type, the widest there is, by its whole name', () => {
    const types = [
      'purchase',
      'offsite_conversion.custom.99.purchase_like',
      'omni_purchase',
      'onsite_web_purchase',
    ];
    expect(firstChoice({ types, settings: ['7d_click'] })).toEqual({
      actionType: 'omni_purchase',
      window: 'value',
    });
    const mixed = ['7d_click', '1d_click'];
    expect(firstChoice({ types: types.slice(0, 2), settings: mixed })).toEqual({
      actionType: 'purchase',
      window: '7d_click',
    });
    expect(
      firstChoice({ types: ['offsite_conversion.custom.99.purchase_like', 'lead'], settings: [] }),
    ).toBeNull();
    const chosen = (window: 'value' | '1d_click') => ({ actionType: 'purchase', window });
    expect(proposedWindow(chosen('value'), { settings: mixed })).toBe('7d_click');
    expect(proposedWindow(chosen('value'), { settings: ['7d_click'] })).toBeNull();
    expect(proposedWindow(chosen('1d_click'), { settings: mixed })).toBeNull();
  });
});
