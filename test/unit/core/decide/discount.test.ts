import { expect, test } from 'vitest';
import { chooseDiscount } from '../../../../src/main/core/decide/discount.ts';
import { evenly } from '../../../support/bandit/run.ts';
import { liveArms, liveThrough, makeWorld, type World } from '../../../support/bandit/world.ts';

const DAYS = 120;
function choose(world: World): number {
  const lived = Array.from({ length: DAYS }, (_, day) =>
    liveThrough(world, day, evenly(liveArms(world, day), world.totalMinor)),
  );
  return chooseDiscount(
    world.arms.map(({ id }) => id),
    lived.flatMap(({ spend }) => spend),
    lived.flatMap(({ orders }) => orders),
    [],
    DAYS,
    { targetCpaMinor: 4000, windowDays: world.windowDays, pastScatter: 1 },
  );
}

test('a steady account forgets nothing', () => {
  const chosen = [1, 2].map((seed) => choose(makeWorld({ totalMinor: 100_000, days: DAYS }, seed)));
  expect(chosen.filter((discount) => discount === 1).length).toBeGreaterThanOrEqual(1);
});

test('an account whose arms drift apart forgets', () => {
  const drifting = (seed: number): World => {
    const world = makeWorld({ totalMinor: 100_000, days: DAYS }, seed);
    return {
      ...world,
      arms: world.arms.map((arm, index) => ({ ...arm, drift: index % 2 === 0 ? 1.8 : -1.8 })),
    };
  };
  const chosen = [1, 2].map((seed) => choose(drifting(seed)));
  expect(chosen.every((discount) => discount < 1)).toBe(true);
});
