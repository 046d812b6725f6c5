import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { flaggedBefore } from '../../../../src/main/core/decide/belief.ts';
import { ledgerAt } from '../../../../src/main/core/decide/ledger.ts';
import { fitModel, sampleArms } from '../../../../src/main/core/decide/posterior.ts';
import type { Inputs, Proposal } from '../../../../src/main/core/decide/proposal.ts';
import { propose } from '../../../../src/main/core/decide/propose.ts';
import { accountAfter } from '../../../support/bandit/account.ts';
import { liveArms, makeWorld, trueCurve } from '../../../support/bandit/world.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const proposal = (inputs: Inputs, seed = 7): Proposal => {
  const answer = propose(inputs, seed, sha256);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
};
const account = accountAfter(25);
const saturating: Inputs = { ...account, model: { ...account.model, saturation: true } };

test('a stored proposal is replayed to the last digit from its inputs and seed', () => {
  const stored = JSON.parse(JSON.stringify({ inputs: saturating, proposal: proposal(saturating) }));
  expect(JSON.stringify(proposal(stored.inputs, stored.proposal.seed))).toBe(JSON.stringify(stored.proposal));
});

test('another seed draws anew but says much the same; another order of arms and rows says exactly the same', () => {
  const [first, second] = [proposal(account, 1), proposal(account, 2)];
  expect(second.arms).not.toEqual(first.arms);
  const turned = { ...account, arms: [...account.arms].reverse(), orders: [...account.orders].reverse() };
  expect(proposal(turned, 1).arms).toEqual(first.arms);
  first.arms.forEach((arm, index) => {
    expect(Math.abs(arm.shares.model - (second.arms[index]?.shares.model ?? 0))).toBeLessThan(0.15);
  });
});

test('the hash names the inputs: one cent more is another hash', () => {
  const { inputsHash } = proposal(account);
  expect(inputsHash).toMatch(/^[0-9a-f]{64}$/);
  expect(proposal({ ...account, totalMinor: account.totalMinor + 1 }).inputsHash).not.toBe(inputsHash);
  const [order, ...others] = account.orders;
  if (!order) throw new Error('No order.');
  const dearer = { ...account, orders: [{ ...order, valueMinor: order.valueMinor + 1 }, ...others] };
  expect(proposal(dearer).inputsHash).not.toBe(inputsHash);
});

test('money is exact, whole and told apart: proposed and unspent are the total', () => {
  const { arms, unspentMinor } = proposal({ ...account, totalMinor: 98_765 });
  expect(arms.reduce((sum, { proposedMinor }) => sum + proposedMinor, unspentMinor)).toBe(98_765);
  expect(arms.every(({ proposedMinor }) => Number.isSafeInteger(proposedMinor))).toBe(true);
});

test('a budget that is within a hundredth of what it should have is left as it is', () => {
  const ideal = proposal(account).arms;
  const arms = account.arms.map((arm) => ({
    ...arm,
    nowMinor: (ideal.find(({ id }) => id === arm.id)?.proposedMinor ?? 0) + (arm.id < 'arm 5' ? 3 : -3),
  }));
  const moved = (leastStepShare?: number) =>
    proposal({ ...account, arms, rules: { ...account.rules, leastStepShare } }).arms.filter(
      ({ nowMinor, proposedMinor }) => nowMinor !== proposedMinor,
    );
  expect(moved()).toHaveLength(8);
  expect(moved(0.01)).toEqual([]);
});

test('better arms get more, and the truth lies in most intervals', () => {
  const world = makeWorld({ totalMinor: 100_000 }, 1);
  const { arms } = proposal(account);
  const truth = liveArms(world, 25).map((arm) => ({ id: arm.id, roas: trueCurve(world, arm, 25).rate }));
  const best = truth.reduce((a, b) => (b.roas > a.roas ? b : a));
  const share = arms.find(({ id }) => id === best.id)?.shares.final ?? 0;
  expect(share).toBeGreaterThan(1 / 8);
  const inside = arms.filter(({ id, roas }) => {
    const own = truth.find((arm) => arm.id === id)?.roas as number;
    return roas.p5 <= own && own <= roas.p95;
  });
  expect(inside.length).toBeGreaterThanOrEqual(6);
});

