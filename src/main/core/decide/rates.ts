import { laplace } from '../math/laplace.ts';
import { lnGamma } from '../math/special.ts';
import type { ArmLedger } from './ledger.ts';
import { effectiveSpend } from './response.ts';

/**
 * Orders per unit of effective spend (`bandit.md` 1.2, 1.4, 2.6). For arm k, day d of age a, and a response cap c:
 *
 *   N_kd | lambda_k, c  ~  Poisson( lambda_k e_c(s_kd) F(a) g^a )       lambda_k ~ Gamma(shape, shape / mean)
 *   lambda_k | c, data  ~  Gamma( shape + N_k, shape / mean + E_kc )    E_kc = sum over days of e_c(s_kd) F(a) g^a
 *   ln P(data | c)      =  sum of N_kd ln e_c(s_kd) - (shape + N_k) ln(shape / mean + E_kc)      + a constant in c
 *
 * N_k counts with the same discount g^a as E, and both with the weight that later changes left (`ledger.ts`). The campaign's arms share mean, shape and the weights of the caps.
 */
export interface RatePrior {
  readonly mean: number;
  readonly shape: number;
  /** Weight of each cap of `capsOf`; the last is the straight line. */
  readonly capWeights: readonly number[];
  /** Counts scatter this many times as much as a Poisson law says; N and E are divided by it. 1 where they do not. */
  readonly dispersion: number;
}

/** Sums of one arm that do not change from draw to draw. */
export interface ArmEvidence {
  readonly id: string;
  readonly orders: number;
  /** Of each day: its age and what it counts for, and for each cap the effective spend. */
  readonly ages: readonly number[];
  readonly weights: Float64Array;
  readonly effective: readonly Float64Array[];
  /** For each cap the sum of N_kd ln e_c(s_kd). */
  readonly lnEffective: readonly number[];
}

/** Caps as multiples of the target cost per order (`bandit.md` 2.6: 75 to 1,600 at a target of 40), and none. */
const capMultiples = [1.875, 3.125, 5, 8, 12.5, 20, 40, Number.POSITIVE_INFINITY] as const;
/** Before any data half of the belief is in the straight line, the rest evenly over the caps. */
const straightWeight = 0.5;
/** The shared weights start as if this many arms had shown them, so that a few arms do not rule a cap out for all. */
const weightArms = 2;
const emRounds = 10;

/** The caps to choose from; without saturation every arm is a straight line. */
export const capsOf = (targetCpaMinor: number, saturation: boolean): readonly number[] =>
  (saturation ? capMultiples : capMultiples.slice(-1)).map((multiple) => multiple * targetCpaMinor);

export function evidenceOf(
  arm: ArmLedger,
  caps: readonly number[],
  discount: number,
  dispersion: number,
): ArmEvidence {
  const days = arm.days.filter(({ spend }) => spend > 0);
  const weights = Float64Array.from(
    days,
    ({ age, weight }) => (weight * discount ** Math.max(0, age - 0.5)) / dispersion,
  );
  const effective = caps.map((cap) => Float64Array.from(days, ({ spend }) => effectiveSpend(spend, cap)));
  const count = (index: number) => (days[index]?.orders ?? 0) * (weights[index] as number);
  return {
    id: arm.id,
    orders: days.reduce((sum, _, index) => sum + count(index), 0),
    ages: days.map(({ age }) => age),
    weights,
    effective,
    lnEffective: effective.map((spends) =>
      spends.reduce((sum, spend, index) => sum + (count(index) > 0 ? count(index) * Math.log(spend) : 0), 0),
    ),
  };
}

/** E for each cap, when a share `known(age)` of a day's orders is known. */
export function exposures(evidence: ArmEvidence, known: (age: number) => number): number[] {
  const share = Float64Array.from(
    evidence.weights,
    (weight, day) => weight * known(evidence.ages[day] as number),
  );
  return evidence.effective.map((spends) => {
    let sum = 0;
    for (let day = 0; day < spends.length; day += 1) sum += (spends[day] as number) * (share[day] as number);
    return sum;
  });
}

