import { believe } from '../../../src/main/core/decide/belief.ts';
import { bestSplit } from '../../../src/main/core/decide/response.ts';
import { quantile } from '../../../src/main/core/math/quantile.ts';
import { meanOf, pairedDifference } from './paired.ts';
import { greedy, plainArms, plainInputs, titan } from './policies.ts';
import { evenly, type Policy, runPolicy } from './run.ts';
import { liveArms, makeWorld, oracle, trueCurve, trueRevenue, type World, type WorldKind } from './world.ts';

/** Revenue with delay (`bandit.md` 4.1, 4.3), in cents: EUR 1,000 or 200 a day. */
export const kinds = {
  'D-static': { totalMinor: 100_000 },
  'D-launch': { totalMinor: 100_000, launch: true },
  'D-launch 200': { totalMinor: 20_000, launch: true },
  'D-drift': { totalMinor: 100_000, launch: true, drift: true },
  'D-sat': { totalMinor: 100_000, saturated: true },
} as const satisfies Record<string, WorldKind>;

/**
 * The recipe of media-mix tools (fit a curve, optimise at its best estimate): the same model as ours, but the split of one
 * set of point estimates instead of the mean over the posterior's splits.
 */
const pointEstimates: Policy = (morning) => {
  const inputs = plainInputs(morning, plainArms(morning));
  const belief = believe(
    { ...inputs, model: { ...inputs.model, saturation: true } },
    morning.world.seed * 1000 + morning.day,
  );
  const { totalMinor } = morning.world;
  if (!belief) return evenly(morning.arms, totalMinor);
  const amounts = new Float64Array(belief.arms.length);
  bestSplit(
    belief.draws.map(({ lambda, value, cap }) => ({
      rate: quantile(lambda, 0.5) * quantile(value, 0.5),
      cap: quantile(
        Array.from(cap, (each) => Math.min(each, 1e9)),
        0.5,
      ),
    })),
    0.95 * totalMinor,
    amounts,
  );
  return new Map(
    belief.arms.map(({ id }, index) => [
      id,
      (amounts[index] as number) + (0.05 * totalMinor) / amounts.length,
    ]),
  );
};

const policies = {
  'epsilon-greedy 0.05': () => greedy,
  naive: () => titan({ saturation: false, naive: true }),
  'delay-aware': () => titan({ saturation: false }),
  full: () => titan({ saturation: true }),
  alarmed: () => titan({ saturation: true, alarmed: true }),
  'point estimates': () => pointEstimates,
} as const satisfies Record<string, () => Policy>;

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The best split that never changes, over arms that run from the start. */
function bestFixed(world: World): number {
  const arms = liveArms(world, 0);
  const amounts = new Float64Array(arms.length);
  bestSplit(
    arms.map((arm) => trueCurve(world, arm, world.days / 2)),
    world.totalMinor,
    amounts,
  );
  const fixed = new Map(arms.map(({ id }, index) => [id, amounts[index] as number]));
  return total(Array.from({ length: world.days }, (_, day) => trueRevenue(world, day, fixed)));
}

/** What each policy gains over the even split in one world, in per cent. */
export function gainsIn(kind: WorldKind, seed: number) {
  const world = makeWorld(kind, seed);
  const even = total(runPolicy(world, ({ arms }) => evenly(arms, world.totalMinor)));
  const gain = (revenue: number) => 100 * (revenue / even - 1);
  const days = Array.from({ length: world.days }, (_, day) => day);
  const of = (name: keyof typeof policies) => gain(total(runPolicy(world, policies[name]())));
  return {
    oracle: gain(total(days.map((day) => trueRevenue(world, day, oracle(world, day))))),
    'best fixed split': gain(bestFixed(world)),
    'epsilon-greedy 0.05': of('epsilon-greedy 0.05'),
    naive: of('naive'),
    'delay-aware': of('delay-aware'),
    full: of('full'),
    alarmed: of('alarmed'),
    'point estimates': of('point estimates'),
  };
}
type Gains = ReturnType<typeof gainsIn>;

/** Of the arm that is truly best on the last day: what is believed of it then, and since when it holds half of the money. */
export function endingIn(kind: WorldKind, seed: number) {
  const world = makeWorld(kind, seed);
  const rateOf = (arm: World['arms'][number]) => trueCurve(world, arm, world.days - 1).rate;
  const best = world.arms.reduce((a, b) => (rateOf(b) > rateOf(a) ? b : a)).id;
  const seen: { readonly pBest: number; readonly share: number }[] = [];
  const policy = titan({
    saturation: true,
    seen: ({ arms, totalMinor }) => {
      const arm = arms.find(({ id }) => id === best);
      seen.push({ pBest: arm?.pBest ?? 0, share: (arm?.proposedMinor ?? 0) / totalMinor });
    },
  });
  runPolicy(world, policy);
  const first = seen.findIndex(({ share }) => share >= 0.5);
  return { pBest: seen.at(-1)?.pBest ?? 0, halfAfterDays: first < 0 ? null : first + 1 };
}

/** Means over worlds; a world in which it never holds half counts among those that never do. */
export function endings(found: readonly ReturnType<typeof endingIn>[]) {
  const held = found.flatMap(({ halfAfterDays }) => halfAfterDays ?? []);
  return {
    'P(best) of the true best': meanOf(found.map(({ pBest }) => pBest)),
    'median days to half of the money': held.length === 0 ? null : quantile(held, 0.5),
    'never half': found.length - held.length,
  };
}

/** Means over worlds, and the differences that the bars are about. */
export function compare(found: readonly Gains[]) {
  const of = (name: keyof Gains) => found.map((gains) => gains[name]);
  const names = Object.keys(found[0] ?? {}) as (keyof Gains)[];
  return {
    gains: Object.fromEntries(names.map((name) => [name, meanOf(of(name))])),
    delayOverNaive: pairedDifference(of('delay-aware'), of('naive')),
    fullOverNaive: pairedDifference(of('full'), of('naive')),
    fullOverPoints: pairedDifference(of('full'), of('point estimates')),
    fullOverDelay: pairedDifference(of('full'), of('delay-aware')),
    alarmedOverFull: pairedDifference(of('alarmed'), of('full')),
    full: meanOf(of('full')),
  };
}
