import { laplace } from '../math/laplace.ts';
import { normalCdf } from '../math/special.ts';
import type { FatigueDay } from './fatigue.ts';

const slopeLimit = -0.15;

/**
 * F2: new people per new impression over the last three days, from the lifetime reach; over more of them where it was read
 * before that, which takes an audience for fresher than it is and never for more tired.
 */
export function marginalReach(days: readonly FatigueDay[]): number | null {
  const now = days.at(-1)?.lifetime ?? null;
  const then = days.slice(0, -3).findLast(({ lifetime }) => lifetime !== null)?.lifetime ?? null;
  if (now === null || then === null || now.impressions <= then.impressions) return null;
  return (now.people - then.people) / (now.impressions - then.impressions);
}

/** What is counted of impressions: clicks (F3), or plays of three seconds, which images have none of (F4). */
export type Counted = 'clicks' | 'views3s';

const logit = (p: number): number => Math.log(p / (1 - p));
/** Hits by which the others are held towards a usual day, so that none of them says nothing; more would hide a weak market. */
const usualDay = 1;
/** What the day gave the hooks of others beyond what was due to them, in logits: hook rates are no small ones. */
function context({ others }: FatigueDay): number {
  const shown = others.videoImpressions + 2 * usualDay;
  // One who watches twice is counted twice.
  const odds = (hits: number) => logit(Math.min(0.999, (hits + usualDay) / shown));
  return odds(others.views3s) - odds(others.dueViews3s);
}

/** Whether nothing of the account tells what half of its days gave. */
export const ranAlone = (days: readonly FatigueDay[]): boolean =>
  days.filter(({ others }) => others.dueClicks === 0).length >= days.length / 2;

interface Counts {
  readonly hits: number;
  readonly shown: number;
  /** Logit of the hits' share of what was shown, as the day alone would have it. */
  readonly offset: number;
}

/**
 * Against others its clicks are so many of all that came on the day: few clicks of others tell little of the day, and no more
 * than that. Plays are too many of their impressions for this, and go by the others' odds as if these had no error.
 */
function countsOf(day: FatigueDay, againstOthers: boolean, of: Counted): Counts | null {
  const hits = day[of];
  const { clicks, dueClicks } = day.others;
  // One who watches twice is counted twice, so there may be more of them than impressions.
  if (hits === null || day.impressions === 0 || hits > day.impressions) return null;
  if (!againstOthers) return { hits, shown: day.impressions, offset: 0 };
  if (of === 'views3s') return { hits, shown: day.impressions, offset: context(day) };
  if (hits + clicks === 0 || dueClicks === 0) return null;
  return { hits, shown: hits + clicks, offset: Math.log(day.impressions / dueClicks) };
}

/** Where a fit begins. */
const startOf = ({ hits, shown, offset }: Counts): number => logit((hits + 0.5) / (shown + 1)) - offset;

/** ln of the chance of so many hits, but for what no parameter changes. */
const lnChance = <Row extends Counts>(rows: readonly Row[], eta: (row: Row) => number): number =>
  rows.reduce((sum, row) => {
    const logit = eta(row);
    return sum + row.hits * logit - row.shown * Math.log1p(Math.exp(logit));
  }, 0);

/**
 * F3 and F4, as P(slope < -0.15): a binomial regression of the day's rate on ln(1 + frequency so far), against the rest of the
 * account on that day (or without, to see what the market alone would do):
 *
 *   logit p_d = others_d + a + b ln(1 + F_d)        b ~ N(0, 1)
 *
 * Null without the reach of three days.
 * Days scatter more than a binomial law says; the error of b grows by the square root of Pearson's chi-square per degree.
 */
