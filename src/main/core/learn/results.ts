import type { Observation } from './cells.ts';
import type { Metric } from './hypotheses.ts';

/** What one ad of the library got in one ad set and week; several Meta ads that run the same film are one here. */
export interface ResultRow {
  readonly ad: string;
  readonly campaign: string;
  /** Null where it is not known. */
  readonly adSet: string | null;
  /** Number of the week, rising. */
  readonly week: number;
  /** Number of the first day with impressions. */
  readonly firstDay: number;
  readonly impressions: number;
  readonly spendMinor: number;
  /** Null where Meta did not report it, which is not 0. */
  readonly linkClicks: number | null;
  readonly views3s: number | null;
  readonly thruplays: number | null;
  /** Of days that are over for so long that late orders have come in. */
  readonly mature: {
    readonly spendMinor: number;
    readonly linkClicks: number | null;
    readonly orders: number | null;
    readonly revenueMinor: number | null;
    /** Those of the orders that are of days on which Meta told of orders and not what they were worth. */
    readonly ofUnknownWorth: number;
  };
}

/**
 * Sales of a week in which an ad was not shown count in the week whose spend they came of: the last one before, of the same
 * ad set. Rows come in the order of ad, campaign, ad set and week. What has no such week stays where it is.
 */
export function withLateSales(rows: readonly ResultRow[]): ResultRow[] {
  const kept: ResultRow[] = [];
  for (const row of rows) {
    const isLate = row.impressions === 0 && row.spendMinor === 0;
    const isOther = (one: ResultRow) =>
      one.ad !== row.ad || one.campaign !== row.campaign || one.adSet !== row.adSet;
    // Back to the end of the rows before its own, and no further.
    const at = isLate ? kept.findLastIndex((one) => isOther(one) || one.mature.spendMinor > 0) : -1;
    const before = kept[at];
    if (before && !isOther(before)) kept[at] = { ...before, mature: plusSales(before.mature, row.mature) };
    else kept.push(row);
  }
  return kept;
}

const plusSales = (mature: ResultRow['mature'], late: ResultRow['mature']): ResultRow['mature'] => ({
  ...mature,
  orders: late.orders === null ? mature.orders : (mature.orders ?? 0) + late.orders,
  revenueMinor:
    late.revenueMinor === null ? mature.revenueMinor : (mature.revenueMinor ?? 0) + late.revenueMinor,
  ofUnknownWorth: mature.ofUnknownWorth + late.ofUnknownWorth,
});

/** Late orders have come in by then (`scoring.md` 5.2). */
export const matureAfterDays = 7;

export const metricNames = ['ctr', 'hook_rate', 'hold_rate', 'roas'] as const;
export type MetricName = (typeof metricNames)[number];

/** What each is counted on; of money also what was spent on days whose late orders may still come. */
export const trialsOf: Readonly<Record<MetricName, (row: ResultRow) => number | null>> = {
  ctr: ({ impressions }) => impressions,
  hook_rate: ({ impressions }) => impressions,
  hold_rate: ({ views3s }) => views3s,
  roas: ({ spendMinor }) => spendMinor,
};

/** A ThruPlay is the whole film or so much of it: of shorter films it tells how short they are. */
const thruplayS = 15;

/**
 * Every outcome that these rows can say something about (`scoring.md` 5.2), with the evidence that it needs (7.2). Where
 * `durationOf` tells how many seconds an ad has, hold rates of films that are over by a ThruPlay are compared with such alone.
 */
export function metricsOf(
  rows: readonly ResultRow[],
  conceptOf: (ad: string) => string,
  durationOf: (ad: string) => number | null = () => null,
): Metric[] {
  const share = (
    metric: MetricName,
    hitsOf: (row: ResultRow) => number | null,
    leastTrials: number,
    kindOf: (ad: string) => string = () => '',
  ): Metric => ({
    metric,
    observations: rows.flatMap((row) => {
      const [hits, trials] = [hitsOf(row), trialsOf[metric](row)];
      return hits === null || trials === null || trials <= 0
        ? []
        : // Clicks on what was counted the day before may exceed that day's plays.
          [{ ...observation(row, conceptOf, Math.min(hits, trials), trials), kind: kindOf(row.ad) }];
    }),
    leastTrials,
    leastHits: 100,
    scatter: 1,
  });
  const lengthOf = (ad: string) => {
    const seconds = durationOf(ad);
    return seconds === null ? '' : seconds < thruplayS ? 'short' : 'long';
  };
  return [
    share('ctr', ({ linkClicks }) => linkClicks, 20_000),
    share('hook_rate', ({ views3s }) => views3s, 20_000),
    { ...share('hold_rate', ({ thruplays }) => thruplays, 2_000, lengthOf), notOf: 'length' },
    returnOnSpend(rows, conceptOf),
  ].filter(({ observations }) => observations.some(({ hits }) => hits > 0));
}

