import { quantile } from '../../../src/main/core/math/quantile.ts';
import { type Operation, operate } from './operate.ts';
import { type Mean, meanOf } from './paired.ts';
import { freeRules } from './policies.ts';
import { evenly, runPolicy } from './run.ts';
import { makeWorld, trueCurve, type World } from './world.ts';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const free: Operation = {
  rules: freeRules,
  floorMinor: 0,
  ceilingMinor: null,
  learningDays: 0,
  saturation: false,
  discount: 1,
  pauses: true,
  baselineAlpha: null,
};

/** Steps of a fifth, 72 hours between edits. */
const careful: Operation['rules'] = {
  stepShare: 0.2,
  spacingDays: 3,
  platformLeastMinor: 100,
  quantumMinor: 1,
};

/** D-budget: floors, ceilings, careful rules, and a platform that learns anew after more. */
export function budgetRuns(seeds: readonly number[]) {
  const gains: number[] = [];
  const violations: string[] = [];
  const times: number[] = [];
  let bound = 0;
  let days = 0;
  for (const seed of seeds) {
    const world = makeWorld({ totalMinor: 100_000, days: 90, saturated: true }, seed);
    const { policy, diary, hindrance } = operate({
      ...free,
      rules: careful,
      floorMinor: 2000,
      ceilingMinor: 40_000,
      learningDays: 7,
      saturation: true,
    });
    const even = total(runPolicy(world, ({ arms }) => evenly(arms, world.totalMinor)));
    gains.push(100 * (total(runPolicy(world, policy, hindrance)) / even - 1));
    violations.push(...diary.violations);
    times.push(...diary.decisionMs);
    bound += diary.boundDays;
    days += diary.decisionMs.length;
  }
  return {
    gain: meanOf(gains) as Mean,
    violations,
    decisions: days,
    boundShare: bound / days,
    decisionMs: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
  };
}

/**
 * Arms around four fifths of break-even that drift, some launched late on little money, and evidence that fades: what is
 * paused comes back, and would get more than one step above what it ran at.
 */
export function resumeRuns(seeds: readonly number[]) {
  const violations: string[] = [];
  let pauses = 0;
  let resumes = 0;
  for (const seed of seeds) {
    const world = makeWorld({ totalMinor: 100_000, days: 90, launch: true, drift: true }, seed);
    const { policy, diary } = operate({
      ...free,
      rules: careful,
      ceilingMinor: 40_000,
      learningDays: 7,
      discount: 0.95,
    });
    runPolicy(earning(world, 0.8, world.days / 2), policy);
    violations.push(...diary.violations);
    pauses += diary.paused.size;
    resumes += diary.resumes;
  }
  return { violations, pauses, resumes };
}

/** The same with rates by which each arm earns that share of its money back on that day. */
const earning = (world: World, share: number, day: number): World => ({
  ...world,
  arms: world.arms.map((arm) => ({
    ...arm,
    lambda: (share * arm.lambda) / trueCurve(world, arm, day).rate,
  })),
});

/** Every arm exactly earns its money back, and is looked at on each of 60 days: each pause is a wrong one. */
export function breakEvenPauses(seeds: readonly number[]) {
  let paused = 0;
  let arms = 0;
  for (const seed of seeds) {
    const world = makeWorld({ totalMinor: 100_000 }, seed);
    const { policy, diary } = operate(free);
    runPolicy(earning(world, 1, 0), policy);
    paused += diary.paused.size;
    arms += world.arms.length;
  }
  return { share: paused / arms, arms, error: Math.sqrt((0.05 * 0.95) / arms) };
}

/** Against an even split with a tenth to spare: was revenue ever below, and was the model followed where it is better? */
export function guardedRuns(seeds: readonly number[]) {
  let below = 0;
  let worthwhile = 0;
  let followed = 0;
  for (const seed of seeds) {
    const world = makeWorld({ totalMinor: 100_000 }, seed);
    const { policy, diary } = operate({ ...free, baselineAlpha: 0.1 });
    const guarded = runPolicy(world, policy);
    const before = runPolicy(world, ({ arms }) => evenly(arms, world.totalMinor));
    const unguarded = runPolicy(world, operate(free).policy);
    let ahead = 0;
    let fell = false;
    guarded.forEach((revenue, day) => {
      ahead += revenue - 0.9 * (before[day] as number);
      fell ||= ahead < 0;
    });
    if (fell) below += 1;
    if (total(unguarded) > 1.1 * total(before)) {
      worthwhile += 1;
      if (diary.followed.includes(1)) followed += 1;
    }
  }
  return {
    below: below / seeds.length,
    error: Math.sqrt((0.05 * 0.95) / seeds.length),
    worthwhile,
    followed: worthwhile === 0 ? 0 : followed / worthwhile,
  };
}
