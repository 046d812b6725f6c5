import type { FatigueDay } from './fatigue.ts';
import { factorsOf, type Keys, keysOf } from './two-way.ts';

/** One day of one ad, with what it got. */
export interface AdDay {
  readonly id: string;
  readonly day: string;
  readonly impressions: number;
  readonly clicks: number;
  /** Null where nothing was played. */
  readonly views3s: number | null;
  readonly spendMinor: number;
}

type Others = FatigueDay['others'];

/**
 * The other ads of the account on the day of each row of an ad that is asked about; null for the rest. What is due to them goes by
 * what each of them gets of its impressions with the days' own part taken out: where a campaign that wins more clicks begins or
 * ends, no ad does worse than before.
 * Where a large ad tires, days would look weak for it, and others that ran on them alone good: it would keep pace with a
 * market of its own making. So it counts for no more than `largest` there, and for something: where others follow each other
 * it alone joins their days. Each such ad costs a fit of all rows.
 */
export function restOfAccount(rows: readonly AdDay[], isAsked: (id: string) => boolean): (Others | null)[] {
  const account = accountOf(rows);
  const byAd = Map.groupBy(rows.keys(), (at) => (rows[at] as AdDay).id);
  const own = dueIn(account);
  const rest = new Array<Others | null>(rows.length).fill(null);
  for (const [id, at] of byAd) {
    if (!isAsked(id)) continue;
    const share = shareOf(account, at);
    const weight = share <= largest ? 1 : (largest * (1 - share)) / (share * (1 - largest));
    const due = share <= largest ? own : dueIn(weighted(account, at, weight));
    for (const row of at) rest[row] = besides(account, due, row);
  }
  return rest;
}

/** How much of what was shown on its days one ad may be of what tells the days apart. */
const largest = 1 / 8;

/** Columns of the rows, each by its name. */
interface Account {
  readonly ads: Keys;
  readonly days: Keys;
  readonly of: Readonly<Record<Figure, Float64Array>>;
  /** Of each day. */
  readonly totals: Readonly<Record<Figure, Float64Array>>;
}

const figures = ['impressions', 'clicks', 'spendMinor', 'videoImpressions', 'views3s'] as const;
type Figure = (typeof figures)[number];

function accountOf(rows: readonly AdDay[]): Account {
  const days = keysOf(rows.map(({ day }) => day));
  const column = (of: (row: AdDay) => number) => Float64Array.from(rows, of);
  const of = {
    impressions: column(({ impressions }) => impressions),
    clicks: column(({ clicks }) => clicks),
    spendMinor: column(({ spendMinor }) => spendMinor),
    videoImpressions: column(({ views3s, impressions }) => (views3s === null ? 0 : impressions)),
    views3s: column(({ views3s }) => views3s ?? 0),
  };
  const totals = Object.fromEntries(figures.map((name) => [name, sumsBy(days, of[name])]));
  return { ads: keysOf(rows.map(({ id }) => id)), days, of, totals: totals as Account['totals'] };
}

function sumsBy({ at, count }: Keys, values: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  at.forEach((key, row) => {
    sums[key] = (sums[key] as number) + (values[row] as number);
  });
  return sums;
}

/** What the ad was shown, of what was shown on its days. */
function shareOf({ days, of, totals }: Account, at: readonly number[]): number {
  let [own, all] = [0, 0];
  for (const row of at) {
    own += of.impressions[row] as number;
    all += totals.impressions[days.at[row] as number] as number;
  }
  return own / all;
}

/** With one ad counted for less in what tells ads and days apart; the totals are those of all that came. */
function weighted(account: Account, at: readonly number[], weight: number): Account {
  const of = Object.fromEntries(
    Object.entries(account.of).map(([name, values]) => {
      const held = values.slice();
      for (const row of at) held[row] = weight * (values[row] as number);
      return [name, held];
    }),
  );
  return { ...account, of: of as Account['of'] };
}

/** What is due to each row and to each day, of clicks and of plays. */
type Due = Record<'clicks' | 'views3s', { readonly of: Float64Array; readonly totals: Float64Array }>;

const dueIn = ({ ads, days, of }: Account): Due => {
  const due = (hits: Float64Array, trials: Float64Array) => {
    const [rates] = factorsOf(hits, trials, ads, days);
    const own = trials.map((count, row) => count * (rates[ads.at[row] as number] as number));
    const [came, all] = [hits, own].map((values) => values.reduce((sum, one) => sum + one, 0)) as [
      number,
      number,
    ];
    // Of all rows together as many hits as came.
    const scaled = own.map((one) => (came === 0 ? 0 : (one * came) / all));
    return { of: scaled, totals: sumsBy(days, scaled) };
  };
  return { clicks: due(of.clicks, of.impressions), views3s: due(of.views3s, of.videoImpressions) };
};

/** The day of a row without its own part. */
function besides({ days, of, totals }: Account, due: Due, row: number): Others {
  const day = days.at[row] as number;
  const less = (own: Float64Array, all: Float64Array) => (all[day] as number) - (own[row] as number);
  return {
    impressions: less(of.impressions, totals.impressions),
    spendMinor: less(of.spendMinor, totals.spendMinor),
    clicks: less(of.clicks, totals.clicks),
    dueClicks: less(due.clicks.of, due.clicks.totals),
    videoImpressions: less(of.videoImpressions, totals.videoImpressions),
    views3s: less(of.views3s, totals.views3s),
    dueViews3s: less(due.views3s.of, due.views3s.totals),
  };
}
