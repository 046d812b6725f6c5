import { expect, test } from 'vitest';
import {
  boundTotal,
  noArmLimits,
  noLimits,
  type UserLimits,
  wrongWithLimits,
} from '../../../../src/main/core/decide/user-limits.ts';
import { aBudgetArm } from '../../../support/bandit/budget-arm.ts';

const arms = [
  aBudgetArm({ id: '1', name: 'Set 1', budgetMinor: 30_000 }),
  aBudgetArm({ id: '2', name: 'Set 2', budgetMinor: 20_000 }),
];
const eur = { currency: 'EUR', leastMinor: 100, quantumMinor: 1 };
const wrong = (limits: Partial<UserLimits>, platform = eur) =>
  wrongWithLimits({ ...noLimits, ...limits }, arms, platform);
const of = (own: Partial<UserLimits['arms'][string]>) => ({ ...noArmLimits, ...own });

test('the money of a day stays inside the bounds of the whole, and says which it met', () => {
  const limits = { ...noLimits, totalFloorMinor: 40_000, totalCeilingMinor: 60_000 };
  expect(boundTotal(limits, 50_000)).toEqual({ totalMinor: 50_000, by: null });
  expect(boundTotal(limits, 60_000).by).toBeNull();
  expect(boundTotal(limits, 60_001)).toEqual({ totalMinor: 60_000, by: 'ceiling' });
  expect(boundTotal(limits, 39_999)).toEqual({ totalMinor: 40_000, by: 'floor' });
});

test('limits that can be kept are taken', () => {
  expect(wrong({})).toBeUndefined();
  expect(
    wrong({
      totalFloorMinor: 10_000,
      totalCeilingMinor: 50_000,
      arms: { '1': of({ floorMinor: 30_000, ceilingMinor: 30_000 }), '2': of({ floorMinor: 20_000 }) },
    }),
  ).toBeUndefined();
  // A budget that is gone binds nothing.
  expect(wrong({ arms: { '9': of({ floorMinor: 90_000 }) } })).toBeUndefined();
});

test.each([
  [
    'a floor above its ceiling',
    { arms: { '1': of({ floorMinor: 200, ceilingMinor: 150 }) } },
    'above its ceiling',
  ],
  [
    'a ceiling below what the platform takes',
    { arms: { '1': of({ ceilingMinor: 99 }) } },
    'Pause it instead',
  ],
  [
    'the whole floor above the whole ceiling',
    { totalFloorMinor: 2, totalCeilingMinor: 1 },
    'lies above its ceiling',
  ],
  [
    'floors that add up to more than a day has',
    { arms: { '1': of({ floorMinor: 30_001 }), '2': of({ floorMinor: 20_000 }) } },
    '500.01 EUR, more than the 500.00 EUR of a day:',
  ],
  [
    'floors above the ceiling of a day',
    { totalCeilingMinor: 40_000, arms: { '1': of({ floorMinor: 40_001 }) } },
    'which is your ceiling',
  ],
  [
    'ceilings that leave no room for the floor of a day',
    {
      totalFloorMinor: 40_000,
      arms: { '1': of({ ceilingMinor: 20_000 }), '2': of({ ceilingMinor: 19_999 }) },
    },
    'The ceilings add up to 399.99 EUR, less than the 400.00 EUR',
  ],
] satisfies [string, Partial<UserLimits>, string][])('refuses %s', (_, limits, words) => {
  expect(wrong(limits)).toContain(words);
});

test('amounts that Meta does not take are refused in its own steps', () => {
  const forint = { currency: 'HUF', leastMinor: 100, quantumMinor: 100 };
  expect(wrong({ arms: { '1': of({ floorMinor: 250 }) } }, forint)).toContain('whole multiples of 1.00 HUF');
  expect(wrong({ arms: { '1': of({ floorMinor: 300 }) } }, forint)).toBeUndefined();
});
