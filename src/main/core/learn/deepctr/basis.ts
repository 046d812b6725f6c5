import { BASIS } from '../../score/engine.ts';
import type { AdTraits } from './example.ts';
import { rateOf, topQuarterChance } from './predict.ts';
import type { Model } from './train.ts';

export type Stand = Pick<Model, 'active' | 'ads' | 'why'>;

const calibrated = ({ ads, why }: Stand): string =>
  `calibrated on your ${ads} ads${why === null ? '' : `, ${why}`}`;

/** What an ad's score rests on: own results where a model learnt from them beats their average, else why none does. */
export function basisOf(model: Stand | null): string {
  if (!model) return BASIS;
  return model.active === 'mean' ? `${BASIS}: ${model.why}` : calibrated(model);
}

/** The same of a prediction, which falls back on the average of the ads. */
export const predictionBasis = (model: Stand): string =>
  model.active === 'mean' ? `the average of your ads: ${model.why}` : calibrated(model);

/** An ad's chance of the best quarter; null where nothing beats the average, since all would have the same. */
export function bestQuarterBy(model: Model | null): (traits: AdTraits) => number | null {
  if (!model?.fitted) return () => null;
  const chance = topQuarterChance(model);
  return (traits) => chance(rateOf(model, traits));
}
