import { categoricalDraw, gammaDraw } from '../math/draws.ts';
import type { Rng } from '../math/rng.ts';

/**
 * What an order is worth (`bandit.md` 1.3, 1.4):
 *
 *   ln V_i ~ N(m_k, s^2)     m_k ~ N(m0, tau^2)     m0 flat     ln tau^2 ~ N(ln 0.05, 1), on a grid
 *   s^2: one for all arms, scaled inverse chi-square
 *
 * With s^2 of each arm unknown the mean of exp(m + s^2 / 2) would not exist; s^2 is pooled and held at 2.25 at most.
 */
export interface ValuePrior {
  /** Degrees of freedom and scale of the posterior of s^2. */
  readonly degrees: number;
  readonly scale: number;
  /** How far arms differ: each tau^2 with its weight, and the mean and variance of m0 under it. */
  readonly spreads: readonly Spread[];
}

interface Spread {
  readonly tau2: number;
  readonly weight: number;
  readonly centre: number;
  readonly centreVariance: number;
}

export interface ArmValues {
  readonly orders: number;
  readonly meanLn: number;
}

/** Before any order: s^2 about 0.5, worth four orders. */
export const s2Prior = { degrees: 4, scale: 0.5, most: 2.25 } as const;
/** Steps of half a log-sd around 0.05. */
export const tau2Prior = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((step) => ({
  tau2: 0.05 * Math.exp(step / 2),
  weight: Math.exp(-0.5 * (step / 2) ** 2),
}));

export function valuesOf(lnValues: readonly number[]): ArmValues {
  const orders = lnValues.length;
  return { orders, meanLn: orders === 0 ? 0 : lnValues.reduce((sum, value) => sum + value, 0) / orders };
}

/** Undefined while no order is known: nothing says what one is worth. */
export function fitValues(lnValuesByArm: readonly (readonly number[])[]): ValuePrior | undefined {
  const arms = lnValuesByArm
    .filter((values) => values.length > 0)
    .map((values) => ({ ...valuesOf(values), values }));
  const orders = arms.reduce((sum, arm) => sum + arm.orders, 0);
  if (orders === 0) return undefined;
  const within = arms.reduce(
    (sum, { values, meanLn }) => sum + values.reduce((inner, value) => inner + (value - meanLn) ** 2, 0),
    0,
  );
  const degrees = s2Prior.degrees + orders - arms.length;
  const scale = (s2Prior.degrees * s2Prior.scale + within) / degrees;
  const spreads = tau2Prior.map(({ tau2, weight }) => spreadAt(tau2, weight, arms, scale));
  const total = spreads.reduce((sum, { weight }) => sum + weight, 0);
  return { degrees, scale, spreads: spreads.map((spread) => ({ ...spread, weight: spread.weight / total })) };
}

/** With p_k = 1 / (tau^2 + s^2 / n_k): L = prod sqrt(p_k) / sqrt(sum p_k) * exp(-1/2 sum p_k (mean_k - centre)^2). */
function spreadAt(tau2: number, prior: number, arms: readonly ArmValues[], s2: number): Spread {
  const precision = arms.map(({ orders }) => 1 / (tau2 + s2 / orders));
  const total = precision.reduce((sum, value) => sum + value, 0);
  const centre = arms.reduce((sum, { meanLn }, k) => sum + meanLn * (precision[k] as number), 0) / total;
  const ln = arms.reduce(
    (sum, { meanLn }, k) =>
      sum + 0.5 * Math.log(precision[k] as number) - 0.5 * (precision[k] as number) * (meanLn - centre) ** 2,
    -0.5 * Math.log(total),
  );
  return { tau2, weight: prior * Math.exp(ln), centre, centreVariance: 1 / total };
}

/** s^2, m0 and tau^2 of one draw, which all arms share. */
export interface SharedValue {
  readonly s2: number;
  readonly m0: number;
  readonly tau2: number;
}

export function drawSharedValue({ degrees, scale, spreads }: ValuePrior, rng: Rng): SharedValue {
  const weights = spreads.map(({ weight }) => weight);
  const { tau2, centre, centreVariance } = spreads[categoricalDraw(rng, weights)] as Spread;
  const m0 = centre + Math.sqrt(centreVariance) * rng.normal();
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const s2 = 1 / gammaDraw(rng, degrees / 2, (degrees / 2) * scale);
    if (s2 <= s2Prior.most) return { s2, m0, tau2 };
  }
  return { s2: s2Prior.most, m0, tau2 };
}

/** Mean order value exp(m + s^2 / 2) of one arm in that draw. */
export function drawValue(arm: ArmValues, { s2, m0, tau2 }: SharedValue, rng: Rng): number {
  const precision = arm.orders / s2 + 1 / tau2;
  const mean = ((arm.orders * arm.meanLn) / s2 + m0 / tau2) / precision;
  return Math.exp(mean + rng.normal() / Math.sqrt(precision) + s2 / 2);
}
