/** One past vote with what came of it: `hit` when the ad landed in the top quarter. */
export interface Outcome {
  /** What was counted of the vote, 0–100. */
  readonly value: number;
  readonly hit: boolean;
}

export type Forecast = (value: number) => number;

/** A quarter of all ads is in the top quarter; a middling vote says no more than that. */
const baseLogit = Math.log(0.25 / 0.75);
/** Before any result: from the lowest to the highest vote the odds rise by e^2 (house value, deliberately flat). */
const priorSlope = 1;
/** Weight of that prior, in results. */
const ridge = 4;
const steps = 8;

/**
 * A vote as a chance of the top quarter: logistic with a ridge towards the prior line, so that a handful of results moves
 * it little (`scoring.md` 5.3). Newton's method on two numbers.
 */
export function fitForecast(past: readonly Outcome[]): Forecast {
  let [a, b] = [baseLogit, priorSlope];
  for (let step = 0; past.length > 0 && step < steps; step += 1) {
    let [ga, gb] = [ridge * (baseLogit - a), ridge * (priorSlope - b)];
    let [haa, hab, hbb] = [ridge, 0, ridge];
    for (const { value, hit } of past) {
      const x = scaled(value);
      const p = sigmoid(a + b * x);
      const w = p * (1 - p);
      ga += (hit ? 1 : 0) - p;
      gb += ((hit ? 1 : 0) - p) * x;
      haa += w;
      hab += w * x;
      hbb += w * x * x;
    }
    const determinant = haa * hbb - hab * hab;
    a += (hbb * ga - hab * gb) / determinant;
    b += (haa * gb - hab * ga) / determinant;
  }
  return (value) => sigmoid(a + b * scaled(value));
}

export const brier = (forecast: number, hit: boolean): number => (forecast - (hit ? 1 : 0)) ** 2;

const scaled = (value: number): number => (value - 50) / 50;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
