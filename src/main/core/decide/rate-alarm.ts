import { median } from '../math/quantile.ts';
import { type DelayCurve, fitDelay, knownShareOfDay } from './delay.ts';
import { delayAlarm, isDoubted } from './delay-alarm.ts';
import { ceased, comesOtherwise, learntOf, looksOf } from './late-orders.ts';
import { type ArmLedger, type Change, ledgerAt } from './ledger.ts';
import type { Inputs } from './proposal.ts';

/** Half of the shift that it is made to find, one standard deviation of a step. */
const slack = 0.5;
/** A rate that never changes fires once in about 200 steps: (exp(2 k b) - 2 k b - 1) / 2 k^2 on either side, b = h + 1.166. */
const threshold = 4.2;
/** What an alarm leaves of the evidence before it (`bandit.md` 1.6). */
export const keptAfterAlarm = 0.3;
/** Days are put together until so many orders are expected: below, the ratio of a sound Poisson law is itself too wild. */
const ordersOfStep = 5;
/** A rate is known to a third by then. */
const ordersOfBaseline = 10;
/** Of a day of which less is known the delays decide, and not the rate. */
const leastKnown = 0.5;
/** The squares of a normal law lie below it as often as above. */
const medianOfSquares = 0.455;

interface Seen {
  readonly orders: number;
  /** Spend whose orders are known. */
  readonly exposure: number;
}
interface Step extends Seen {
  readonly epochDay: number;
}

const nothing: Seen = { orders: 0, exposure: 0 };
const added = (before: Seen, more: Seen): Seen => ({
  orders: before.orders + more.orders,
  exposure: before.exposure + more.exposure,
});

/**
 * The changes of rate that what is known at `nowDay` tells of, of each arm in the order of time. Orders that come late look
 * like orders that do not come: where an arm's do, only days count whose orders are all in; not where none come any more.
 */
export function rateChanges(
  ids: readonly string[],
  { spend, orders, nowDay }: Pick<Inputs, 'spend' | 'orders' | 'nowDay'>,
  windowDays: number,
): Change[] {
  const { arms, delays } = ledgerAt(ids, spend, orders, [], nowDay, windowDays);
  const { curve } = fitDelay(delays, windowDays);
  const doubted = isDoubted(delayAlarm(curve, delays));
  const looks = looksOf(spend, nowDay);
  const learnt = learntOf(orders, nowDay, looks);
  const steps = arms.map(({ id, days }) => {
    const own = learnt.get(id) ?? [];
    const late = !ceased(curve, days, own) && (doubted || comesOtherwise(curve, own, looks));
    return stepsOf(late ? days.filter(({ age }) => age > windowDays) : days, curve, nowDay);
  });
  const scatter = scatterOf(steps);
  return arms.flatMap(({ id }, index) =>
    alarms(steps[index] as Step[], scatter).map((epochDay) => ({ arm: id, epochDay, keep: keptAfterAlarm })),
  );
}

function stepsOf(days: ArmLedger['days'], curve: DelayCurve, nowDay: number): Step[] {
  const known = days.flatMap(({ age, spend, orders }) => {
    const share = knownShareOfDay(curve, age);
    return share >= leastKnown && spend > 0 ? [{ age, orders, exposure: share * spend }] : [];
  });
  const all = known.reduce(added, nothing);
  const steps: Step[] = [];
  let open: Step | undefined;
  for (const day of known) {
    const begun: Step = open ?? { ...nothing, epochDay: Math.round(nowDay - day.age) };
    open = { ...begun, ...added(begun, day) };
    if ((all.orders / all.exposure) * open.exposure < ordersOfStep) continue;
    steps.push(open);
    open = undefined;
  }
  return steps;
}

/** How far a step is from what the steps before it foretell, in standard deviations of a Poisson law; their rate is not known to the end. */
function residual({ orders, exposure }: Seen, before: Seen): number | null {
  if (before.orders < ordersOfBaseline) return null;
  const due = (before.orders / before.exposure) * exposure;
  return (orders - due) / Math.sqrt(due * (1 + exposure / before.exposure));
}

/** How many times as much steps scatter; of the middle one, which a change leaves where it is. */
function scatterOf(arms: readonly (readonly Step[])[]): number {
  const squares = arms.flatMap((steps) => {
    let before = nothing;
    return steps.flatMap((step) => {
      const z = residual(step, before);
      before = added(before, step);
      return z === null ? [] : [z * z];
    });
  });
  return squares.length < 20 ? 1 : Math.max(1, median(squares) / medianOfSquares);
}

/** A sum of CUSUM, and the step with which it left nothing. */
interface Lean {
  readonly sum: number;
  readonly since: number;
}
const upright: Lean = { sum: 0, since: 0 };
const leant = ({ sum, since }: Lean, by: number, at: number): Lean => ({
  sum: Math.max(0, sum + by - slack),
  since: sum === 0 ? at : since,
});

/**
 * The days from which an arm's orders per money are others than before, by CUSUM (Page 1954) of the residuals z:
 *
 *   up   = max(0, up + z - k)      down = max(0, down - z - k)      alarm above h
 *
 * Each is dated by the step with which its sum left nothing, and the rate is learnt anew from there.
 */
function alarms(steps: readonly Step[], scatter: number): number[] {
  const found: number[] = [];
  let before = nothing;
  let [up, down] = [upright, upright];
  for (const [at, step] of steps.entries()) {
    const z = residual(step, before);
    if (z !== null) {
      up = leant(up, z / Math.sqrt(scatter), at);
      down = leant(down, -z / Math.sqrt(scatter), at);
      const over = [up, down].find(({ sum }) => sum > threshold);
      if (over) {
        found.push((steps[over.since] as Step).epochDay);
        [up, down] = [upright, upright];
        // What came since the change is the first that is known of the new rate.
        before = steps.slice(over.since, at).reduce(added, nothing);
      }
    }
    before = added(before, step);
  }
  return found;
}
