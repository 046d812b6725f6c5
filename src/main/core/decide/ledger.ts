import { quantile } from '../math/quantile.ts';

/** What an arm (an ad set, or a campaign that shares its budget) spent on one day of the ad account's calendar. */
export interface SpendRow {
  readonly arm: string;
  readonly epochDay: number;
  readonly spendMinor: number;
  /** When it was first read, with its fraction; on its own day when absent. */
  readonly knownDay?: number | undefined;
}

/**
 * What was learnt about an order at one moment (`bandit.md` 1.1, 1.7). The first row of an order brings its value; a
 * restatement or a refund is one more row with the difference, never an overwrite. Times are epoch days of the account's
 * calendar with a fraction; where only the day of the click is known it is the middle of that day.
 */
export interface OrderRow {
  readonly order: string;
  readonly arm: string;
  readonly clickedDay: number;
  readonly observedDay: number;
  readonly valueMinor: number;
  /** It came while the day was not looked at for long: it counts, and tells nothing of delays. */
  readonly delayUnknown?: true | undefined;
  /** Neither click nor order is told closer than by its day: it was learnt some time within the day before. */
  readonly byDay?: true | undefined;
}

/**
 * Something that made an arm another one: its creative, its audience, or its budget by more than a fifth; or that its
 * orders tell so (`rate-alarm.ts`). What was seen before still counts, but less (`bandit.md` 1.6: 0.7 and 0.3).
 */
export interface Change {
  readonly arm: string;
  readonly epochDay: number;
  readonly keep: number;
}

/** One day of an arm, as far as it is known: `age` counts from the start of the day to now. */
export interface ArmDay {
  readonly age: number;
  readonly spend: number;
  /** What its evidence counts for after the changes that came later. */
  readonly weight: number;
  orders: number;
}

export interface ArmLedger {
  readonly id: string;
  readonly days: readonly ArmDay[];
  /** ln of what each order is worth, the largest held at the 99.5 % quantile of all arms. */
  readonly lnValues: readonly number[];
}

/** The delay of an order from click to when we learnt of it, and the longest one that could have been seen. */
export interface SeenDelay {
  readonly days: number;
  readonly limit: number;
  /** Of one that is told by its day: days since its click, also beyond the window. */
  readonly clickedAgo?: number | undefined;
}

export interface Ledger {
  readonly arms: readonly ArmLedger[];
  readonly delays: readonly SeenDelay[];
}

/**
 * The ledger as it stood at `nowDay`: only what had been learnt by then, so that a replay sees what the decision saw. Of days
 * after `knownDay`, when its source was heard last, no order could be known, so they tell nothing and nothing ages by them.
 * An order counts while its rows add up to more than nothing. Clicks older than the attribution window are left out of
 * the delays (they are complete); an order learnt after the window is outside of what is estimated.
 */
export function ledgerAt(
  armIds: readonly string[],
  spend: readonly SpendRow[],
  orders: readonly OrderRow[],
  changes: readonly Change[],
  nowDay: number,
  windowDays: number,
  knownDay = nowDay,
): Ledger {
  const heardDay = Math.min(nowDay, knownDay);
  const days = new Map(armIds.map((id) => [id, new Map<number, ArmDay>()]));
  const dayOf = (arm: string, epochDay: number): ArmDay | undefined => days.get(arm)?.get(epochDay);
  for (const { arm, epochDay, spendMinor, knownDay: readDay } of spend) {
    if (!days.has(arm) || epochDay >= heardDay) continue;
    // Its orders are not known before either: money alone would look like money without orders.
    if (readDay !== undefined && readDay > nowDay) continue;
    const known = dayOf(arm, epochDay);
    days.get(arm)?.set(epochDay, {
      age: heardDay - epochDay,
      spend: (known?.spend ?? 0) + spendMinor,
      weight: changes
        .filter((change) => change.arm === arm && change.epochDay > epochDay && change.epochDay <= nowDay)
        .reduce((weight, { keep }) => weight * keep, 1),
      orders: 0,
    });
  }
  const found = new Map<
    string,
    { arm: string; clicked: number; observed: number; value: number; dated: boolean; byDay: true | undefined }
  >();
  for (const row of orders) {
    if (row.observedDay > heardDay || !days.has(row.arm)) continue;
    const known = found.get(row.order);
    if (known) {
      known.observed = Math.min(known.observed, row.observedDay);
      known.value += row.valueMinor;
    } else
      found.set(row.order, {
        arm: row.arm,
        clicked: row.clickedDay,
        observed: row.observedDay,
        value: row.valueMinor,
        dated: row.delayUnknown !== true,
        byDay: row.byDay,
      });
  }
  const counted = [...found.values()].filter(
    ({ clicked, observed, value }) => value > 0 && observed - clicked <= windowDays,
  );
  const largest = Math.log(
    quantile(
      counted.map(({ value }) => value),
      0.995,
    ),
  );
  const lnValues = new Map(armIds.map((id) => [id, [] as number[]]));
  const delays: SeenDelay[] = [];
  for (const { arm, clicked, observed, value, dated, byDay } of counted) {
    const day = dayOf(arm, Math.floor(clicked));
    // Without spend on the day of its click it says nothing about orders per money.
    if (day) day.orders += 1;
    lnValues.get(arm)?.push(Math.min(Math.log(value), largest));
    if (dated)
      delays.push({
        days: Math.max(0, observed - clicked),
        limit: Math.min(windowDays, heardDay - clicked),
        ...(byDay && { clickedAgo: heardDay - clicked }),
      });
  }
  return {
    arms: armIds.map((id) => ({
      id,
      days: [...(days.get(id)?.values() ?? [])].sort((a, b) => b.age - a.age),
      lnValues: (lnValues.get(id) ?? []).sort((a, b) => a - b),
    })),
    // Sorted, so that the order of the rows does not change the last digit of a sum.
    delays: delays.sort((a, b) => a.days - b.days || a.limit - b.limit),
  };
}
