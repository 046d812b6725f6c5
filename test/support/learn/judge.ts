import { findPatterns, type Knowledge, type Pattern } from '../../../src/main/core/learn/patterns.ts';
import { type AccountKind, clickRate, features, makeAccount, manyOfTwo, orderRate } from './account.ts';

/** +40 % for three of eight hooks, in an account of about 400 ads in twelve ad sets. */
export const planted: AccountKind = {
  concepts: 200,
  days: 60,
  adSets: 2,
  effects: {
    'hook demo': Math.log(1.4),
    'hook offer': Math.log(1.4),
    'hook social proof': Math.log(1.4),
  },
};
export const nothingPlanted: AccountKind = { ...planted, effects: {} };

/** +30 % for one value of two, among nine features that do nothing. */
export const oneOfTwo: AccountKind = {
  ...planted,
  features: manyOfTwo,
  effects: { 'call to action yes': Math.log(1.3) },
};

/** No hook does anything, though other things do; one hook is shown little. */
export const seldomShown: AccountKind = {
  concepts: 120,
  days: 60,
  adSets: 2,
  effects: { 'format ugc': Math.log(1.4), 'length short': Math.log(1.4), 'cta shop': Math.log(1.4) },
  seldom: 'founder',
  orders: true,
};

export const foundOf = (kind: AccountKind, seed: number, value: string): Pattern | undefined =>
  learn(kind, seed).patterns.find((pattern) => pattern.value === value);

export function learn(kind: AccountKind, seed: number): Knowledge {
  const { observations, traits } = makeAccount(kind, seed);
  const metric = kind.orders ? orderRate(observations) : clickRate(observations);
  return findPatterns([metric], traits, new Map());
}

export const patternsOf = ({ patterns }: Knowledge): Pattern[] =>
  patterns.filter(({ wording }) => wording === 'pattern');

/** ln of the rate with over the mean rate of the feature's other values: where some hooks help, the others truly lag. */
function trueContrast(
  { effects, features: all = features }: AccountKind,
  feature: string,
  value: string,
): number {
  const own = effects[`${feature} ${value}`] ?? 0;
  const values = all[feature] ?? [];
  const others = values.filter((other) => other !== value);
  const mean = others.reduce((sum, other) => sum + (effects[`${feature} ${other}`] ?? 0), 0) / others.length;
  return own - mean;
}

/** How a refresh did: said in all, said wrongly (nothing there, or the other way round), planted positives found. */
export function judged(kind: AccountKind, knowledge: Knowledge) {
  const said = patternsOf(knowledge);
  const isWrong = ({ feature, value, effect }: Pattern) =>
    Math.sign(trueContrast(kind, feature, value)) !== Math.sign(effect as number);
  return {
    said: said.length,
    wrong: said.filter(isWrong).length,
    found: said.filter(
      ({ feature, value, effect }) =>
        (kind.effects[`${feature} ${value}`] ?? 0) > 0 && (effect as number) > 0,
    ).length,
  };
}
