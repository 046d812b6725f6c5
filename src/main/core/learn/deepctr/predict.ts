import { incompleteBeta } from '../../math/special.ts';
import { interval80, rateQuantile } from './beta-binomial.ts';
import { type AdTraits, share } from './example.ts';
import { type Explanation, explain } from './explain.ts';
import { logits } from './fit.ts';
import type { Model } from './train.ts';

export interface Prediction {
  readonly basis: Model['active'];
  readonly rate: number;
  readonly interval80: readonly [number, number];
  /** Null where the average is all that is said. */
  readonly explanation: Explanation | null;
}

/** Before an ad has run. */
export function predict(model: Model, ad: AdTraits): Prediction {
  return {
    ...rangeOf(model, ad),
    basis: model.active,
    explanation: model.fitted && explain(model.fitted, ad),
  };
}

/** The same without its reasons, which take the most time. */
export function rangeOf(model: Model, ad: AdTraits): Pick<Prediction, 'rate' | 'interval80'> {
  const rate = rateOf(model, ad);
  return { rate, interval80: interval80(rate, (model.fitted ?? model.mean).intervalPhi) };
}

export const rateOf = ({ fitted, mean }: Model, ad: AdTraits): number =>
  fitted ? share(logits(fitted, [ad])[0] as number) : mean.rate;

/** The chance that an ad of a predicted rate lands in the best quarter of the ads that the model knows. */
export function topQuarterChance({ fitted, mean }: Model): (rate: number) => number {
  const bar = rateQuantile(mean.rate, mean.phi, 0.75);
  const { phi } = fitted ?? mean;
  return (rate) => 1 - incompleteBeta(bar, rate * phi, (1 - rate) * phi);
}

/** Once it runs: what was predicted is a Beta law, to which its own hits are added (`deepctr.md` 2.4). */
export function withOwnResults(model: Model, rate: number, own: { hits: number; trials: number }) {
  const { phi, intervalPhi } = model.fitted ?? model.mean;
  const mix = (weight: number) => (rate * weight + own.hits) / (weight + own.trials);
  return { rate: mix(phi), interval80: interval80(mix(intervalPhi), intervalPhi + own.trials) };
}