test('clicks of yesterday are not held against an arm: what is too young to know lowers no rate', () => {
  const day = account.nowDay;
  // One arm spends tenfold on the last day; hardly any of its orders can be known.
  const rows = account.spend.map((row) =>
    row.epochDay === day - 1 && row.arm === 'arm 1' ? { ...row, spendMinor: 10 * row.spendMinor } : row,
  );
  const before = proposal(account).arms[0] as Proposal['arms'][number];
  const after = proposal({ ...account, spend: rows }).arms[0] as Proposal['arms'][number];
  const naive = { ...account, spend: rows, model: { ...account.model, windowDays: 0 } };
  const atOnce = propose(
    { ...naive, orders: account.orders.map((o) => ({ ...o, clickedDay: o.observedDay })) },
    7,
    sha256,
  );
  if (atOnce.kind === 'refused') throw new Error(atOnce.reason);
  const drop = 1 - after.roas.p50 / before.roas.p50;
  const naiveDrop = 1 - (atOnce.arms[0]?.roas.p50 as number) / before.roas.p50;
  expect(drop).toBeLessThan(0.12);
  expect(naiveDrop).toBeGreaterThan(0.2);
});

test('held arms leave nothing to gain', () => {
  const arms = account.arms.map((arm) => ({ ...arm, changedDay: 24 }));
  const held = proposal({ ...account, arms, rules: { ...account.rules, spacingDays: 3 } });
  expect(held.arms.map(({ proposedMinor, nowMinor }) => proposedMinor - nowMinor)).toEqual(Array(8).fill(0));
  expect(held.gainMinor).toEqual({ p5: 0, p50: 0, p95: 0, worst: 0 });
  expect(new Set(held.arms.map(({ boundBy }) => boundBy))).toEqual(new Set(['spacing']));
});

test('the gain is the gain of the draws: in order, and likely when it is proposed', () => {
  const { gainMinor, pBetter } = proposal(account);
  const { worst, p5, p50, p95 } = gainMinor;
  expect([worst, p5, p50, p95]).toEqual([worst, p5, p50, p95].sort((a, b) => a - b));
  expect(pBetter).toBeGreaterThan(0.8);
});

test('new arms get an even purse, not what the model thinks of them', () => {
  const launched = accountAfter(17, { launch: true });
  const { arms } = proposal(launched);
  const fresh = arms.filter(({ isNew }) => isNew);
  expect(fresh.map(({ id }) => id)).toEqual(['arm 5', 'arm 6']);
  expect(fresh.map(({ shares }) => shares.explored)).toEqual([0.05, 0.05]);
  expect(fresh.every(({ proposedMinor }) => proposedMinor === 5000)).toBe(true);
});

test('a losing arm is paused on the second day, and its money goes to the others', () => {
  // Margin so small that arm 1 cannot earn its money back.
  const losing = (pauseFlagged: boolean): Inputs => ({
    ...account,
    arms: account.arms.map((arm) => (arm.id === 'arm 1' ? { ...arm, margin: 0.2, pauseFlagged } : arm)),
  });
  expect(proposal(losing(false)).arms[0]?.pause).toMatchObject({ verdict: 'run', flagged: true });
  const { arms, unspentMinor } = proposal(losing(true));
  expect(arms[0]).toMatchObject({ proposedMinor: 0, boundBy: 'pause', shares: { model: 0, final: 0 } });
  expect(unspentMinor).toBe(0);
});

