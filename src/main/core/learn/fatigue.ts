import { costRatio, total, trackingBroke } from './fatigue-results.ts';
import { falls, marginalReach, priceRatio, ranAlone, shiftAlarm } from './fatigue-signals.ts';
import { clicksBeside, unseenOf, unseenShift } from './fatigue-unseen.ts';

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
  /** Of the results that it has in the end, how many are known by now, as far as that was learnt. */
  readonly knownShare: number;
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
  clicksBeside: 100,
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
  const read = days.filter(({ lifetime }) => lifetime !== null);
  // Of fewer with reach no fall is told, and all days tell of a shift.
  const looked = read.length < 3 ? days : read;
  const isAlone = ranAlone(looked);
  facts.pFalling = falls(days, !isAlone);
  facts.pHookFalling = total(days, 'views3s') < limits.clicks ? null : falls(days, true, 'views3s');
  const falling = isLikely(facts.pFalling);
  // It says where an ad loses people, and makes no state of its own.
  const hook = isLikely(facts.pHookFalling) ? ['fewer stay for three seconds as frequency grows'] : [];
  const { newPeople } = facts;
  const dearer = cost !== null && cost.ratio >= limits.costRatio && cost.least > 1;
  const fall = `the click rate falls as frequency grows (${chance(facts.pFalling)} sure)`;
  const alone = isAlone
    ? ['no other ad that is clicked ran beside it on half of its days: a weak market looks alike']
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
  // A day on which not even one click was due to them tells of no market.
  const compared = looked.filter(({ others }) => others.dueClicks >= 1);
  const beside = clicksBeside(looked);
  const market = falls(days, false);
  const sure = `the click rate falls (${chance(market)} sure)`;
  const untold =
    beside < limits.clicksBeside
      ? `${sure}; ${beside} of ${limits.clicksBeside} clicks of other ads that tell whether the market does`
      : `${sure}, but not by the ${compared.length} of ${looked.length} days on which other ads tell whether the market does`;
  if (!falling && isLikely(market) && (beside < limits.clicksBeside || !isLikely(falls(compared, false))))
    return { state: 'insufficient', reasons: [untold, ...hook], ...facts };
  if (facts.pFalling !== null && !falling && newPeople !== null && newPeople < limits.saturatedNewPeople)
    return {
      state: 'audience saturated',
      reasons: [`${chance(newPeople)} of new impressions reach new people, the click rate holds`, ...hook],
      ...facts,
    };
  const shifted = shiftAlarm(days, !isAlone);
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
  if (isLikely(market))
    return { state: 'market-wide', reasons: ['it falls as the rest of the account does', ...hook], ...facts };
  const unseen = [...unseenOf(facts, days), ...unseenShift(days, !isAlone, limits.clicksBeside)];
  if (unseen.length > 0) return { state: 'insufficient', reasons: [...unseen, ...hook], ...facts };
  return { state: 'healthy', reasons: hook, ...facts };
}

const chance = (share: number | null): string => `${Math.round(100 * (share ?? 0))}\u202f%`;
const isLikely = (p: number | null): boolean => p !== null && p > limits.pFalling;
