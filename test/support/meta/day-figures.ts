import type { DayFigures } from '../../../src/main/core/learn/meta/figures.ts';

/** A day of an object of which Meta reports nothing but what is given here. */
export const dayFigures = (
  given: Pick<DayFigures, 'level' | 'objectId' | 'day'> & Partial<DayFigures>,
): DayFigures => ({
  campaignId: null,
  adSetId: null,
  attributionSetting: null,
  spendMinor: 0,
  impressions: 0,
  clicks: null,
  linkClicks: null,
  plays: null,
  views3s: null,
  thruplays: null,
  p25: null,
  p50: null,
  p75: null,
  p95: null,
  p100: null,
  actions: {},
  ...given,
});