test('without an order, with floors too high or with nothing that may run it says why', () => {
  expect(propose({ ...account, orders: [] }, 1, sha256)).toEqual({
    kind: 'refused',
    reason: 'no order is known yet',
  });
  const floors = account.arms.map((arm) => ({ ...arm, floorMinor: 20_000 }));
  expect(propose({ ...account, arms: floors }, 1, sha256)).toMatchObject({
    reason: 'floors exceed the total',
  });
  const paused = account.arms.map((arm) => ({ ...arm, pausedDay: 24 }));
  expect(propose({ ...account, arms: paused }, 1, sha256)).toMatchObject({ reason: 'no arm may spend' });
});

test('what is paused stays so where its floor, or what must not be changed, leaves it no room', () => {
  const resumed = (floorMinor: number, others: Partial<Inputs['arms'][number]> = {}) =>
    proposal({
      ...account,
      totalMinor: 87_500,
      rules: { ...account.rules, spacingDays: 3, platformLeastMinor: 100 },
      arms: account.arms.map((arm) =>
        arm.id === 'arm 4' ? { ...arm, nowMinor: 0, pausedDay: 0, floorMinor } : { ...arm, ...others },
      ),
    }).arms[3];
  expect(resumed(0)?.pause.verdict).toBe('unpause');
  expect(resumed(87_000)).toMatchObject({ proposedMinor: 0, boundBy: 'paused' });
  expect(resumed(0, { changedDay: 24 })).toMatchObject({ proposedMinor: 0, boundBy: 'paused' });
});

test('what is paused stays so where the split would give it no more than its part for trying', () => {
  const arms = account.arms.map((arm) =>
    arm.id === 'arm 8' ? { ...arm, nowMinor: 0, pausedDay: 0, ranAtMinor: 12_500 } : arm,
  );
  const [arm] = proposal({ ...account, arms }).arms.slice(-1);
  expect(arm?.pause.pProfit).toBeGreaterThan(0.3);
  expect(arm).toMatchObject({ proposedMinor: 0, pause: { verdict: 'stay paused' }, boundBy: 'paused' });
});

test('a new arm keeps of its budget what the steps of the others cannot take', () => {
  const launched = accountAfter(17, { launch: true });
  const rules = { ...launched.rules, stepShare: 0.2 };
  const even = proposal({ ...launched, rules });
  const fresh = even.arms.filter(({ isNew }) => isNew);
  expect(fresh.map(({ boundBy }) => boundBy)).toEqual(['step down', 'step down']);
  const [first] = fresh;
  const small = launched.arms.map((arm) => (arm.id === first?.id ? arm : { ...arm, nowMinor: 1000 }));
  const big = proposal({ ...launched, rules, arms: small, totalMinor: sumOf(small) });
  const kept = big.arms.find(({ id }) => id === first?.id);
  expect(big.unspentMinor).toBe(0);
  expect(kept?.proposedMinor).toBeLessThan(kept?.nowMinor ?? 0);
  expect(big.arms.every(({ nowMinor, proposedMinor }) => proposedMinor <= 1.2 * nowMinor)).toBe(true);
});
const sumOf = (arms: Inputs['arms']): number => arms.reduce((sum, { nowMinor }) => sum + nowMinor, 0);

test('to find a winner half goes to the leader at most, and the challengers get the rest', () => {
  const earn = proposal({ ...account, exploreShare: 0 });
  const find = proposal({ ...account, exploreShare: 0, aim: 'find winner' });
  const most = (of: Proposal) => Math.max(...of.arms.map(({ shares }) => shares.model));
  expect(most(find)).toBeLessThanOrEqual(Math.max(0.55, most(earn)));
  expect(find.arms.reduce((sum, { shares }) => sum + shares.model, 0)).toBeCloseTo(1, 12);
});

