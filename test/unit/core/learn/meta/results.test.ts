import { expect, it } from 'vitest';
import { accountResults, type Sums } from '../../../../../src/main/core/learn/meta/results.ts';

const sums = (change: Partial<Sums>): Sums => ({
  objectId: '1',
  name: null,
  status: null,
  campaignId: '1',
  adSetId: '2',
  spendMinor: 100,
  impressions: 300,
  clicks: 3,
  linkClicks: 2,
  plays: 80,
  views3s: 50,
  thruplays: 20,
  videoImpressions: 300,
  orders: null,
  revenueMinor: null,
  provisionalMinor: null,
  unknownOrders: 0,
  ...change,
});
const film = sums({ objectId: '7', spendMinor: 40, impressions: 100, videoImpressions: 100 });
const image = sums({
  objectId: '8',
  spendMinor: 60,
  impressions: 200,
  plays: null,
  views3s: null,
  thruplays: null,
  videoImpressions: 0,
});
const told = (campaign: Sums, [since, until]: readonly (string | null)[] = [null, null]) =>
  accountResults({
    account: {
      id: '1',
      name: 'Fjord',
      currency: 'EUR',
      timeZone: 'America/Los_Angeles',
      choice: { actionType: 'purchase', window: 'value' },
      pausedUntil: null,
      readAt: '2026-10-20T05:00:00Z',
    },
    since: since ?? null,
    until: until ?? null,
    total: sums({}),
    campaigns: [campaign],
    ads: [film, image],
    links: new Map([['7', ['a']]]),
  });

it('takes hook rates from films alone, and says nothing of an image', () => {
  const { total, campaigns, ads } = told(sums({}));
  expect(total?.hook_rate).toBe(0.5);
  expect(campaigns[0]?.results.hook_rate).toBe(0.5);
  expect(ads.map(({ results }) => results.hook_rate)).toEqual([0.5, null]);
  expect(ads.map(({ ads }) => ads)).toEqual([['a'], []]);
});

it('says from which day on orders were read before they were a week old, by the days of the account', () => {
  const since = (...days: string[]) => told(sums({}), days).immature_since;
  expect(since('2026-09-01', '2026-10-12')).toBeNull();
  expect(since('2026-09-01', '2026-10-19')).toBe('2026-10-13');
  expect(since('2026-10-15', '2026-10-19')).toBe('2026-10-15');
  expect(told(sums({})).immature_since).toBeNull();
});

it('says where a campaign and its ads differ, and counts what Meta says of the campaign', () => {
  expect(told(sums({})).campaigns[0]).toMatchObject({ ads_spend_minor: 100, reconciles: true });
  const more = told(sums({ spendMinor: 120 })).campaigns[0];
  expect(more).toMatchObject({ results: { spend_minor: 120 }, ads_spend_minor: 100, reconciles: false });
});

it('the return takes orders that came without their worth for orders of the mean worth of the others', () => {
  const part = { spendMinor: 100, orders: 10, revenueMinor: 120, unknownOrders: 5 };
  expect(told(sums(part)).campaigns[0]?.results).toMatchObject({ roas: 2.4, orders_of_unknown_worth: 5 });
  // One order would set the worth of five others.
  expect(told(sums({ ...part, unknownOrders: 4, orders: 5 })).campaigns[0]?.results.roas).toBeNull();
  const none = { spendMinor: 100, orders: 5, revenueMinor: null, unknownOrders: 5 };
  expect(told(sums(none)).campaigns[0]?.results.roas).toBeNull();
});
