import type { AdTraits } from './example.ts';
import { rateOf, topQuarterChance } from './predict.ts';
import type { Model } from './train.ts';

export type Stand = Pick<Model, 'active' | 'ads' | 'why'>;

/** What a prediction rests on: own results where a model learnt from them beats their average, else why none does. */
export const predictionBasis = ({ active, ads, why }: Stand): string =>
  active === 'mean'
    ? `the average of your ads: ${why}`
    : `calibrated on your ${ads} ads${why === null ? '' : `, ${why}`}`;

/** The same with the ad account whose results they are. */
export const basisIn = (account: string, model: Stand): string => `in ${account}, ${predictionBasis(model)}`;

/** An ad's chance of the best quarter; null where nothing beats the average, since all would have the same. */
export function bestQuarterBy(model: Model): (traits: AdTraits) => number | null {
  if (!model.fitted) return () => null;
  const chance = topQuarterChance(model);
  return (traits) => chance(rateOf(model, traits));
}
