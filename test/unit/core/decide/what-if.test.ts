import { expect, test } from 'vitest';
import { type Belief, believe } from '../../../../src/main/core/decide/belief.ts';
import type { Amounts, Inputs } from '../../../../src/main/core/decide/proposal.ts';
import { proposeFrom } from '../../../../src/main/core/decide/propose.ts';
import { whatIf } from '../../../../src/main/core/decide/what-if.ts';
import { sum } from '../../../../src/main/core/math/sum.ts';
import { accountAfter } from '../../../support/bandit/account.ts';
import { makeWorld, trueRevenue } from '../../../support/bandit/world.ts';

const seed = 7;
const inputs: Inputs = {
  ...accountAfter(25),
  rules: { stepShare: 0.2, spacingDays: 3, platformLeastMinor: 100, quantumMinor: 1 },
};
const belief = believe(inputs, seed) as Belief;
const made = (of: Inputs) => {
  const answer = proposeFrom(belief, of, seed, String);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
};
const proposal = made(inputs);
const proposed: Amounts = Object.fromEntries(proposal.arms.map((arm) => [arm.id, arm.proposedMinor]));
const now: Amounts = Object.fromEntries(inputs.arms.map((arm) => [arm.id, arm.nowMinor]));
const ask = (amounts: Amounts, totalMinor: number | null = null) =>
  whatIf(belief, inputs, proposed, { amounts, totalMinor });

test('the amounts of the proposal bring what the proposal said, draw for draw, and nothing beyond it', () => {
  const { whole, arms, totalMinor } = ask(proposed);
  expect(totalMinor).toBe(sum(Object.values(proposed)));
  expect(whole?.gainMinor).toEqual(proposal.gainMinor);
  expect(whole?.pGain).toBe(proposal.pBetter);
  expect(whole?.overProposalMinor).toEqual({ p5: 0, p50: 0, p95: 0 });
  arms.forEach((arm, index) => {
    expect(arm.revenueMinor).toEqual(proposal.arms[index]?.revenueMinor);
    expect(arm.brokenBy).toBeNull();
  });
});

test('as it is now nothing is gained, and what is not named stays', () => {
  const { whole, arms } = ask({});
  expect(arms.map(({ minor }) => minor)).toEqual(belief.arms.map(({ nowMinor }) => nowMinor));
  expect(whole?.gainMinor).toEqual({ p5: 0, p50: 0, p95: 0, worst: 0 });
});

test('without any money there is no return to be told, and all the rest is', () => {
  const { whole } = ask(Object.fromEntries(inputs.arms.map(({ id }) => [id, 0])));
  expect(whole).toMatchObject({ roas: null, revenueMinor: { p50: 0 }, profitMinor: { p50: 0 }, pGain: 0 });
});

test('the revenue that truly comes of other amounts lies in the interval that was told for them', () => {
  const amounts = Object.fromEntries(
    inputs.arms.map(({ id, nowMinor }, index) => [id, index % 2 ? nowMinor - 2000 : nowMinor + 2000]),
  );
  const truth = trueRevenue(makeWorld({ totalMinor: 100_000 }, 1), 25, new Map(Object.entries(amounts)));
  const { revenueMinor, roas, profitMinor } = ask(amounts).whole ?? expect.fail('nothing was told');
  expect(revenueMinor.p5).toBeLessThan(truth);
  expect(revenueMinor.p95).toBeGreaterThan(truth);
  expect(roas?.p50).toBeCloseTo(revenueMinor.p50 / 100_000, 10);
  expect(profitMinor.p50).toBeCloseTo(revenueMinor.p50 - 100_000, 5);
});

