import { interval80 } from './beta-binomial.ts';
import { type AdTraits, logit, share } from './example.ts';
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
  const { fitted, active } = model;
  const eta = fitted ? (logits(fitted, [ad])[0] as number) : logit(model.mean.rate);
  const rate = share(eta);
  return {
    basis: active,
    rate,
    interval80: interval80(rate, (fitted ?? model.mean).intervalPhi),
    explanation: fitted && explain(fitted, ad),
  };
}

/** Once it runs: what was predicted is a Beta law, to which its own hits are added (`deepctr.md` 2.4). */
export function withOwnResults(model: Model, rate: number, own: { hits: number; trials: number }) {
  const { phi, intervalPhi } = model.fitted ?? model.mean;
  const mix = (weight: number) => (rate * weight + own.hits) / (weight + own.trials);
  return { rate: mix(phi), interval80: interval80(mix(intervalPhi), intervalPhi + own.trials) };
}