/** ln of Gamma(shape + orders) / Gamma(shape). */
const lnRising = (orders: number, shape: number): number => lnGamma(shape + orders) - lnGamma(shape);

/** The posterior of an arm's cap, as weights that add up to 1; only what differs from cap to cap. */
export function capPosterior(
  evidence: ArmEvidence,
  exposure: readonly number[],
  prior: Pick<RatePrior, 'mean' | 'shape' | 'capWeights'>,
): number[] {
  const ln = exposure.map(
    (e, index) =>
      Math.log(prior.capWeights[index] as number) +
      (evidence.lnEffective[index] as number) -
      (prior.shape + evidence.orders) * Math.log(prior.shape / prior.mean + e),
  );
  const top = Math.max(...ln);
  const weights = ln.map((value) => Math.exp(value - top));
  const sum = weights.reduce((total, value) => total + value, 0);
  return weights.map((value) => value / sum);
}

/**
 * Empirical Bayes by EM: the caps' weights from the arms' posteriors, mean and shape from the Gamma-Poisson likelihood
 * with ln shape ~ N(ln 4, 0.7^2) and one order per target cost beforehand, which keeps an account without orders finite.
 * With fewer than three arms that spent there is no scatter to read, so the shape stays 4.
 */
export function fitRates(
  arms: readonly ArmEvidence[],
  exposure: readonly (readonly number[])[],
  caps: readonly number[],
  targetCpaMinor: number,
  dispersion: number,
): RatePrior {
  const straight = caps.length - 1;
  const start = caps.map((_, index) =>
    caps.length === 1 ? 1 : index === straight ? straightWeight : (1 - straightWeight) / straight,
  );
  const spent = arms.flatMap((arm, index) =>
    arm.ages.length > 0 ? [{ arm, exposure: exposure[index] as readonly number[] }] : [],
  );
  const pooled = (weight: (k: number) => readonly number[]) => {
    const orders = spent.reduce((sum, { arm }) => sum + arm.orders, 0);
    const total = spent.reduce((sum, { exposure: e }, k) => sum + dot(weight(k), e), 0);
    return (orders + 1) / (total + targetCpaMinor);
  };
  let prior = { mean: pooled(() => start), shape: 4, capWeights: start };
  for (let round = 0; round < (caps.length === 1 ? 1 : emRounds); round += 1) {
    const belief = spent.map(({ arm, exposure: e }) => capPosterior(arm, e, prior));
    const capWeights = start.map(
      (weight, index) =>
        (weightArms * weight + belief.reduce((sum, of) => sum + (of[index] as number), 0)) /
        (weightArms + belief.length),
    );
    const { mean, shape } =
      spent.length < 3
        ? { mean: pooled((k) => belief[k] as readonly number[]), shape: 4 }
        : fitGamma(spent, belief, targetCpaMinor, prior);
    prior = { mean, shape, capWeights };
  }
  return { ...prior, dispersion };
}

function fitGamma(
  arms: readonly { readonly arm: ArmEvidence; readonly exposure: readonly number[] }[],
  belief: readonly (readonly number[])[],
  targetCpaMinor: number,
  start: { readonly mean: number; readonly shape: number },
): { mean: number; shape: number } {
  const { mode } = laplace(
    ([lnMean = 0, lnShape = 0]) => {
      const mean = Math.exp(lnMean);
      const shape = Math.exp(lnShape);
      let sum = lnMean - mean * targetCpaMinor - 0.5 * ((lnShape - Math.log(4)) / 0.7) ** 2;
      arms.forEach(({ arm, exposure }, k) => {
        sum += lnRising(arm.orders, shape) + shape * (lnShape - lnMean);
        exposure.forEach((e, index) => {
          sum -= (belief[k]?.[index] as number) * (shape + arm.orders) * Math.log(shape / mean + e);
        });
      });
      return sum;
    },
    [Math.log(start.mean), Math.log(start.shape)],
  );
  const [lnMean = 0, lnShape = 0] = mode;
  return { mean: Math.exp(lnMean), shape: Math.exp(lnShape) };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
