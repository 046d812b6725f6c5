import { quantile } from '../../math/quantile.ts';
import { normalQuantile } from '../../math/special.ts';
import type { Observation } from '../cells.ts';
import { trialsOutOfContext } from '../context.ts';
import { examplesOf } from '../examples.ts';
import type { LearnAd } from '../learn-from.ts';
import { ordersOf, type ResultRow, toldOrders } from '../results.ts';
import { rateQuantile } from './beta-binomial.ts';
import type { AdTraits } from './example.ts';
import { rateOf } from './predict.ts';
import { type Head, type Model, train } from './train.ts';

/**
 * Return on spend = orders per click x clicks per spend x value of an order (`deepctr.md` 2.1). The first two are rates of
 * the ad, each with a model and a gate of its own; the third is one law for all ads, since a film hardly moves the basket.
 */
export interface RoasModel {
  readonly orders: Model;
  readonly clicks: Model;
  /** Minor units of money in one trial of `clicks`. */
  readonly spendUnitMinor: number;
  /** ln of the mean order of an ad, in minor units: mean and standard deviation between ads. */
  readonly value: { readonly mean: number; readonly sd: number };
  /** Revenue by spend of all that is over for long enough. */
  readonly account: number;
}

export interface RoasPrediction {
  readonly basis: 'mean' | 'ridge';
  readonly says: string;
  /** Only ever a range (`deepctr.md` 2.1). */
  readonly interval80: [number, number];
}

const orderHead: Head = { hits: 'orders', leastHits: 100, adsForTrees: null };
const costHead: Head = { hits: 'clicks', leastHits: 300, adsForTrees: null };

/** Trials of a click: money is counted in shares of what a click costs, so that no currency's small coin matters. */
const unitsPerClick = 20;

/** Only from days that are over for so long that late orders have come in. Null without orders, link clicks or spend. */
export function trainRoas(
  rows: readonly ResultRow[],
  ads: readonly LearnAd[],
  conceptOf: (ad: string) => string,
  seed: number,
): RoasModel | null {
  const sum = (of: (row: ResultRow) => number | null) =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  const spend = sum(({ mature }) => mature.spendMinor);
  const { mean } = ordersOf(rows);
  // As in `results.ts`: one whose worth was not told is one of mean value.
  const revenue = sum(({ mature }) => (mature.revenueMinor ?? 0) + mean * mature.ofUnknownWorth);
  const value = orderValue(rows);
  if (spend === 0 || revenue <= 0 || !value) return null;
  const model = (
    head: Head,
    hitsOf: (mature: ResultRow['mature']) => number,
    trialsOf: (mature: ResultRow['mature']) => number,
  ) => {
    const observations = rows.flatMap(({ ad, campaign, adSet, week, mature }): Observation[] => {
      const trials = trialsOf(mature);
      // An order of a click of the day before may stand alone on its day.
      const hits = Math.min(hitsOf(mature), trials);
      return trials > 0
        ? [{ ad, concept: conceptOf(ad), campaign, adSet, placement: 'all', kind: '', week, hits, trials }]
        : [];
    });
    return train(examplesOf(trialsOutOfContext(observations), rows, ads, conceptOf), seed, head);
  };
  const clicks = (mature: ResultRow['mature']) => mature.linkClicks ?? 0;
  const allClicks = sum(({ mature }) => mature.linkClicks);
  if (allClicks === 0) return null;
  const spendUnitMinor = spend / allClicks / unitsPerClick;
  const orders = model(orderHead, ({ orders: own }) => own ?? 0, clicks);
  const cost = model(costHead, clicks, ({ spendMinor }) => spendMinor / spendUnitMinor);
  if (orders.hits === 0 || cost.hits === 0) return null;
  return {
    orders,
    clicks: cost,
    spendUnitMinor,
    value,
    account: revenue / spend,
  };
}

/**
 * ln of an ad's mean order: spread between ads by DerSimonian and Laird, with the scatter of single orders told from how
 * rows with few and with many of them differ. Single orders beyond the 99th percentile are held to it.
 */
