import { normalQuantile } from '../math/special.ts';
import { falls, marginalReach, priceRatio, ranAlone, shiftAlarm } from './fatigue-signals.ts';

/**
 * One day of an ad. People do not add up over days, and earlier days may never have been read, so `lifetime` is what was
 * told of its whole life on that day; null where it was not asked for.
 */
export interface FatigueDay {
  readonly impressions: number;
  readonly clicks: number;
  /** Plays of three seconds; null where nothing was played. */
  readonly views3s: number | null;
  readonly results: number;
  /** So long ago that late results have come in. */
  readonly isRipe: boolean;
  readonly spendMinor: number;
  readonly lifetime: { readonly people: number; readonly impressions: number } | null;
  /** The rest of the account on the same day: what happens to all ads is nobody's fatigue (`restOfAccount`). */
  readonly others: {
    readonly impressions: number;
    readonly spendMinor: number;
    readonly clicks: number;
    /** What the same ads get of as many impressions on a usual day. */
    readonly dueClicks: number;
    /** Impressions of films, of which `views3s` are plays. */
    readonly videoImpressions: number;
    readonly views3s: number;
    readonly dueViews3s: number;
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
  /** New people per new impression over the last three days, or since reach was read before them (F2). */
  readonly newPeople: number | null;
  /** P(the logit of the click rate falls by more than 0.15 per unit of ln(1 + frequency)) (F3). */
  readonly pFalling: number | null;
  /** The same of the hook rate (F4); null for images. */
  readonly pHookFalling: number | null;
  /** Cost of a thousand impressions over that of the rest of the account, in the last week (F6). */
  readonly priceRatio: number | null;
  /** Cost per result of the last seven days that are ripe over that of the best seven (F5). */
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
  const lifetime = days.at(-1)?.lifetime ?? null;
  const cost = costRatio(days.filter(({ isRipe }) => isRipe));
  const facts = {
    frequency: lifetime === null || lifetime.people === 0 ? null : lifetime.impressions / lifetime.people,
    newPeople: marginalReach(days),
    pFalling: null as number | null,
    pHookFalling: null as number | null,
    priceRatio: priceRatio(days, limits.days),
    costRatio: cost?.ratio ?? null,
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
  const { newPeople } = facts;
  const dearer = cost !== null && cost.ratio >= limits.costRatio && cost.least > 1;
  const fall = `the click rate falls as frequency grows (${chance(facts.pFalling)} sure)`;
  const alone = ranAlone(days)
    ? ['next to nothing ran beside it on half of its days: a weak market looks alike']
    : [];
  if (falling && alone.length === 0 && dearer && newPeople !== null && newPeople < limits.tiredNewPeople)
    return {
      state: 'fatigued',
      reasons: [
        fall,
        ...hook,
        `results cost ${cost.ratio.toFixed(1)} times as much as in its best week (${cost.last} of them against ${cost.best}), ${cost.least.toFixed(1)} at least`,
        `${chance(newPeople)} of new impressions reach new people`,
      ],
      ...facts,
    };
  if (facts.pFalling !== null && !falling && newPeople !== null && newPeople < limits.saturatedNewPeople)
    return {
      state: 'audience saturated',
      reasons: [`${chance(newPeople)} of new impressions reach new people, the click rate holds`, ...hook],
      ...facts,
    };
  const shifted = shiftAlarm(days);
  if (falling || shifted)
    return {
      state: 'watch',
      reasons: [
        ...(falling ? [fall] : []),
        ...(shifted ? ['the click rate has shifted down'] : []),
        ...alone,
        ...hook,
      ],
      ...facts,
    };
  if (isLikely(falls(days, false)))
    return { state: 'market-wide', reasons: ['it falls as the rest of the account does', ...hook], ...facts };
  const unseen = unseenOf(facts, days);
  if (unseen.length > 0) return { state: 'insufficient', reasons: [...unseen, ...hook], ...facts };
  return { state: 'healthy', reasons: hook, ...facts };
}

/** What could not be looked at: without it nobody knows that an ad is well. Reach is read once a refresh, never of days past. */
function unseenOf(
  { pFalling, newPeople }: Pick<Fatigue, 'pFalling' | 'newPeople'>,
  days: readonly FatigueDay[],
): string[] {
  const read = days.filter(({ lifetime }) => lifetime !== null).length;
  if (pFalling === null)
    return [`reach read on ${read} of 3 days that are needed to see whether frequency tires it`];
  if (newPeople === null) return ['reach not read both on its last day and three days of delivery before'];
  return [];
}

const chance = (share: number | null): string => `${Math.round(100 * (share ?? 0))}\u202f%`;
const isLikely = (p: number | null): boolean => p !== null && p > limits.pFalling;

const total = (
  days: readonly FatigueDay[],
  of: 'impressions' | 'clicks' | 'views3s' | 'results' | 'spendMinor',
): number => days.reduce((sum, day) => sum + (day[of] ?? 0), 0);

interface CostRatio {
  readonly ratio: number;
  readonly least: number;
  /** Results of the two weeks. */
  readonly last: number;
  readonly best: number;
}

/**
 * The cost of a result in the last week over that of the best one, and what it is at least (90 %): results are counts, and
 * the best of many weeks is better than itself by chance, so the level is shared among as many as lie side by side. Null
 * where there are too few results in the last week, or no other week.
 */
function costRatio(days: readonly FatigueDay[]): CostRatio | null {
  const weeks: { cost: number; results: number }[] = [];
  for (let end = limits.days; end <= days.length; end += 1) {
    const week = days.slice(end - limits.days, end);
    const results = total(week, 'results');
    // Fewer than five results make a cost that any week may beat by chance.
    if (results >= leastResults) weeks.push({ cost: total(week, 'spendMinor') / results, results });
    else if (end === days.length) return null;
  }
  const last = weeks.at(-1);
  if (!last || days.length <= limits.days) return null;
  const best = weeks.reduce((cheapest, week) => (week.cost < cheapest.cost ? week : cheapest));
  const ratio = last.cost / best.cost;
  const looks = Math.max(1, Math.floor(days.length / limits.days) - 1);
  const reach = normalQuantile(1 - 0.1 / looks) * Math.sqrt(1 / last.results + 1 / best.results);
  return { ratio, least: ratio * Math.exp(-reach), last: last.results, best: best.results };
}
const leastResults = 5;

/** Three days without a result where at least seven were due at the rate before: e^-7 is one in a thousand. */
function trackingBroke(days: readonly FatigueDay[]): boolean {
  const last = days.slice(-3);
  const before = days.slice(0, -3);
  const rate = total(before, 'results') / Math.max(1, total(before, 'clicks'));
  return total(last, 'results') === 0 && rate * total(last, 'clicks') >= 7;
}
