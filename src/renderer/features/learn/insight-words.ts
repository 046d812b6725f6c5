import type { FatigueState, Pattern, Prediction, Wording } from '../../../contract/index.ts';
import { roasText } from '../../../contract/words.ts';
import { count, plural } from '../../format/number.ts';
import { money } from '../approve/money-text.ts';

export const metricNames: Record<Pattern['metric'], string> = {
  ctr: 'CTR',
  hook_rate: 'hook rate',
  hold_rate: 'hold rate',
  roas: 'ROAS',
};

/** What forecasts rest on: a click rate is foretold for no campaign of its own. */
export const forecastWords = ({ says, roas }: Pick<Prediction, 'says' | 'roas'>): string =>
  [
    `CTR in the average campaign: ${says}.`,
    ...(roas ? [`ROAS: ${roas.says}. ${roasText(roas.sales)}`] : []),
  ].join(' ');

/** What came of ads beside what was said of them: of clicks what they were in the average campaign, as they were foretold. */
export const keptWords = (name: 'CTR' | 'ROAS', held: number, all: number): string =>
  [
    `${name}: ${held} of ${all} ads that ran after their first prediction came out within its 80 % interval, chance in the counts allowed for.`,
    ...(name === 'CTR'
      ? ['Both are of the average campaign: the Real CTR of the Library is as it came where the ad ran.']
      : []),
  ].join(' ');

/** In the order of strength. */
export const wordings: readonly Wording[] = ['tested', 'pattern', 'hint', 'no evidence'];

export const spoken = (value: string): string => value.replaceAll('_', ' ');

/** "Hook: social proof" */
export const titleOf = ({ feature, value }: Pick<Pattern, 'feature' | 'value'>): string =>
  `${feature.slice(0, 1).toUpperCase()}${feature.slice(1)}: ${spoken(value)}`;

/** A relative effect with its sign: +12 %, −3 %, 0 %. */
export const effect = (share: number): string => {
  const whole = Math.round(100 * share);
  return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${Math.abs(whole)} %`;
};

/**
 * An A/B test at Meta shows the arms to different people (Braun and Schwartz 2025), so it too says what delivered better and
 * not what is; that there was one a person said.
 */
export const sentence = ({ wording, effect: size, metric, test }: Pattern): string => {
  if (size === null || wording === 'no evidence') return 'Nothing can be said of it.';
  const better = size > 0 ? 'better' : 'worse';
  if (test)
    return `In an A/B test at Meta, as you recorded it, ads with it delivered ${better} on ${metricNames[metric]}: ${effect(test.effect)}, 95 % ${test.interval95.map(effect).join(' to ')}.`;
  const delivered = `Ads of yours with it delivered ${better} on ${metricNames[metric]}`;
  return wording === 'hint'
    ? `${delivered}, which may be chance or come of something else.`
    : `${delivered}.`;
};

/** How much it was seen in: a hint may rest on a single one. */
export const seenIn = ({ concepts_with, concepts_without, campaigns }: Pattern): string =>
  `Seen in ${plural(concepts_with, 'concept')} with it and ${count(concepts_without)} without, in ${plural(campaigns, 'campaign')}.`;

export const unitNames: Record<NonNullable<Pattern['next_test']>['unit'], string> = {
  impressions: 'impressions',
  plays: 'plays',
  'minor units': 'of spend',
};

export const nextTest = ({ next_test: test }: Pattern, currency: string): string | null => {
  if (!test) return null;
  return `An A/B test of ${count(test.concepts)} different ads and ${unitsText(test.per_arm, test.unit, currency)} ${unitNames[test.unit]} in each arm would find it in about three of four cases, if it is there.`;
};

/** Money in its currency, all else as a count. */
export const unitsText = (units: number, unit: keyof typeof unitNames, currency: string): string =>
  unit === 'minor units' ? `${currency} ${money(units, currency)}` : count(units);

/** Those that may call for something to be done are warnings, wherever they are told. */
export const stateTones: Record<FatigueState, 'warn' | 'state'> = {
  'tracking break': 'warn',
  fatigued: 'warn',
  'audience saturated': 'warn',
  watch: 'state',
  'market-wide': 'state',
  healthy: 'state',
  insufficient: 'state',
};

/** Frequency alone says nothing, so every state is a "may". */
export const stateWords: Record<FatigueState, string> = {
  'tracking break': 'tracking may be broken',
  fatigued: 'may be tired',
  'audience saturated': 'audience may be saturated',
  watch: 'watch',
  'market-wide': 'may be the market',
  healthy: 'healthy',
  insufficient: 'too little data',
};
