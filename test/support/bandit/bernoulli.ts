import { topTwoWeights } from '../../../src/main/core/decide/weights.ts';
import { betaDraw, categoricalDraw } from '../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../src/main/core/math/rng.ts';

/** Arms that pay 1 with these probabilities (`bandit.md` 4.1). */
export const worlds = {
  'B-easy': [0.1, 0.08, 0.06, 0.04, 0.02],
  'B-close': [0.1, 0.09, 0.08, 0.08, 0.07],
  'B-rare': [0.02, 0.015, 0.012, 0.01, 0.01, 0.008, 0.008, 0.005],
} as const;

interface Tried {
  pulls: number;
  wins: number;
}
type Choose = (arms: readonly Tried[], step: number, rng: Rng) => number;

const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
const rate = ({ pulls, wins }: Tried): number => (pulls === 0 ? Number.POSITIVE_INFINITY : wins / pulls);

export const policies = {
  uniform: (arms, step) => step % arms.length,
  'epsilon-greedy 0.1': (arms, _, rng) =>
    rng.uniform() < 0.1 ? Math.floor(rng.uniform() * arms.length) : largest(arms.map(rate)),
  UCB1: (arms, step) =>
    largest(
      arms.map((arm) => rate(arm) + (arm.pulls === 0 ? 0 : Math.sqrt((2 * Math.log(step + 1)) / arm.pulls))),
    ),
  'KL-UCB': (arms, step) => largest(arms.map((arm) => klBound(arm, Math.log(step + 1)))),
  Thompson: (arms, _, rng) =>
    largest(arms.map(({ pulls, wins }) => betaDraw(rng, 1 + wins, 1 + pulls - wins))),
} as const satisfies Record<string, Choose>;

/** The largest q with pulls * kl(mean, q) <= budget (Garivier and Cappe 2011), by bisection. */
function klBound(arm: Tried, budget: number): number {
  if (arm.pulls === 0) return Number.POSITIVE_INFINITY;
  const p = arm.wins / arm.pulls;
  let low = p;
  let high = 1;
  for (let step = 0; step < 16; step += 1) {
    const q = (low + high) / 2;
    const kl = (p > 0 ? p * Math.log(p / q) : 0) + (1 - p) * Math.log((1 - p) / (1 - q));
    if (arm.pulls * kl > budget) high = q;
    else low = q;
  }
  return low;
}

/** Pseudo-regret: what the choices miss on average against the best arm, at each of the given steps. */
export function regret(
  means: readonly number[],
  choose: Choose,
  seed: number,
  at: readonly number[],
): number[] {
  const world = stream(seed, 'world');
  const rng = stream(seed, 'policy');
  const arms: Tried[] = means.map(() => ({ pulls: 0, wins: 0 }));
  const best = Math.max(...means);
  const found: number[] = [];
  let missed = 0;
  for (let step = 0; step < (at.at(-1) as number); step += 1) {
    const pick = choose(arms, step, rng);
    const mean = means[pick] as number;
    const arm = arms[pick] as Tried;
    arm.pulls += 1;
    if (world.uniform() < mean) arm.wins += 1;
    missed += best - mean;
    if (step + 1 === at[found.length]) found.push(missed);
  }
  return found;
}

/** C of Lai and Robbins 1985: sum over the other arms of (mu* - mu_k) / kl(mu_k, mu*). */
export function laiRobbins(means: readonly number[]): number {
  const best = Math.max(...means);
  return means
    .filter((mean) => mean < best)
    .reduce(
      (sum, p) => sum + (best - p) / (p * Math.log(p / best) + (1 - p) * Math.log((1 - p) / (1 - best))),
      0,
    );
}

/** Where regret is read to see how it grows. */
const TENS = [500, 1000, 2000, 4000, 8000, 16_000] as const;

/**
 * How Thompson's regret grows in time where the arms come from its own prior: the slope of ln R on ln T (`bandit.md` G2;
 * Russo and Van Roy 2014 bound it by half, up to a logarithm).
 */
export function growthOfRegret(arms: number, seed: number, runs: number): number {
  const sums = TENS.map(() => 0);
  for (let run = 0; run < runs; run += 1) {
    const prior = stream(seed, 'arms', String(run));
    const means = Array.from({ length: arms }, () => prior.uniform());
    regret(means, policies.Thompson, seed * 1000 + run, TENS).forEach((missed, at) => {
      sums[at] = (sums[at] as number) + missed;
    });
  }
  const x = TENS.map(Math.log);
  const y = sums.map((sum) => Math.log(sum / runs));
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [mx, my] = [mean(x), mean(y)];
  return (
    x.reduce((sum, value, at) => sum + (value - mx) * ((y[at] as number) - my), 0) /
    x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  );
}

const BATCH = 200;
const LOOKS = 400;

/** Pulls until one arm is the best with 95 %, in batches that follow the shares; and whether it is the best. */
export function findWinner(
  means: readonly number[],
  mode: 'top two' | 'Thompson',
  seed: number,
): { pulls: number; right: boolean } {
  const rng = stream(seed, mode);
  const arms: Tried[] = means.map(() => ({ pulls: 0, wins: 0 }));
  for (let batch = 1; batch <= 2000; batch += 1) {
    const wins = means.map(() => 0);
    for (let look = 0; look < LOOKS; look += 1) {
      const pick = policies.Thompson(arms, 0, rng);
      wins[pick] = (wins[pick] as number) + 1;
    }
    const best = wins.map((count) => count / LOOKS);
    const leader = largest(best);
    if ((best[leader] as number) >= 0.95)
      return { pulls: (batch - 1) * BATCH, right: means[leader] === Math.max(...means) };
    const shares = mode === 'top two' ? topTwoWeights(best) : best;
    for (let pull = 0; pull < BATCH; pull += 1) {
      const pick = categoricalDraw(rng, shares);
      const arm = arms[pick] as Tried;
      arm.pulls += 1;
      if (rng.uniform() < (means[pick] as number)) arm.wins += 1;
    }
  }
  return { pulls: 2000 * BATCH, right: false };
}
