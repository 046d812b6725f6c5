import { expect, test } from 'vitest';
import { calibrationOf, daysOf, type Kept } from '../../../../src/main/core/decide/follow-up.ts';
import { outcomeOf } from '../../../../src/main/core/decide/outcome.ts';
import { propose } from '../../../../src/main/core/decide/propose.ts';
import { accountAfter } from '../../../support/bandit/account.ts';
import { liveThrough, makeWorld } from '../../../support/bandit/world.ts';

test('a decision is judged by whole days, a week at most, up to the next change', () => {
  expect(daysOf(10.4, null)).toEqual({ first: 11, last: 17 });
  expect(daysOf(10.4, 14.2)).toEqual({ first: 11, last: 13 });
  expect(daysOf(10.4, 40)).toEqual({ first: 11, last: 17 });
  expect(daysOf(10.4, 11.9)).toBeNull();
});

/** A week of an account whose arms earn this many times what they did before the decision. */
function weekAt(seed: number, times: number): Kept {
  const proposal = propose(accountAfter(25, {}, seed), seed, () => 'hash');
  if (proposal.kind === 'refused') throw new Error(proposal.reason);
  const amounts = new Map(proposal.arms.map(({ id, proposedMinor }) => [id, proposedMinor]));
  const world = makeWorld({ totalMinor: 100_000 }, seed);
  const lived = Array.from({ length: 7 }, (_, day) => liveThrough(world, 26 + day, amounts, () => times));
  const days = { first: 26, last: 32 };
  const orders = lived.flatMap((day) => day.orders);
  const outcome = outcomeOf(
    proposal,
    lived.flatMap(({ spend }) => spend),
    orders,
    days,
    61,
    28,
  );
  if (outcome.kind === 'open') throw new Error('Open.');
  const { arms, whole } = outcome;
  return { kind: 'settled', settledAt: '', days, source: 'meta', arms, whole };
}

test('an account that is as foretold widens nothing; one that turned is found out', () => {
  const steady = calibrationOf([1, 2, 3, 4].map((seed) => weekAt(seed, 1)));
  expect(steady).toMatchObject({ decisions: 4, budgets: 32 });
  expect(steady.inside).toBeGreaterThanOrEqual(26);
  expect(steady.scatter).toBeLessThan(1.5);
  const turned = calibrationOf([1, 2, 3].map((seed) => weekAt(seed, 3)));
  expect(turned.scatter).toBeGreaterThan(1.5);
  expect(turned.inside / turned.budgets).toBeLessThan(0.8);
});

test('too few outcomes say nothing, and what was cut short is none', () => {
  const cut: Kept = { kind: 'cut short', settledAt: '' };
  expect(calibrationOf([cut, weekAt(1, 1)])).toMatchObject({ decisions: 1, budgets: 8, scatter: null });
  expect(calibrationOf([])).toEqual({ decisions: 0, budgets: 0, inside: 0, scatter: null });
});

test('the whole is its arms added up, and its interval is narrower than the sum of theirs', () => {
  const kept = weekAt(5, 1);
  if (kept.kind !== 'settled') throw new Error('Open.');
  const { arms, whole } = kept;
  expect(whole.revenueMinor).toBe(arms.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0));
  const width = ({ p5, p95 }: { p5: number; p95: number }) => p95 - p5;
  expect(width(whole.foretold)).toBeLessThan(
    arms.reduce((sum, { foretold }) => sum + (foretold ? width(foretold) : 0), 0),
  );
});

test('outcomes further off than foretold make the next proposal less sure', () => {
  const inputs = accountAfter(25);
  const roas = (pastScatter: number) => {
    const made = propose({ ...inputs, model: { ...inputs.model, pastScatter } }, 1, () => 'hash');
    if (made.kind === 'refused') throw new Error(made.reason);
    return made.arms.map((arm) => arm.roas.p95 / arm.roas.p5);
  };
  const [sure, unsure] = [roas(1), roas(4)];
  expect(unsure.every((ratio, at) => ratio > (sure[at] as number))).toBe(true);
});