export function falls(
  days: readonly FatigueDay[],
  againstOthers: boolean,
  of: Counted = 'clicks',
): number | null {
  const rows = days.flatMap((day) => {
    const counts = countsOf(day, againstOthers, of);
    if (counts === null || day.lifetime === null || day.lifetime.people === 0) return [];
    return [{ ...counts, x: Math.log1p(day.lifetime.impressions / day.lifetime.people) }];
  });
  if (rows.length < 3) return null;
  const centre = rows.reduce((sum, { x }) => sum + x, 0) / rows.length;
  const eta = (row: (typeof rows)[number], a: number, b: number) => row.offset + a + b * (row.x - centre);
  const start = rows.reduce((sum, row) => sum + startOf(row), 0) / rows.length;
  const { mode, factor } = laplace(
    ([a = 0, b = 0]) => lnChance(rows, (row) => eta(row, a, b)) - 0.5 * b * b,
    [start, 0],
  );
  const [a = 0, b = 0] = mode;
  const chi2 = rows.reduce((sum, row) => {
    const p = 1 / (1 + Math.exp(-eta(row, a, b)));
    const due = row.shown * p;
    return sum + (row.hits - due) ** 2 / (due * (1 - p));
  }, 0);
  const [, [l10 = 0, l11 = 0] = []] = factor;
  const sd = Math.hypot(l10, l11) * Math.sqrt(Math.max(1, chi2 / (rows.length - 2)));
  return normalCdf((slopeLimit - b) / sd);
}

/**
 * F6: what a thousand impressions of it cost over the last days, over what they cost in the rest of the account, day by day
 * so that a dear week is nobody's. Auction and season move it as well, so it makes no state. Null without others.
 */
export function priceRatio(days: readonly FatigueDay[], last: number): number | null {
  let own = 0;
  let due = 0;
  for (const { impressions, spendMinor, others } of days.slice(-last)) {
    if (others.impressions === 0 || others.spendMinor === 0) continue;
    own += spendMinor;
    due += (impressions * others.spendMinor) / others.impressions;
  }
  return due === 0 ? null : own / due;
}

const allowance = 0.5;
/**
 * One-sided CUSUM with k = 0.5. Set by simulation for at most one false alarm in 90 days of steady ads whose days scatter
 * by 8 % more than chance: the error of the first week is shared by all later days, so the tables' 3 is too low.
 */
const threshold = 4;

/** On which it was clicked and, against others, they were too: what one of them got no click of tells no level. */
export const baselineDays = 7;
const tells = (one: Counts | null): one is Counts => one !== null && one.hits > 0 && one.hits < one.shown;

export const daysThatTell = (days: readonly FatigueDay[], againstOthers: boolean): FatigueDay[] =>
  days.filter((day) => tells(countsOf(day, againstOthers, 'clicks')));

/** How many days passed until the baseline was whole; null where fewer of them tell. */
export function baselineEnd(days: readonly FatigueDay[], againstOthers: boolean): number | null {
  const last = daysThatTell(days, againstOthers)[baselineDays - 1];
  return last === undefined ? null : days.indexOf(last) + 1;
}

/**
 * F7: does the click rate, against the others', stand lower than on the first seven days that tell it? Sums of standardised
 * residuals beyond half a standard deviation. The alarm ends once the sum is back at 0: about eight days that are as the first
 * were, since it grows no higher than the threshold. To end it at the threshold would raise it anew every other day. Null where
 * fewer days tell.
 */
export function shiftAlarm(days: readonly FatigueDay[], againstOthers: boolean): boolean | null {
  const end = baselineEnd(days, againstOthers);
  if (end === null) return null;
  const counts = (part: readonly FatigueDay[]) =>
    part.map((day) => countsOf(day, againstOthers, 'clicks')).filter((one) => one !== null);
  const first = counts(days.slice(0, end));
  const { mode, factor } = laplace(
    ([a = 0]) => lnChance(first, ({ offset }) => offset + a) - 0.5 * (a / 10) ** 2,
    [first.reduce((sum, row) => sum + startOf(row), 0) / first.length],
  );
  const [[level = 0], [[error = 0] = []]] = [mode, factor];
  let sum = 0;
  let alarm = false;
  for (const one of counts(days.slice(end))) {
    const share = 1 / (1 + Math.exp(-one.offset - level));
    const chance = one.shown * share * (1 - share);
    // The baseline is itself a count: its error counts too.
    const sd = Math.sqrt(chance + (chance * error) ** 2);
    const step = (one.shown * share - one.hits) / sd - allowance;
    sum = Math.min(threshold, Math.max(0, sum + step));
    if (sum === threshold) alarm = true;
    if (sum === 0) alarm = false;
  }
  return alarm;
}
