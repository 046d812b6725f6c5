import type { PastAccount } from '../../../src/main/core/decide/as-of.ts';
import type { ResultRow } from '../../../src/main/core/decide/budget-account.ts';
import { liveArms, liveThrough, makeWorld } from './world.ts';

const iso = (day: number): string => new Date(day * 86_400_000).toISOString();

/** An account that was looked at at noon of every day, as Meta tells it: each day's sums anew while they change. */
export function pastOf(of: { seed: number; days: number; windowDays: number }): PastAccount {
  const { seed, days, windowDays } = of;
  const world = makeWorld({ totalMinor: 100_000, days }, seed);
  const rows: ResultRow[] = [];
  for (let day = 0; day < days; day += 1) {
    const arms = liveArms(world, day);
    // Not always the same: some days one gets more, as people do.
    const amounts = new Map(
      arms.map(({ id }, at) => [id, 12_500 + ((at + Math.floor(day / 5)) % 3) * 1_000 - 1_000]),
    );
    const { spend, orders } = liveThrough(world, day, amounts);
    for (const { arm, spendMinor } of spend) {
      const own = orders.filter(
        (order) => order.arm === arm && order.observedDay - order.clickedDay <= windowDays,
      );
      let told = -1;
      for (let read = day + 1.5; read < Math.min(days, day + windowDays + 3); read += 1) {
        const known = own.filter(({ observedDay }) => observedDay <= read);
        if (known.length === told) continue;
        told = known.length;
        rows.push({
          arm,
          day: iso(day).slice(0, 10),
          spendMinor,
          orders: known.length,
          revenueMinor: known.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
          readAt: iso(read),
          confirmedAt: iso(read),
        });
      }
    }
  }
  return {
    id: '1',
    name: 'Simulated',
    currency: 'EUR',
    timeZone: 'UTC',
    windowDays,
    arms: liveArms(world, days).map(({ id }) => ({ id, name: id, level: 'ad_set' })),
    rows: rows.sort((a, b) => (a.arm + a.day < b.arm + b.day ? -1 : a.arm + a.day > b.arm + b.day ? 1 : 0)),
    ledger: { orders: [], undated: 0, sources: [], told: null, knownUntilDay: null },
  };
}
