import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../../src/main/core/learn/meta/days.ts';
import {
  accountDay,
  daysNeeded,
  newestClosed,
  type Spender,
} from '../../../../../src/main/core/learn/today/account-day.ts';
import type { DayVersion } from '../../../../../src/main/core/learn/today/day.ts';
import { told } from '../../../../support/today/days.ts';

const zone = 'Europe/Berlin';
const day = '2026-11-19';
const morningAfter = (of: string): string => `${addDays(of, 1)}T05:00:00.000Z`;
const read = new Map(daysNeeded(day).map((one) => [one, morningAfter(day)]));

const account = (of: (asked: string) => readonly DayVersion[]): Spender => ({
  id: '77',
  level: 'account',
  name: 'Shop',
  days: new Map(daysNeeded(day).map((asked) => [asked, of(asked)])),
});

/** As it was read every morning: twenty orders on the next one, thirty when all had come. */
const ripening = (asked: string): DayVersion[] =>
  asked === day
    ? [told(morningAfter(day), { orders: 20 })]
    : [
        told(morningAfter(asked), { orders: 20, supersededAt: morningAfter(addDays(asked, 1)) }),
        told(morningAfter(addDays(asked, 1)), { orders: 30 }),
      ];

describe('accountDay', () => {
  it('takes for the last day one that was over, there, when it was read', () => {
    const half = new Map([
      ['2026-11-18', '2026-11-19T05:00:00.000Z'],
      // Ten at night in Berlin: the day goes on.
      ['2026-11-19', '2026-11-19T21:00:00.000Z'],
    ]);
    expect(newestClosed(half, zone)).toBe('2026-11-18');
    expect(newestClosed(half, 'Asia/Tokyo')).toBe('2026-11-19');
    expect(newestClosed(new Map(), zone)).toBeNull();
  });

  it('compares orders with those that were known of a day when it was as young', () => {
    const found = accountDay([account(ripening)], read, zone, day);
    const orders = found.figures.find(({ metric }) => metric === 'orders');
    // Against the thirty that the day before has by now, this day would be a third worse.
    expect(orders).toMatchObject({ value: 20, before: 20, change: { ratio: 1, clear: false } });
    expect(found).toMatchObject({ alike: true, unusual: [], lookedAt: 4, undecided: [] });
    const worse = accountDay(
      [account((asked) => (asked === day ? [told(morningAfter(day), { orders: 1 })] : ripening(asked)))],
      read,
      zone,
      day,
    );
    expect(worse.unusual.map(({ metric }) => metric)).toEqual(['orders']);
  });

  it('compares them also with a day that was read some minutes later in its life', () => {
    const soon = new Map([...read].map(([asked]) => [asked, `${addDays(day, 1)}T04:50:00.000Z`]));
    const found = accountDay([account(ripening)], soon, zone, day);
    expect(found.figures.find(({ metric }) => metric === 'orders')).toMatchObject({ value: 20, before: 20 });
    expect(found.alike).toBe(true);
  });

  it('takes orders that Meta leaves out for none where it told of some on other days', () => {
    const none = { orders: null, revenueMinor: null };
    const fallen = accountDay(
      [account((asked) => (asked === day ? [told(morningAfter(day), none)] : ripening(asked)))],
      read,
      zone,
      day,
    );
    expect(fallen.unusual.map(({ metric, value }) => [metric, value])).toEqual([['orders', 0]]);
    expect(fallen.figures.find(({ metric }) => metric === 'roas')?.value).toBe(0);
    // Where no sales are counted, or nothing was shown, it says nothing.
    const never = accountDay([account((asked) => [told(morningAfter(asked), none)])], read, zone, day);
    expect(never.figures.find(({ metric }) => metric === 'orders')?.value).toBeNull();
    const hidden = (asked: string) =>
      asked === day ? [told(morningAfter(day), { ...none, impressions: 0 })] : ripening(asked);
    expect(accountDay([account(hidden)], read, zone, day).unusual).toEqual([]);
  });

  it('does not compare orders where nobody looked at that age', () => {
    const late = (asked: string) =>
      asked === day ? ripening(asked) : [told('2026-11-20T05:00:00.000Z', { orders: 30 })];
    const found = accountDay([account(late)], read, zone, day);
    expect(found.alike).toBe(false);
    expect(found.figures.find(({ metric }) => metric === 'orders')).toMatchObject({
      value: 20,
      before: null,
      change: null,
    });
    expect(found.undecided.map(({ metric, lacks }) => [metric, ...lacks])).toEqual([
      ['orders', '0 of 6 same weekdays'],
      ['roas', '0 of 6 same weekdays'],
    ]);
    // Read in the evening and superseded at night: that was half a day.
    const evening = (asked: string) =>
      asked === day
        ? ripening(asked)
        : [
            told(`${asked}T20:00:00.000Z`, { orders: 9, supersededAt: morningAfter(addDays(asked, 2)) }),
            told(morningAfter(addDays(asked, 2)), { orders: 30 }),
          ];
    expect(accountDay([account(evening)], read, zone, day).alike).toBe(false);
  });

  it('knows that a campaign without a row spent nothing on a day that was read', () => {
    const stopped: Spender = {
      ...account((asked) => (asked === day ? [] : ripening(asked))),
      id: '9',
      level: 'campaign',
      name: 'Autumn',
    };
    const found = accountDay([account(ripening), stopped], read, zone, day);
    expect(found.unusual).toMatchObject([{ metric: 'spend', value: 0, of: { name: 'Autumn' } }]);
  });
});
