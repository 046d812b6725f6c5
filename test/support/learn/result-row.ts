import type { ResultRow } from '../../../src/main/core/learn/results.ts';

/** What an ad got in a week, of which nothing is known but how often it was seen. */
export const aResultRow = (own: Partial<ResultRow> & Pick<ResultRow, 'ad' | 'week'>): ResultRow => ({
  campaign: '1',
  adSet: '1',
  firstDay: 7 * own.week,
  impressions: 1000,
  spendMinor: 0,
  linkClicks: null,
  views3s: null,
  thruplays: null,
  mature: { spendMinor: 0, linkClicks: null, orders: null, revenueMinor: null, ofUnknownWorth: 0 },
  ...own,
});