test('the guard holds up revenue, also where a budget of less revenue leaves more after its margin', () => {
  const even = Object.fromEntries(account.arms.map(({ id }) => [id, 12_500]));
  const revenue = (of: Proposal) => of.arms.reduce((sum, { revenueMinor }) => sum + revenueMinor.p50, 0);
  const roas = new Map(proposal(account).arms.map((arm) => [arm.id, arm.roas.p50]));
  const least = Math.min(...roas.values());
  const arms = account.arms.map((arm) => ({ ...arm, margin: (least / (roas.get(arm.id) ?? least)) ** 2 }));
  const of = { ...account, arms, baseline: { amounts: even, sinceDay: account.nowDay, alpha: 0.02 } };
  const own = revenue(proposal({ ...of, byHand: even }));
  expect(revenue(proposal({ ...of, baseline: null }))).toBeLessThan(0.98 * own);
  expect(revenue(proposal(of))).toBeGreaterThan(0.98 * own);
});

test('the guard of the own split follows the model only as far as the past allows', () => {
  const even = Object.fromEntries(account.arms.map(({ id }) => [id, account.totalMinor / 8]));
  const guarded = (amounts: Record<string, number>, sinceDay: number, alpha: number) =>
    proposal({ ...account, baseline: { amounts, sinceDay, alpha } });
  // Run evenly until now: nothing was lost against the even split, so a tenth is to spare each day.
  expect(guarded(even, 0, 0.1).followed).toBe(1);
  // Of another day's money each arm has the same share: a smaller total is no loss of the split.
  const halved = Object.fromEntries(account.arms.map(({ id }) => [id, account.totalMinor / 4]));
  expect(guarded(halved, 0, 0.1).arms).toEqual(guarded(even, 0, 0.1).arms);
  expect(guarded(halved, 0, 0.01).followed).toBe(guarded(even, 0, 0.01).followed);
  // Against everything on the best arm the past lies far behind: not a step may be risked.
  const best = proposal(account).arms.reduce((a, b) => (b.pBest > a.pBest ? b : a)).id;
  const stuck = guarded({ [best]: account.totalMinor }, 0, 0);
  expect(stuck.followed).toBe(0);
  expect(stuck.arms.find(({ id }) => id === best)?.proposedMinor).toBe(account.totalMinor);
});

test('one arm more leaves the draws of the others as they were', () => {
  const ids = account.arms.map(({ id }) => id);
  const look = (of: readonly string[]) => ledgerAt(of, account.spend, account.orders, [], 25, 28);
  const all = look(ids);
  const model = fitModel(all, account.model);
  if (!model) throw new Error('No model.');
  const fewer = { ...all, arms: all.arms.slice(1) };
  const [, ...others] = sampleArms(all, model, account.model, 3, 50);
  expect(sampleArms(fewer, model, account.model, 3, 50)).toEqual(others);
});

test('yesterday is judged anew from what was known yesterday, whether or not anybody looked then', () => {
  const long = accountAfter(40);
  const few = long.orders.filter(({ arm }, index) => arm !== 'arm 1' || index % 12 === 0);
  const poor = { ...long, orders: few };
  const flagged = flaggedBefore(poor, 7);
  expect([...flagged]).toEqual(['arm 1']);
  expect(flaggedBefore(long, 7).has('arm 1')).toBe(false);
  // What is learnt today, or was spent today, changes nothing of yesterday.
  const today = long.orders
    .filter(({ arm }) => arm === 'arm 1')
    .map((order) => ({ ...order, observedDay: Math.max(order.observedDay, 39.5) }));
  const others = few.filter(({ arm }) => arm !== 'arm 1');
  const late = { ...poor, orders: [...others, ...today] };
  expect([...flaggedBefore(late, 7)]).toContain('arm 1');
  const arms = poor.arms.map((arm) => ({ ...arm, pauseFlagged: flagged.has(arm.id) }));
  const verdictOf = (of: Inputs) => proposal(of).arms.find(({ id }) => id === 'arm 1')?.pause.verdict;
  expect(verdictOf(poor)).toBe('run');
  expect(verdictOf({ ...poor, arms })).toBe('pause');
});
