import type { FatigueDay } from './fatigue.ts';
import { twoWay } from './two-way.ts';

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
 * The other ads of the account on the day of each row. What is due to them goes by what each of them gets of its impressions
 * with the days' own part taken out: where a campaign that wins more clicks begins or ends, no ad does worse than before.
 * Where a large ad tires, days would look weak for it, and others that ran on them alone good: it would keep pace with a
 * market of its own making. So it counts for no more than `largest` there, and for something: where others follow each other
 * it alone joins their days. Each such ad costs a fit of all rows, so only of those that are asked about is that done.
 */
export function restOfAccount(rows: readonly AdDay[], isAsked: (id: string) => boolean): Others[] {
  const rest = restIn(rows);
  for (const [id, share] of sharesOf(rows, rest)) {
    if (share <= largest || !isAsked(id)) continue;
    const weight = (largest * (1 - share)) / (share * (1 - largest));
    const held = restIn(rows.map((row) => (row.id === id ? weighted(row, weight) : row)));
    rows.forEach((row, at) => {
      if (row.id === id) rest[at] = held[at] as Others;
    });
  }
  return rest;
}

/** How much of what was shown on its days one ad may be of what tells the days apart. */
const largest = 1 / 8;

/** What each ad was shown, of what was shown on its days. */
function sharesOf(rows: readonly AdDay[], rest: readonly Others[]): ReadonlyMap<string, number> {
  const shown = new Map<string, { own: number; all: number }>();
  rows.forEach(({ id, impressions }, at) => {
    const one = shown.get(id) ?? { own: 0, all: 0 };
    one.own += impressions;
    one.all += impressions + (rest[at] as Others).impressions;
    shown.set(id, one);
  });
  return new Map([...shown].map(([id, { own, all }]) => [id, own / all]));
}

const weighted = (row: AdDay, weight: number): AdDay => ({
  ...row,
  impressions: weight * row.impressions,
  clicks: weight * row.clicks,
  views3s: row.views3s === null ? null : weight * row.views3s,
});

function restIn(rows: readonly AdDay[]): Others[] {
  const dueClicks = dueOf(rows, ({ clicks, impressions }) => ({ hits: clicks, trials: impressions }));
  const dueViews3s = dueOf(rows, ({ views3s, impressions }) =>
    views3s === null ? { hits: 0, trials: 0 } : { hits: views3s, trials: impressions },
  );
  const figures = rows.map(
    ({ impressions, clicks, views3s, spendMinor }, at): Others => ({
      impressions,
      spendMinor,
      clicks,
      dueClicks: dueClicks[at] as number,
      videoImpressions: views3s === null ? 0 : impressions,
      views3s: views3s ?? 0,
      dueViews3s: dueViews3s[at] as number,
    }),
  );
  const totals = new Map<string, Others>();
  rows.forEach(({ day }, at) => {
    totals.set(day, sum(totals.get(day) ?? nothing, figures[at] as Others, 1));
  });
  return rows.map(({ day }, at) => sum(totals.get(day) as Others, figures[at] as Others, -1));
}

const nothing = {
  ...{ impressions: 0, spendMinor: 0, clicks: 0, dueClicks: 0 },
  ...{ videoImpressions: 0, views3s: 0, dueViews3s: 0 },
};

/** With a row, or without it again. */
const sum = (total: Others, one: Others, times: 1 | -1): Others => ({
  impressions: total.impressions + times * one.impressions,
  spendMinor: total.spendMinor + times * one.spendMinor,
  clicks: total.clicks + times * one.clicks,
  dueClicks: total.dueClicks + times * one.dueClicks,
  videoImpressions: total.videoImpressions + times * one.videoImpressions,
  views3s: total.views3s + times * one.views3s,
  dueViews3s: total.dueViews3s + times * one.dueViews3s,
});

/** Of all rows together as many hits as came. */
function dueOf(
  rows: readonly AdDay[],
  of: (row: AdDay) => { readonly hits: number; readonly trials: number },
): number[] {
  const counts = rows.map(of);
  const [rates] = twoWay(
    counts,
    rows.map(({ id }) => id),
    rows.map(({ day }) => day),
  );
  const due = counts.map(({ trials }, at) => trials * (rates[at] as number));
  const hits = counts.reduce((total, one) => total + one.hits, 0);
  const scale = hits === 0 ? 0 : hits / due.reduce((total, one) => total + one, 0);
  return due.map((one) => one * scale);
}
