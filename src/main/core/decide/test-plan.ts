import { normalCdf, normalQuantile } from '../math/special.ts';

/**
 * How much an A/B test needs before it can tell (two-sided, fixed in advance, two arms of equal size). For a measure whose
 * mean over n units has variance v / n in each arm:
 *
 *   n per arm  = (z_(1 - alpha/2) + z_power)^2 (v_a + v_b) / difference^2
 *   power      = Phi( difference / sqrt((v_a + v_b) / n) - z_(1 - alpha/2) )
 */
export interface TestGoal {
  readonly difference: number;
  /** Variance of one unit in each arm. */
  readonly variances: readonly [number, number];
}

/** Shares, such as clicks per impression: the variance of one unit is p (1 - p). */
export const shareGoal = (now: number, hoped: number): TestGoal => ({
  difference: hoped - now,
  variances: [now * (1 - now), hoped * (1 - hoped)],
});

/**
 * Return on spend, in units of money spent: orders are Poisson at `ordersPerUnit`, values log-normal with standard
 * deviation `sdLn` of their logarithm. The variance of the sum of a Poisson number of values is rate * E V^2, and
 * E V^2 = (E V)^2 exp(sdLn^2); a lift comes from more orders at the same values.
 */
export function returnGoal(ordersPerUnit: number, meanValue: number, sdLn: number, lift: number): TestGoal {
  const second = meanValue ** 2 * Math.exp(sdLn ** 2);
  return {
    difference: ordersPerUnit * meanValue * lift,
    variances: [ordersPerUnit * second, ordersPerUnit * (1 + lift) * second],
  };
}

export function unitsPerArm({ difference, variances }: TestGoal, power: number, alpha: number): number {
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return Math.ceil((z ** 2 * (variances[0] + variances[1])) / difference ** 2);
}

/** The chance that a test of this size finds the difference. */
export function powerOf({ difference, variances }: TestGoal, perArm: number, alpha: number): number {
  const error = Math.sqrt((variances[0] + variances[1]) / perArm);
  return normalCdf(Math.abs(difference) / error - normalQuantile(1 - alpha / 2));
}

/** The smallest lift that a test of this size finds with that power, by bisection; null when not even tenfold would do. */
export function smallestLift(
  goalAt: (lift: number) => TestGoal,
  perArm: number,
  power: number,
  alpha: number,
): number | null {
  if (powerOf(goalAt(9), perArm, alpha) < power) return null;
  let low = 0;
  let high = 9;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (powerOf(goalAt(middle), perArm, alpha) < power) low = middle;
    else high = middle;
  }
  return high;
}