const observation = (
  { ad, campaign, adSet, week }: ResultRow,
  conceptOf: (ad: string) => string,
  hits: number,
  trials: number,
): Observation => ({
  ad,
  concept: conceptOf(ad),
  campaign,
  adSet,
  // Meta's daily rows are over all placements; an account that wants them apart has them in its campaigns.
  placement: 'all',
  kind: '',
  week,
  hits,
  trials,
});

/**
 * Revenue per money spent, by the delta method: revenue is a sum of a Poisson number of orders of varying value, so
 * ln(revenue) has the variance (1 + cv^2) / orders. A hit is then an order of mean value, and cv^2 is told from how far the
 * rows' revenues lie from what their orders are worth on average. An order whose worth was not told is one of mean value:
 * neither worth nothing, nor left out with its days, of which those without any order would stay.
 */
function returnOnSpend(rows: readonly ResultRow[], conceptOf: (ad: string) => string): Metric {
  const { mean, scatter } = ordersOf(rows);
  return {
    metric: 'roas',
    observations:
      mean > 0
        ? rows.flatMap((row) => {
            const { spendMinor, revenueMinor, ofUnknownWorth } = row.mature;
            const hits = (revenueMinor ?? 0) / mean + ofUnknownWorth;
            return spendMinor > 0 ? [observation(row, conceptOf, hits, spendMinor)] : [];
          })
        : [],
    leastTrials: 1,
    leastHits: 60,
    scatter,
  };
}

/** What an order is worth on average, and 1 + cv^2 of it, from rows of several orders each. */
export function orderValues(rows: readonly { readonly orders: number; readonly revenue: number }[]): {
  readonly mean: number;
  readonly scatter: number;
} {
  const orders = rows.reduce((sum, one) => sum + one.orders, 0);
  const mean = rows.reduce((sum, one) => sum + one.revenue, 0) / Math.max(1, orders);
  const sold = rows.filter((one) => one.orders > 0);
  const variance =
    sold.reduce((sum, one) => sum + (one.revenue - one.orders * mean) ** 2 / one.orders, 0) /
    Math.max(1, sold.length - 1);
  return { mean, scatter: 1 + variance / Math.max(1, mean ** 2) };
}

/** The same of whole rows; of those whose worth is told. */
export const ordersOf = (rows: readonly ResultRow[]) =>
  orderValues(rows.map(({ mature }) => toldOrders(mature)));

/** Orders whose worth is told, with it. */
export const toldOrders = ({ orders, revenueMinor, ofUnknownWorth }: ResultRow['mature']) => ({
  orders: (orders ?? 0) - ofUnknownWorth,
  revenue: revenueMinor ?? 0,
});

/**
 * Revenue with the orders of unknown worth as of the mean worth of the others, its own; null where these are not half of all,
 * as one large order would then set the worth of twenty. Their days cannot be left out instead: those without any order
 * would stay.
 */
export function wholeRevenue(
  revenueMinor: number | null,
  orders: number | null,
  ofUnknownWorth: number,
): number | null {
  if (revenueMinor === null || ofUnknownWorth === 0) return revenueMinor;
  const told = (orders ?? 0) - ofUnknownWorth;
  return told >= ofUnknownWorth ? revenueMinor * (1 + ofUnknownWorth / told) : null;
}

/** The four figures of an ad over all its rows; null where nothing was reported. */
export interface AdResults {
  readonly impressions: number;
  readonly linkClicks: number | null;
  readonly ctr: number | null;
  readonly hookRate: number | null;
  readonly holdRate: number | null;
  readonly spendMinor: number;
  /** With orders of unknown worth as of the mean worth of the others. */
  readonly roas: number | null;
  readonly orders: number | null;
  readonly ordersOfUnknownWorth: number;
}

export function resultsOf(rows: readonly ResultRow[]): AdResults {
  const sum = (of: (row: ResultRow) => number | null): number | null => {
    const known = rows.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  const over = (hits: number | null, trials: number | null): number | null =>
    hits === null || trials === null || trials <= 0 ? null : hits / trials;
  const impressions = sum((row) => row.impressions) ?? 0;
  const linkClicks = sum((row) => row.linkClicks);
  const views = sum((row) => row.views3s);
  const spendMinor = sum(({ mature }) => mature.spendMinor) ?? 0;
  const orders = sum(({ mature }) => mature.orders);
  const ordersOfUnknownWorth = sum(({ mature }) => mature.ofUnknownWorth) ?? 0;
  const revenueMinor = sum(({ mature }) => mature.revenueMinor);
  return {
    impressions,
    linkClicks,
    ctr: over(linkClicks, impressions),
    hookRate: over(views, impressions),
    holdRate: over(
      sum((row) => row.thruplays),
      views,
    ),
    spendMinor,
    roas: over(wholeRevenue(revenueMinor, orders, ordersOfUnknownWorth), spendMinor),
    orders,
    ordersOfUnknownWorth,
  };
}
