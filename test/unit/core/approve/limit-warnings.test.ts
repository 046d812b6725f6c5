import { expect, test } from 'vitest';
import type { BudgetChange, Content } from '../../../../src/main/core/approve/content.ts';
import { limitWarningsOf } from '../../../../src/main/core/approve/limit-warnings.ts';
import { noArmLimits, noLimits, type UserLimits } from '../../../../src/main/core/decide/user-limits.ts';

const place = { account: '1', client: '1', currency: 'EUR' };
const now = '2026-11-28T12:00:00.000Z';
const arm = (id: string, budgetMinor: number, editedAt: string | null = null) => ({
  id,
  budgetMinor,
  editedAt,
  paused: null,
});
const account = {
  arms: [
    arm('1', 5000, '2026-11-26T09:00:00.000Z'),
    arm('2', 5000, '2026-11-25T09:00:00.000Z'),
    arm('3', 2000),
  ],
  timeZone: 'UTC',
  now,
  beside: { siblingsMinor: 0, othersMinor: 0 },
};
const limits: UserLimits = {
  ...noLimits,
  totalFloorMinor: 10_000,
  totalCeilingMinor: 13_000,
  arms: { '2': { ...noArmLimits, floorMinor: 4000, ceilingMinor: 6000 } },
};
const told = (content: Content, own: Partial<typeof account> = {}) =>
  limitWarningsOf(content as Parameters<typeof limitWarningsOf>[0], { ...account, limits, ...own });
const change = (...changes: BudgetChange[]): Content => ({ ...place, kind: 'budget change', changes });
const to = (target: string, beforeMinor: number, afterMinor: number): BudgetChange => ({
  target,
  name: `Set ${target}`,
  beforeMinor,
  afterMinor,
});

test('beyond a floor or ceiling of its own, and not where it comes nearer to them', () => {
  // Whatever the day comes to.
  const own = (content: Content) => told(content).filter((text) => !text.includes('of the whole day'));
  expect(own(change(to('2', 5000, 6000)))).toEqual([]);
  expect(own(change(to('2', 5000, 6001)))).toEqual([
    'Above a ceiling that you set: \u201cSet 2\u201d to 60.01 EUR, your ceiling is 60.00 EUR.',
  ]);
  expect(own(change(to('2', 7000, 6001), to('3', 2000, 2100)))).toEqual([]);
  expect(own(change(to('2', 5000, 3900)))).toEqual([
    'Below a floor that you set: \u201cSet 2\u201d to 39.00 EUR, your floor is 40.00 EUR.',
  ]);
  expect(own(change(to('2', 3000, 3900)))).toEqual([]);
});

test('a pause is below its floor, and a budget that is resumed may be above its ceiling', () => {
  const of = (kind: 'pause' | 'resume', budgetMinor: number | null): Content => ({
    ...place,
    kind,
    switches: [{ target: '2', budgetMinor }],
  });
  const own = (content: Content) => told(content).filter((text) => !text.includes('of the whole day'));
  expect(own(of('pause', 5000))).toEqual([
    'Below a floor that you set: 2 to 0.00 EUR, your floor is 40.00 EUR.',
  ]);
  expect(own(of('resume', 6500))).toEqual([
    'Above a ceiling that you set: 2 to 65.00 EUR, your ceiling is 60.00 EUR.',
  ]);
  expect(told(of('pause', null))).toEqual([]);
});

test('the whole day: with what else runs, and with what else waits', () => {
  expect(told(change(to('3', 2000, 3000)))).toEqual([]);
  expect(told(change(to('3', 2000, 3001)))).toEqual([
    'The budgets of the account would come to 130.01 EUR a day, above your ceiling of the whole day, 130.00 EUR.',
  ]);
  // What frees it is another request of the same decision, or one that adds to it as well.
  const beside = (siblingsMinor: number, othersMinor: number) => ({ beside: { siblingsMinor, othersMinor } });
  expect(told(change(to('3', 2000, 3001)), beside(-1, 0))).toEqual([]);
  expect(told(change(to('3', 2000, 2500)), beside(0, 500))).toEqual([]);
  expect(told(change(to('3', 2000, 2500)), beside(0, 600))).toEqual([
    'The budgets of the account would come to 131.00 EUR a day with the 6.00 EUR that other requests would add, above your ceiling of the whole day, 130.00 EUR.',
  ]);
  // It adds nothing itself, or what others add need not come.
  expect(told(change(to('3', 2000, 2500)), beside(-500, 5000))).toEqual([]);
  expect(told(change(to('3', 2000, 1)), beside(-1001, 5000))).toEqual([
    expect.stringContaining('90.00 EUR a day, below your floor of the whole day'),
  ]);
  expect(told(change({ ...to('3', 2000, 9000), paused: true }))).toEqual([]);
  expect(told(change(to('3', 2000, 1), to('2', 5000, 4000)))).toEqual([
    'The budgets of the account would come to 90.01 EUR a day, below your floor of the whole day, 100.00 EUR.',
  ]);
  // Above it already, and less so afterwards.
  expect(told(change(to('3', 9000, 8000)))).toEqual([]);
});

test('what was changed in the last three days, but not where that is taken back', () => {
  const again = change(to('1', 5000, 5100), to('2', 5000, 5100));
  expect(told(again)).toEqual([
    'Changed less than 3 days ago: \u201cSet 1\u201d. What came of that is not known yet.',
  ]);
  expect(told({ ...again, takesBack: 'ap_1' } as Content)).toEqual([]);
});

test.each(['pause', 'resume'] as const)(
  'to %s what another budget pays for leaves the sum as it is',
  (kind) => {
    const switches = ['901', '902'].map((target) => ({ target, name: `Ad ${target}`, budgetMinor: 5000 }));
    // Such a day is below its floor, or above its ceiling, before and after.
    const day = kind === 'pause' ? { totalFloorMinor: 15_000 } : { totalCeilingMinor: 9000 };
    const own = { ...account, limits: { ...noLimits, ...day } };
    const of = (one: typeof switches) => limitWarningsOf({ ...place, kind, switches: one }, own);
    expect(of(switches)).toEqual([]);
    const ofItself = kind === 'pause' ? '70.00 EUR a day, below' : '120.00 EUR a day, above';
    expect(of([{ target: '2', name: 'Set 2', budgetMinor: 5000 }])).toEqual([
      expect.stringContaining(ofItself),
    ]);
  },
);

test('further at once than the step that was set, however little that is', () => {
  const of = (stepShare: number, ...changes: BudgetChange[]) =>
    limitWarningsOf(change(...changes) as Parameters<typeof limitWarningsOf>[0], {
      ...account,
      limits: { ...noLimits, stepShare },
    });
  expect(of(0.1, to('3', 2000, 2200), to('4', 100, 90), to('5', 0, 900))).toEqual([]);
  expect(of(0.29, to('4', 100, 129))).toEqual([]);
  expect(of(0.1, to('3', 2000, 2300), to('4', 100, 85))).toEqual([
    'Further at once than the 10 % that you set: \u201cSet 3\u201d by +15 %, \u201cSet 4\u201d by \u221215 %.',
  ]);
  // What nobody set is warned of as what is common.
  expect(of(noLimits.stepShare, to('3', 2000, 3000))).toEqual([]);
});