test('a total is split in the shares of the amounts, exactly, and no limit is broken by it', () => {
  for (const total of [98_765, 100_000, 117_003]) {
    const { totalMinor, arms } = ask(proposed, total);
    expect(totalMinor).toBe(total);
    expect(arms.every(({ minor, brokenBy }) => Number.isSafeInteger(minor) && brokenBy === null)).toBe(true);
  }
  // No arm gives up its last unit: of so little nothing can be split.
  expect(ask(proposed, 100)).toMatchObject({
    infeasible: 'floors exceed the total',
    totalMinor: sum(Object.values(proposed)),
  });
});

test('what is paused may stay at nothing, also where it could be resumed, and a total gives it nothing then', () => {
  const arms = inputs.arms.map((arm) =>
    arm.id === 'arm 1' ? { ...arm, nowMinor: 0, pausedDay: inputs.nowDay - 20 } : arm,
  );
  const rested = { ...inputs, arms };
  const of = believe(rested, seed) as Belief;
  expect(of.pauses[0]?.verdict).toBe('unpause');
  const tell = (amounts: Amounts, totalMinor: number | null = null) =>
    whatIf(of, rested, proposed, { amounts, totalMinor }).arms[0];
  expect(tell({})).toMatchObject({ minor: 0, brokenBy: null });
  expect(tell({}, 90_000)).toMatchObject({ minor: 0, brokenBy: null });
  expect(tell({ 'arm 1': 50 })).toMatchObject({ brokenBy: 'platform least' });
});

test('which limit an amount breaks is named, with the room that there is', () => {
  const { arms } = ask({ ...now, 'arm 1': 20_000, 'arm 2': 5_000 });
  expect(arms[0]).toMatchObject({ brokenBy: 'step up', highMinor: 15_000 });
  expect(arms[1]).toMatchObject({ brokenBy: 'step down', lowMinor: 10_000 });
  expect(arms[2]?.brokenBy).toBeNull();
});

test('a new arm is held to its purse by hand too, and may be left as it is', () => {
  const launched = { ...accountAfter(17, { launch: true }), rules: inputs.rules };
  const of = believe(launched, seed) as Belief;
  const fresh = of.isNew.indexOf(true);
  const { id, nowMinor } = of.arms[fresh] ?? expect.fail('none is new');
  const tell = (amounts: Amounts) => whatIf(of, launched, {}, { amounts, totalMinor: null }).arms[fresh];
  expect(tell({})?.brokenBy).toBeNull();
  expect(tell({ [id]: Math.max(nowMinor, 5000) + 1000 })?.brokenBy).toBe('new arm');
});

test('beyond what was ever spent it is told as such; far beyond nothing is told, of the sum neither', () => {
  const most = 12_500;
  expect(ask({ ...now }).arms[0]).toMatchObject({
    reach: 'seen',
    tried: { leastMinor: most, mostMinor: most },
  });
  // An arm that was always at the same budget has taught nothing of its curve.
  expect(ask({ ...now, 'arm 1': 14_900 })).toMatchObject({ whole: expect.anything() });
  expect(ask({ ...now, 'arm 1': 14_900 }).arms[0]).toMatchObject({ reach: 'extrapolated' });
  const far = ask({ ...now, 'arm 1': 26_000 });
  expect(far.whole).toBeNull();
  expect(far.arms[0]).toMatchObject({ reach: 'refused', revenueMinor: null, roas: null });
  expect(far.arms[1]?.revenueMinor).not.toBeNull();
});

test('a decision by hand is replayed like any other, and says what is foretold of its own amounts', () => {
  const amounts = { ...now, 'arm 1': 14_000, 'arm 2': 11_000 };
  const hand = made({ ...inputs, byHand: amounts });
  expect(Object.fromEntries(hand.arms.map((arm) => [arm.id, arm.proposedMinor]))).toEqual(amounts);
  expect(hand.gainMinor).toEqual(ask(amounts).whole?.gainMinor);
  expect(sum(hand.arms.map(({ shares }) => shares.final))).toBeCloseTo(1, 12);
  expect(hand.followed).toBe(0);
  expect(hand.inputsHash).not.toBe(proposal.inputsHash);
});
