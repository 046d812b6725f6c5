import type { OrderRow, SpendRow } from '../../../src/main/core/decide/ledger.ts';
import {
  type Hindrance,
  liveArms,
  liveThrough,
  type TrueArm,
  trueRevenue,
  unhindered,
  type World,
} from './world.ts';

/** What a policy may know in the morning of a day: rows up to now, never the truth. */
export interface Morning {
  readonly world: Pick<World, 'seed' | 'totalMinor' | 'windowDays'>;
  readonly day: number;
  readonly arms: readonly Pick<TrueArm, 'id' | 'startDay'>[];
  readonly now: ReadonlyMap<string, number>;
  readonly spend: readonly SpendRow[];
  readonly orders: readonly OrderRow[];
}

export type Policy = (morning: Morning) => ReadonlyMap<string, number>;

/** Revenue of each day from true means, not from the luck of the orders. */
export function runPolicy(world: World, policy: Policy, hindrance: Hindrance = unhindered): number[] {
  const spend: SpendRow[] = [];
  const orders: OrderRow[] = [];
  let now: ReadonlyMap<string, number> = new Map();
  return Array.from({ length: world.days }, (_, day) => {
    const arms = liveArms(world, day).map(({ id, startDay }) => ({ id, startDay }));
    const { seed, totalMinor, windowDays } = world;
    now = policy({ world: { seed, totalMinor, windowDays }, day, arms, now, spend, orders });
    const lived = liveThrough(world, day, now, hindrance);
    spend.push(...lived.spend);
    orders.push(...lived.orders);
    return trueRevenue(world, day, now, hindrance);
  });
}

export const evenly = (arms: readonly { readonly id: string }[], total: number): Map<string, number> =>
  new Map(arms.map(({ id }) => [id, total / arms.length]));
