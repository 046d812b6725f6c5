import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { BudgetAccount } from '../../../../src/main/core/decide/budget-account.ts';
import { decideFrom } from '../../../../src/main/core/decide/decide-from.ts';
import { fromResults } from '../../../../src/main/core/decide/from-results.ts';
import type { Proposal } from '../../../../src/main/core/decide/proposal.ts';
import { propose } from '../../../../src/main/core/decide/propose.ts';
import { spentOf } from '../../../../src/main/core/decide/unspent.ts';
import { noLimits } from '../../../../src/main/core/decide/user-limits.ts';
import { poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';
import { aBudgetArm } from '../../../support/bandit/budget-arm.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const TODAY = 100;
const at = (day: number) => new Date(day * 86_400_000).toISOString();

interface Truth {
  readonly id: string;
  readonly budget: number;
  readonly roas: number;
  /** The most it finds to spend on a day so many days ago. */
  readonly most?: (daysAgo: number) => number;
}
const takes = ({ budget, most }: Truth, daysAgo: number, amount = budget) =>
  Math.min(amount, most?.(daysAgo) ?? amount);

/** Forty days of Poisson orders of 50.00 for the money that was found to spend. */
function accountOf(truths: readonly Truth[]): BudgetAccount {
  const rng = stream(7, 'unspent');
  return {
    id: '1',
    name: 'Shop',
    currency: 'EUR',
    timeZone: 'UTC',
    windowDays: 7,
    arms: truths.map(({ id, budget }) => aBudgetArm({ id, budgetMinor: budget })),
    edits: [],
    rows: truths.flatMap((arm) =>
      Array.from({ length: 40 }, (_, n) => {
        const spendMinor = takes(arm, 40 - n);
        const orders = poissonDraw(rng, (spendMinor * arm.roas) / 5000);
        const day = TODAY - 40 + n;
        return {
          arm: arm.id,
          day: at(day).slice(0, 10),
          spendMinor,
          orders,
          revenueMinor: orders * 5000,
          readAt: at(day + 1.1),
          confirmedAt: at(TODAY),
        };
      }),
    ),
    ledger: { orders: [], undated: 0, sources: [], told: null, knownUntilDay: null },
    limits: noLimits,
  };
}
const wanted = { nowDay: TODAY + 0.25, totalMinor: null, named: null, pastScatter: 1 };

function decided(truths: readonly Truth[], totalMinor: number | null = null) {
  const found = decideFrom({ account: accountOf(truths), wanted: { ...wanted, totalMinor } }, sha256);
  if (found.kind !== 'decided' || found.answer.kind !== 'proposal') throw new Error(JSON.stringify(found));
  const proposal: Proposal = found.answer;
  const spends = (side: 'nowMinor' | 'proposedMinor') =>
    truths.reduce((sum, arm, index) => sum + takes(arm, 1, proposal.arms[index]?.[side]), 0);
  const gain = truths.reduce((sum, arm, index) => {
    const { nowMinor = 0, proposedMinor = 0 } = proposal.arms[index] ?? {};
    return sum + (takes(arm, 1, proposedMinor) - takes(arm, 1, nowMinor)) * (arm.roas - 1);
  }, 0);
  return { ...found, proposal, gain, spent: spends('proposedMinor') - spends('nowMinor') };
}

const two = [
  { id: 'b', budget: 50_000, roas: 2 },
  { id: 'c', budget: 50_000, roas: 2.2 },
];
test.each<[string, Truth]>([
  ['finds a fifth of its money to spend', { id: 'a', budget: 50_000, roas: 4, most: () => 10_000 }],
  ['finds three fifths', { id: 'a', budget: 50_000, roas: 3, most: () => 30_000 }],
  ['never spent', { id: 'a', budget: 50_000, roas: 2, most: () => 0 }],
  ['was the best and ended', { id: 'a', budget: 50_000, roas: 4, most: (ago) => (ago > 10 ? 50_000 : 0) }],
  ['was the worst and ended', { id: 'a', budget: 50_000, roas: 1.2, most: (ago) => (ago > 3 ? 50_000 : 0) }],
])(
  'a budget that %s stays, no more money is spent than now, and the gain told is one to be had',
  (_, arm) => {
    const { proposal, gain, spent } = decided([arm, ...two]);
    expect(proposal.arms[0]).toMatchObject({ proposedMinor: 50_000, boundBy: 'not spent', isNew: false });
    expect(spent).toBe(0);
    expect(proposal.gainMinor.p5).toBeLessThan(gain);
    expect(proposal.gainMinor.p95).toBeGreaterThan(gain);
    expect(proposal.gainMinor.p50).toBeLessThan(5_000);
  },
);

test('stopping a budget that hardly spends frees what it spends, and no more', () => {
  const { proposal, spent } = decided([{ id: 'a', budget: 50_000, roas: 0, most: () => 10_000 }, ...two]);
  expect(proposal.arms[0]).toMatchObject({ proposedMinor: 0, pause: { verdict: 'stop loss' } });
  expect(spent).toBe(0);
  expect(proposal.unspentMinor).toBe(40_000);
});

test('a smaller total may cut it, a larger one goes to the others', () => {
  const arm = { id: 'a', budget: 50_000, roas: 4, most: () => 10_000 };
  expect(decided([arm, ...two], 100_000).proposal.arms[0]?.proposedMinor).toBeLessThan(50_000);
  expect(decided([arm, ...two], 200_000).proposal.arms.map(({ proposedMinor }) => proposedMinor)).toEqual([
    50_000,
    expect.any(Number),
    expect.any(Number),
  ]);
});

test('a smaller total takes what is never spent before what is', () => {
  const arm = { id: 'a', budget: 50_000, roas: 4, most: () => 30_000 };
  const smaller = decided([arm, ...two], 140_000);
  expect(smaller.proposal.arms[0]).toMatchObject({ proposedMinor: 40_000, boundBy: 'not spent' });
  expect(smaller.spent).toBe(0);
  // Its 20,000 are gone: what is left to save is of the others.
  expect(decided([arm, ...two], 120_000).proposal.arms[0]?.proposedMinor).toBe(30_000);
});

test('what it spends is of the inputs, so that the hash names it and a replay keeps to it', () => {
  const { inputs, proposal } = decided([{ id: 'a', budget: 50_000, roas: 4, most: () => 10_000 }, ...two]);
  expect(inputs.arms.map(({ spentMinor }) => spentMinor)).toEqual([10_000, undefined, undefined]);
  const again = JSON.parse(JSON.stringify(inputs));
  expect(JSON.stringify(propose(again, proposal.seed, sha256))).toBe(JSON.stringify(proposal));
  const other = { ...inputs, arms: inputs.arms.map((arm) => ({ ...arm, spentMinor: undefined })) };
  expect(propose(other, proposal.seed, sha256)).not.toMatchObject({ inputsHash: proposal.inputsHash });
});

const days = (minors: readonly number[]) =>
  minors.map((spendMinor, index) => ({ arm: 'a', epochDay: index, spendMinor, knownDay: index + 1 }));
test.each<[string, number[], number | null, number | undefined]>([
  ['spends it all but for a weekend', [100, 100, 100, 100, 100, 70, 70, 100], null, undefined],
  ['began in the middle of yesterday', [0, 0, 0, 0, 0, 0, 0, 30], null, undefined],
  ['runs again since the day before yesterday', [100, 0, 0, 0, 0, 0, 40, 100], null, undefined],
  ['runs again since some days', [100, 0, 0, 30, 50, 50, 50, 50], null, 50],
  ['was raised two days ago', [50, 50, 50, 50, 50, 50, 60, 60], 5, undefined],
  ['was raised four days ago', [50, 50, 50, 50, 60, 60, 60, 60], 4, 60],
  ['stands still for three days', [100, 100, 100, 100, 100, 0, 0, 0], null, 0],
  ['never spent', [0, 0, 0, 0, 0, 0, 0, 0], null, 0],
])('of a budget of 100 that %s', (_, minors, editedDay, spent) => {
  expect(spentOf(days(minors), { budgetMinor: 100, editedDay, wholeDays: [0, 1, 2, 3, 4, 5, 6, 7] })).toBe(
    spent,
  );
});

test('days that were not read for any budget are no days without money', () => {
  const account = accountOf(two);
  const rows = account.rows.filter(({ day }) => day < at(TODAY - 5).slice(0, 10));
  const built = fromResults({ ...account, rows }, wanted);
  if (built.kind !== 'inputs') throw new Error(built.reason);
  expect(built.inputs.arms.map(({ spentMinor }) => spentMinor)).toEqual([undefined, undefined]);
});

test.each([
  ['UTC', 0.3, undefined],
  ['UTC', 1.1, 37_500],
  // Read in the evening of Los Angeles, and past the midnight of Tokyo.
  ['America/Los_Angeles', 1.25, undefined],
  ['Asia/Tokyo', 0.7, 37_500],
])('in %s, a fourth spent of a day that was read %d days after it began in UTC', (timeZone, after, spent) => {
  const account = { ...accountOf(two), timeZone };
  const read = at(TODAY - 1 + after);
  const built = fromResults(
    {
      ...account,
      arms: account.arms.map((arm) => ({ ...arm, editedAt: at(TODAY - 3.4) })),
      rows: account.rows.map((row) =>
        row.day === at(TODAY - 1).slice(0, 10)
          ? { ...row, spendMinor: row.spendMinor / 4, readAt: read, confirmedAt: read }
          : row,
      ),
    },
    wanted,
  );
  if (built.kind !== 'inputs') throw new Error(built.reason);
  expect(built.inputs.arms.map(({ spentMinor }) => spentMinor)).toEqual([spent, spent]);
});