function orderValue(rows: readonly ResultRow[]): RoasModel['value'] | null {
  const sold = rows.flatMap(({ ad, mature }) => {
    const { orders, revenue } = toldOrders(mature);
    return orders > 0 && revenue > 0 ? [{ ad, orders, mean: revenue / orders }] : [];
  });
  if (sold.length === 0) return null;
  const most = quantile(
    sold.map(({ mean }) => mean),
    0.99,
  );
  const byAd = new Map<string, { orders: number; value: number }>();
  let orders = 0;
  let value = 0;
  for (const row of sold) {
    const held = row.orders * Math.min(row.mean, most);
    const known = byAd.get(row.ad) ?? { orders: 0, value: 0 };
    byAd.set(row.ad, { orders: known.orders + row.orders, value: known.value + held });
    orders += row.orders;
    value += held;
  }
  const mean = value / orders;
  // Squared variation of one order: of rows of one ad around the ad's own mean.
  let square = 0;
  for (const row of sold) {
    const own = byAd.get(row.ad) as { orders: number; value: number };
    square += row.orders * (Math.min(row.mean, most) - own.value / own.orders) ** 2;
  }
  const cv2 = sold.length > byAd.size ? square / (sold.length - byAd.size) / mean ** 2 : 0;
  const known = [...byAd.values()].map((own) => ({
    y: Math.log(own.value / own.orders),
    weight: own.orders / Math.max(cv2, 1e-6),
  }));
  const all = known.reduce((sum, { weight }) => sum + weight, 0);
  const centre = known.reduce((sum, { y, weight }) => sum + weight * y, 0) / all;
  const q = known.reduce((sum, { y, weight }) => sum + weight * (y - centre) ** 2, 0);
  const squares = known.reduce((sum, { weight }) => sum + weight ** 2, 0);
  const between = Math.max(0, (q - (known.length - 1)) / Math.max(1e-9, all - squares / all));
  return { mean: centre, sd: Math.sqrt(between) };
}

/**
 * Of a product the logarithms add up: their medians, and for each side apart the squares of how far its end lies, since the
 * law of a rate of few hits is far from even. Null where what is known of the orders is worth less than half of one:
 * most of its law then lies next to nothing, far below what the ads have brought.
 */
export function predictRoas(
  { orders, clicks, value, spendUnitMinor }: RoasModel,
  ad: AdTraits,
): RoasPrediction | null {
  const orderRate = rateOf(orders, ad);
  if (orderRate * phiOf(orders) < 0.5) return null;
  const parts = [lnQuantiles(orders, orderRate), lnQuantiles(clicks, rateOf(clicks, ad))];
  const middle = parts.reduce((sum, part) => sum + part.middle, value.mean - Math.log(spendUnitMinor));
  const between = normalQuantile(0.9) * value.sd;
  const below = Math.hypot(between, ...parts.map((part) => part.middle - part.low));
  const above = Math.hypot(between, ...parts.map((part) => part.high - part.middle));
  return {
    basis: orders.active === 'mean' && clicks.active === 'mean' ? 'mean' : 'ridge',
    says: basisOf(orders, clicks),
    interval80: [Math.exp(middle - below), Math.exp(middle + above)],
  };
}

/** With fewer orders to be expected a return is mostly chance, whatever was said of it. */
const leastOrdersJudged = 10;

/**
 * Whether a return lies within the 80 % that was to be expected. What is said is a range of the true return; what comes is
 * a sum of orders besides, so that its logarithm has the variance of the range and `scatter` / orders (`results.ts`). Null
 * where too few orders were to be expected of what was spent. The mean order and `spend` are in the same unit of money.
 */
export function returnHeld(
  [low, high]: readonly [number, number],
  seen: number,
  spend: number,
  orders: { readonly mean: number; readonly scatter: number },
): boolean | null {
  const middle = Math.sqrt(low * high);
  const expected = (middle * spend) / orders.mean;
  if (!(expected >= leastOrdersJudged)) return null;
  const reach = normalQuantile(0.9);
  const sd = Math.hypot(Math.log(high / low) / (2 * reach), Math.sqrt(orders.scatter / expected));
  return Math.abs(Math.log(seen / middle)) <= reach * sd;
}

/** Which of the two was learnt and which is the average of all, each by its name. */
function basisOf(orders: Model, clicks: Model): string {
  const calibrated = ({ hits }: Model, of: string) => `calibrated on ${hits} ${of}`;
  if (orders.active !== 'mean' && clicks.active !== 'mean')
    return `${calibrated(orders, 'orders')} of your ${orders.ads} ads`;
  if (orders.active !== 'mean')
    return `orders per click ${calibrated(orders, 'orders')}; clicks per spend the average of your ads: ${clicks.why}`;
  if (clicks.active !== 'mean')
    return `clicks per spend ${calibrated(clicks, 'clicks')}; orders per click the average of your ads: ${orders.why}`;
  return `the average of your ads: ${[...new Set([orders.why, clicks.why])].join('; ')}`;
}

const phiOf = ({ fitted, mean }: Model): number => (fitted ?? mean).intervalPhi;

/** Of the logarithm of a rate that is Beta(mu phi, (1 - mu) phi). */
function lnQuantiles(model: Model, mu: number): { low: number; middle: number; high: number } {
  const at = (q: number) => Math.log(rateQuantile(mu, phiOf(model), q));
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}
