import type { OrderRow, SpendRow } from '../../../src/main/core/decide/ledger.ts';
import { bestSplit, worth } from '../../../src/main/core/decide/response.ts';
import { logNormalDraw, poissonDraw } from '../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../src/main/core/math/rng.ts';

/** An account whose truth is known (`bandit.md` 4.1). Money in cents. */
export interface TrueArm {
  readonly id: string;
  readonly startDay: number;
  /** Orders per cent of first spend on day 0, and what its logarithm changes by over the whole run. */
  readonly lambda: number;
  readonly drift: number;
  readonly meanLn: number;
  readonly cap: number;
}

export interface World {
  readonly seed: number;
  readonly arms: readonly TrueArm[];
  readonly days: number;
  readonly totalMinor: number;
  readonly windowDays: number;
  readonly valueSd: number;
  /** Days from click to order. */
  readonly delay: (rng: Rng) => number;
}

export interface WorldKind {
  readonly totalMinor: number;
  readonly days?: number;
  readonly launch?: boolean;
  readonly drift?: boolean;
  readonly saturated?: boolean;
}

const ARMS = 8;

/** 8 arms: cost per order 40 e^(0.35 z), ln value ~ N(ln 60 + 0.15 z, 0.8^2), delay Exp(5 d), window 28 d. */
export function makeWorld(kind: WorldKind, seed: number): World {
  const days = kind.days ?? 60;
  return {
    seed,
    days,
    totalMinor: kind.totalMinor,
    windowDays: 28,
    valueSd: 0.8,
    delay: (rng) => -5 * Math.log(rng.uniform()),
    arms: Array.from({ length: ARMS }, (_, index) => {
      const rng = stream(seed, 'truth', String(index));
      const [cost, value, cap, drift] = [rng.normal(), rng.normal(), rng.normal(), rng.uniform()];
      return {
        id: `arm ${index + 1}`,
        startDay: kind.launch ? (index >= 6 ? 30 : index >= 4 ? 15 : 0) : 0,
        lambda: 1 / (4000 * Math.exp(0.35 * cost)),
        drift: kind.drift ? 1.8 * drift - 0.9 : 0,
        meanLn: Math.log(6000) + 0.15 * value,
        cap: kind.saturated ? 25_000 * Math.exp(0.3 * cap) : Number.POSITIVE_INFINITY,
      };
    }),
  };
}

/** What each unit of first spend truly brings on that day, and where it bends. */
export const trueCurve = (world: World, arm: TrueArm, day: number) => ({
  rate: arm.lambda * Math.exp((arm.drift * day) / world.days + arm.meanLn + world.valueSd ** 2 / 2),
  cap: arm.cap,
});

export const liveArms = (world: World, day: number): TrueArm[] =>
  world.arms.filter(({ startDay }) => startDay <= day);

/** What of its usual rate an arm reaches on a day; less while the platform learns anew. */
export type Hindrance = (arm: string, day: number) => number;
export const unhindered: Hindrance = () => 1;

/** Revenue that the amounts bring on average. */
export const trueRevenue = (
  world: World,
  day: number,
  amounts: ReadonlyMap<string, number>,
  hindrance: Hindrance = unhindered,
): number =>
  world.arms.reduce(
    (sum, arm) => sum + hindrance(arm.id, day) * worth(trueCurve(world, arm, day), amounts.get(arm.id) ?? 0),
    0,
  );

/** The best split for whoever knows the truth. */
export function oracle(world: World, day: number): Map<string, number> {
  const arms = liveArms(world, day);
  const amounts = new Float64Array(arms.length);
  bestSplit(
    arms.map((arm) => trueCurve(world, arm, day)),
    world.totalMinor,
    amounts,
  );
  return new Map(arms.map(({ id }, index) => [id, amounts[index] as number]));
}

/** Spend and orders of one day; every policy meets the same luck, because each arm and day has a stream of its own. */
export function liveThrough(
  world: World,
  day: number,
  amounts: ReadonlyMap<string, number>,
  hindrance: Hindrance = unhindered,
): { spend: SpendRow[]; orders: OrderRow[] } {
  const spend: SpendRow[] = [];
  const orders: OrderRow[] = [];
  for (const arm of liveArms(world, day)) {
    const spendMinor = amounts.get(arm.id) ?? 0;
    if (spendMinor <= 0) continue;
    spend.push({ arm: arm.id, epochDay: day, spendMinor });
    const rng = stream(world.seed, 'luck', arm.id, String(day));
    const lambda = hindrance(arm.id, day) * arm.lambda * Math.exp((arm.drift * day) / world.days);
    const count = poissonDraw(rng, worth({ rate: lambda, cap: arm.cap }, spendMinor));
    for (let index = 0; index < count; index += 1) {
      const clickedDay = day + rng.uniform();
      const observedDay = clickedDay + world.delay(rng);
      const valueMinor = Math.max(1, Math.round(logNormalDraw(rng, arm.meanLn, world.valueSd)));
      orders.push({ order: `${arm.id}/${day}/${index}`, arm: arm.id, clickedDay, observedDay, valueMinor });
    }
  }
  return { spend, orders };
}
