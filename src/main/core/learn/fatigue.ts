import { falls, marginalReach, priceRatio, shiftAlarm } from './fatigue-signals.ts';

/** One day of an ad. Reach does not add up over days, so it is the lifetime figure of that day; null where not asked for. */
export interface FatigueDay {
  readonly impressions: number;
  readonly clicks: number;
  /** Plays of three seconds; null where nothing was played. */
  readonly views3s: number | null;
  readonly results: number;
  readonly spendMinor: number;
  readonly lifetimeReach: number | null;
  /** The rest of the account on the same day: what happens to all ads is nobody's fatigue. */
  readonly others: {
    readonly impressions: number;
    readonly clicks: number;
    readonly spendMinor: number;
    /** Of its films alone. */
    readonly videoImpressions: number;
    readonly views3s: number;
  };
}

export type FatigueState =
  | 'insufficient'
  | 'healthy'
  | 'watch'
  | 'fatigued'
  | 'audience saturated'
  | 'market-wide'
  | 'tracking break';

export interface Fatigue {
  readonly state: FatigueState;
  readonly reasons: readonly string[];
  /** Lifetime impressions per person reached (F1); null without reach. */
  readonly frequency: number | null;
  /** New people per new impression over the last three days (F2). */
  readonly newPeople: number | null;
  /** P(the logit of the click rate falls by more than 0.15 per unit of ln(1 + frequency)) (F3). */
  readonly pFalling: number | null;
  /** The same of the hook rate (F4); null for images. */
  readonly pHookFalling: number | null;
  /** Cost of a thousand impressions over that of the rest of the account, in the last week (F6). */
  readonly priceRatio: number | null;
  /** Cost per result of the last seven days over that of the best seven (F5). */
  readonly costRatio: number | null;
}

/** `scoring.md` 6. */
const limits = {
  days: 7,
  impressions: 5000,
  clicks: 50,
  pFalling: 0.9,
  tiredNewPeople: 0.5,
  saturatedNewPeople: 0.3,
  costRatio: 1.3,
} as const;

/**
 * What an ad's days say, the gravest first. Frequency alone, or a fall of a fifth within three days, says nothing: at 1 %
 * of 2,000 impressions that is noise.
 */
export function fatigueOf(days: readonly FatigueDay[]): Fatigue {
  const impressions = total(days, 'impressions');
  const clicks = total(days, 'clicks');
  const reach = days.at(-1)?.lifetimeReach ?? null;
  const facts = {
    frequency: reach === null || reach === 0 ? null : impressions / reach,
    newPeople: marginalReach(days),
    pFalling: null as number | null,
    pHookFalling: null as number | null,
    priceRatio: priceRatio(days, limits.days),
    costRatio: costRatio(days),
  };
  const lacks = [
    ...(days.length < limits.days ? [`${days.length} of ${limits.days} days`] : []),
    ...(impressions < limits.impressions ? [`${impressions} of ${limits.impressions} impressions`] : []),
    ...(clicks < limits.clicks ? [`${clicks} of ${limits.clicks} clicks`] : []),
  ];
  if (lacks.length > 0) return { state: 'insufficient', reasons: lacks, ...facts };
  if (trackingBroke(days))
    return { state: 'tracking break', reasons: ['clicks go on, results stopped'], ...facts };
  facts.pFalling = falls(days, true);
  facts.pHookFalling = total(days, 'views3s') < limits.clicks ? null : falls(days, true, 'views3s');
  const falling = isLikely(facts.pFalling);
  // It says where an ad loses people, and makes no state of its own.
  const hook = isLikely(facts.pHookFalling) ? ['fewer stay for three seconds as frequency grows'] : [];
  const { newPeople, costRatio: cost } = facts;
  if (
    falling &&
    cost !== null &&
    cost >= limits.costRatio &&
    newPeople !== null &&
    newPeople < limits.tiredNewPeople
  )
    return {
      state: 'fatigued',
      reasons: ['the click rate falls as frequency grows', ...hook, 'results cost more', 'few new people'],
      ...facts,
    };
  if (!falling && newPeople !== null && newPeople < limits.saturatedNewPeople)
    return {
      state: 'audience saturated',
      reasons: ['hardly any new people, the click rate holds', ...hook],
      ...facts,
    };
  const shifted = shiftAlarm(days);
  if (falling || shifted)
    return {
      state: 'watch',
      reasons: [
        ...(falling ? ['the click rate falls as frequency grows'] : []),
        ...(shifted ? ['the click rate has shifted down'] : []),
        ...hook,
      ],
      ...facts,
    };
  if (isLikely(falls(days, false)))
    return { state: 'market-wide', reasons: ['it falls as the rest of the account does', ...hook], ...facts };
  return { state: 'healthy', reasons: hook, ...facts };
}

const isLikely = (p: number | null): boolean => p !== null && p > limits.pFalling;

const total = (
  days: readonly FatigueDay[],
  of: 'impressions' | 'clicks' | 'views3s' | 'results' | 'spendMinor',
): number => days.reduce((sum, day) => sum + (day[of] ?? 0), 0);

/** Null where there is no result to pay for in the last week, or no other week. */
function costRatio(days: readonly FatigueDay[]): number | null {
  const costs: number[] = [];
  for (let end = limits.days; end <= days.length; end += 1) {
    const week = days.slice(end - limits.days, end);
    const results = total(week, 'results');
    // Fewer than five results make a cost that any week may beat by chance.
    costs.push(results >= 5 ? total(week, 'spendMinor') / results : Number.NaN);
  }
  const last = costs.at(-1) ?? Number.NaN;
  const best = Math.min(...costs.filter((cost) => !Number.isNaN(cost)));
  return Number.isNaN(last) || costs.length < 2 ? null : last / best;
}

/** Three days without a result where at least seven were due at the rate before: e^-7 is one in a thousand. */
function trackingBroke(days: readonly FatigueDay[]): boolean {
  const last = days.slice(-3);
  const before = days.slice(0, -3);
  const rate = total(before, 'results') / Math.max(1, total(before, 'clicks'));
  return total(last, 'results') === 0 && rate * total(last, 'clicks') >= 7;
}
