import type { Inputs } from '../../../src/main/core/decide/proposal.ts';
import { plainArms, plainInputs } from './policies.ts';
import { evenly, type Morning } from './run.ts';
import { liveArms, liveThrough, makeWorld, type WorldKind } from './world.ts';

/** An account that was run evenly for so many days, as a decision finds it. */
export function accountAfter(days: number, kind: Partial<WorldKind> = {}, seed = 1): Inputs {
  const world = makeWorld({ totalMinor: 100_000, ...kind }, seed);
  const lived = Array.from({ length: days }, (_, day) =>
    liveThrough(world, day, evenly(liveArms(world, day), world.totalMinor)),
  );
  const arms = liveArms(world, days);
  const morning: Morning = {
    world,
    day: days,
    arms,
    now: evenly(arms, world.totalMinor),
    spend: lived.flatMap(({ spend }) => spend),
    orders: lived.flatMap(({ orders }) => orders),
  };
  return plainInputs(morning, plainArms(morning));
}
