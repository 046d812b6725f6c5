import { expect, test } from 'vitest';
import { asKnown } from '../../../../src/main/core/decide/as-known.ts';
import { type ArmOutcome, outcomeOf } from '../../../../src/main/core/decide/outcome.ts';
import type { Proposal } from '../../../../src/main/core/decide/proposal.ts';
import { propose } from '../../../../src/main/core/decide/propose.ts';
import { accountAfter } from '../../../support/bandit/account.ts';
import { liveThrough, makeWorld } from '../../../support/bandit/world.ts';

const START = 25;
const DAYS = 10;
const WINDOW = 28;

/** A proposal, and what the same account brings when it is carried out for ten days. */
function carryOut(seed: number) {
  const proposal = propose(accountAfter(START, {}, seed), seed, () => 'hash');
  if (proposal.kind === 'refused') throw new Error(proposal.reason);
  const amounts = new Map(proposal.arms.map(({ id, proposedMinor }) => [id, proposedMinor]));
  const world = makeWorld({ totalMinor: 100_000 }, seed);
  const lived = Array.from({ length: DAYS }, (_, day) => liveThrough(world, START + day, amounts));
  return {
    proposal,
    spend: lived.flatMap(({ spend }) => spend),
    orders: lived.flatMap(({ orders }) => orders),
  };
}
const days = { first: START, last: START + DAYS - 1 };
const settled = ({ proposal, spend, orders }: ReturnType<typeof carryOut>): readonly ArmOutcome[] => {
  const outcome = outcomeOf(proposal, spend, orders, days, START + DAYS + WINDOW, WINDOW);
  if (outcome.kind === 'open') throw new Error('Open.');
  return outcome.arms;
};

test('it stays open until every order of its days must be known', () => {
  const { proposal, spend, orders } = carryOut(1);
  const at = (nowDay: number) => outcomeOf(proposal, spend, orders, days, nowDay, WINDOW);
  expect(at(START + DAYS + WINDOW - 1)).toEqual({ kind: 'open', settledOnDay: START + DAYS + WINDOW });
  expect(at(START + DAYS + WINDOW).kind).toBe('settled');
});

test('spend and revenue are those of its days, to the cent', () => {
  const run = carryOut(2);
  const before = accountAfter(START, {}, 2);
  const [arm] = settled({
    ...run,
    spend: [...before.spend, ...run.spend],
    orders: [...before.orders, ...run.orders],
  });
  const own = run.orders.filter((row) => row.arm === arm?.id && row.observedDay - row.clickedDay <= WINDOW);
  expect(arm).toMatchObject({
    spendMinor: DAYS * (run.proposal.arms[0] as Proposal['arms'][number]).proposedMinor,
    revenueMinor: own.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
    orders: own.length,
  });
});

test('nine in ten outcomes lie where they were foretold', () => {
  const arms = Array.from({ length: 15 }, (_, seed) => settled(carryOut(seed + 1))).flat();
  const share = arms.filter(({ asForetold }) => asForetold).length / arms.length;
  // 120 outcomes: two standard errors are 5.5 points, and arms that got more had good luck before.
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(0.97);
});

test('what was carried out by half is judged by the money that was spent', () => {
  const run = carryOut(3);
  const half = run.spend.map((row) => ({ ...row, spendMinor: row.spendMinor / 2 }));
  const largest = (arms: readonly ArmOutcome[]) =>
    arms.reduce((a, b) => (b.spendMinor > a.spendMinor ? b : a));
  const whole = largest(settled(run)).foretold?.p50 as number;
  const less = largest(settled({ ...run, spend: half })).foretold?.p50 as number;
  expect(less / whole).toBeGreaterThan(0.4);
  expect(less / whole).toBeLessThan(0.6);
});

test('what was to be paused and ran on is no part of the comparison: nothing was foretold for its money', () => {
  const run = carryOut(6);
  const [first, ...others] = run.proposal.arms as [Proposal['arms'][number], ...Proposal['arms'][number][]];
  const paused = { ...first, proposedMinor: 0, revenueMinor: { p5: 0, p50: 0, p95: 0 } };
  const proposal = { ...run.proposal, arms: [paused, ...others] };
  const at = (spend: typeof run.spend) =>
    outcomeOf(proposal, spend, run.orders, days, START + DAYS + WINDOW, WINDOW);
  const ranOn = at(run.spend);
  const without = outcomeOf(
    { ...proposal, arms: others },
    run.spend,
    run.orders,
    days,
    START + DAYS + WINDOW,
    WINDOW,
  );
  if (ranOn.kind === 'open' || without.kind === 'open') throw new Error('Open.');
  expect(ranOn.arms[0]).toMatchObject({ id: first.id, foretold: null, asForetold: null, surprise: null });
  expect(ranOn.arms[0]?.revenueMinor).toBeGreaterThan(0);
  expect(ranOn.whole).toEqual(without.whole);
  const stopped = at(run.spend.filter(({ arm }) => arm !== first.id));
  if (stopped.kind === 'open') throw new Error('Open.');
  expect(stopped.arms[0]).toMatchObject({ spendMinor: 0, foretold: { p50: 0 } });
});

test('orders that the settling read brings count', () => {
  const { proposal, spend } = carryOut(4);
  const arm = proposal.arms[0]?.id ?? '';
  const read = {
    arm,
    spendMinor: 0,
    readAt: '1970-03-15T00:00:00.000Z',
    confirmedAt: '1970-03-15T00:00:00.000Z',
  };
  const day = new Date((START + 1) * 86_400_000).toISOString().slice(0, 10);
  const early = {
    ...read,
    day,
    orders: 1,
    revenueMinor: 900,
    readAt: `${day}T23:00:00.000Z`,
    confirmedAt: `${day}T23:00:00.000Z`,
  };
  const { orders } = asKnown([early, { ...read, day, orders: 3, revenueMinor: 2500 }], 'UTC', WINDOW);
  const [first] = settled({ proposal, spend, orders: [...orders] });
  expect(first).toMatchObject({ id: arm, orders: 3, revenueMinor: 2500 });
});

test('millions of orders are foretold as quickly as a few, by the mean alone', () => {
  const run = carryOut(5);
  const cheap = run.proposal.arms.map((arm) => ({ ...arm, orderValueMinor: arm.orderValueMinor / 1e5 }));
  const many = settled({ ...run, proposal: { ...run.proposal, arms: cheap } });
  // The chance of single orders is gone: what is left is the foretold mean itself.
  many.forEach(({ foretold }, at) => {
    const mean = DAYS * (run.proposal.arms[at] as Proposal['arms'][number]).revenueMinor.p50;
    if (mean > 0) expect(Math.abs(Math.log((foretold?.p50 as number) / mean))).toBeLessThan(0.15);
  });
});
