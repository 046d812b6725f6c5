import { median } from '../math/quantile.ts';
import { type DelayCurve, fitDelay, knownShareOfDay } from './delay.ts';
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

interface Step {
  readonly epochDay: number;
  readonly orders: number;
  /** Spend whose orders are known. */
  readonly exposure: number;
}

/** The changes of rate that what is known at `nowDay` tells of, of each arm in the order of time. */
export function rateChanges(
  ids: readonly string[],
  { spend, orders, nowDay }: Pick<Inputs, 'spend' | 'orders' | 'nowDay'>,
  windowDays: number,
): Change[] {
  const { arms, delays } = ledgerAt(ids, spend, orders, [], nowDay, windowDays);
  const { curve } = fitDelay(delays, windowDays);
  const steps = arms.map((arm) => stepsOf(arm, curve, nowDay));
  const scatter = scatterOf(steps);
  return arms.flatMap(({ id }, index) =>
    alarms(steps[index] as Step[], scatter).map((epochDay) => ({ arm: id, epochDay, keep: keptAfterAlarm })),
  );
}

function stepsOf({ days }: ArmLedger, curve: DelayCurve, nowDay: number): Step[] {
  const known = days
    .map(({ age, spend, orders }) => ({ age, orders, share: knownShareOfDay(curve, age), spend }))
    .filter(({ share, spend }) => share >= leastKnown && spend > 0);
  const rate =
    known.reduce((sum, { orders }) => sum + orders, 0) /
    known.reduce((sum, { share, spend }) => sum + share * spend, 0);
  const steps: Step[] = [];
  let open = { epochDay: 0, orders: 0, exposure: 0 };
  for (const { age, orders, share, spend } of known) {
    if (open.exposure === 0) open = { ...open, epochDay: Math.round(nowDay - age) };
    open = { ...open, orders: open.orders + orders, exposure: open.exposure + share * spend };
    if (rate * open.exposure < ordersOfStep) continue;
    steps.push(open);
    open = { epochDay: 0, orders: 0, exposure: 0 };
  }
  return steps;
}

/** How far a step is from what the steps before it foretell, in standard deviations of a Poisson law; their rate is not known to the end. */
function residual({ orders, exposure }: Step, before: { orders: number; exposure: number }): number | null {
  if (before.orders < ordersOfBaseline) return null;
  const due = (before.orders / before.exposure) * exposure;
  return (orders - due) / Math.sqrt(due * (1 + exposure / before.exposure));
}

/** How many times as much steps scatter; of the middle one, which a change leaves where it is. */
function scatterOf(arms: readonly (readonly Step[])[]): number {
  const squares = arms.flatMap((steps) => {
    const before = { orders: 0, exposure: 0 };
    return steps.flatMap((step) => {
      const z = residual(step, before);
      before.orders += step.orders;
      before.exposure += step.exposure;
      return z === null ? [] : [z * z];
    });
  });
  return squares.length < 20 ? 1 : Math.max(1, median(squares) / medianOfSquares);
}

/**
 * The days from which an arm's orders per money are others than before, by CUSUM (Page 1954) of the residuals z:
 *
 *   up   = max(0, up + z - k)      down = max(0, down - z - k)      alarm above h
 *
 * Each is dated by the step with which its sum left nothing, and the rate is learnt anew from there.
 */
function alarms(steps: readonly Step[], scatter: number): number[] {
  const found: number[] = [];
  let before = { orders: 0, exposure: 0 };
  let sums = { up: 0, down: 0 };
  let since = { up: 0, down: 0 };
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] as Step;
    const z = residual(step, before);
    if (z !== null) {
      const scaled = z / Math.sqrt(scatter);
      const next = {
        up: Math.max(0, sums.up + scaled - slack),
        down: Math.max(0, sums.down - scaled - slack),
      };
      since = { up: sums.up === 0 ? at : since.up, down: sums.down === 0 ? at : since.down };
      sums = next;
      const from = sums.up > threshold ? since.up : sums.down > threshold ? since.down : null;
      if (from !== null) {
        found.push((steps[from] as Step).epochDay);
        sums = { up: 0, down: 0 };
        before = { orders: 0, exposure: 0 };
        // What came since the change is the first that is known of the new rate.
        for (const after of steps.slice(from, at)) before = added(before, after);
      }
    }
    before = added(before, step);
  }
  return found;
}

const added = (sum: { orders: number; exposure: number }, { orders, exposure }: Step) => ({
  orders: sum.orders + orders,
  exposure: sum.exposure + exposure,
});
