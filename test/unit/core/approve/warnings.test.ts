import { expect, test } from 'vitest';
import type { Content } from '../../../../src/main/core/approve/content.ts';
import { warningsOf } from '../../../../src/main/core/approve/warnings.ts';

const place = { account: '1', client: '1', currency: 'EUR' };
const budgets = (...changes: [string, number, number][]): Content => ({
  ...place,
  kind: 'budget change',
  changes: changes.map(([target, beforeMinor, afterMinor]) => ({
    target,
    name: `Set ${target}`,
    beforeMinor,
    afterMinor,
  })),
});

test('a step of more than a fifth, up or down, is told with its size; a fifth is not', () => {
  const told = warningsOf(
    budgets(['1', 5000, 6000], ['2', 5000, 6001], ['3', 5000, 3500], ['4', 0, 900]),
    [],
  );
  expect(told).toEqual([
    expect.stringMatching(
      /^More than 20 % in one step: \u201cSet 2\u201d by \+20 %, \u201cSet 3\u201d by \u221230 %\./,
    ),
  ]);
});

test('what still learns is told where it changes or stops, and not where it only goes on', () => {
  expect(warningsOf(budgets(['1', 5000, 5500], ['2', 5000, 4500]), ['2'])).toEqual([
    expect.stringMatching(/^Still learning .* \u201cSet 2\u201d\./),
  ]);
  const switches = [{ target: '2', budgetMinor: 5000 }];
  expect(warningsOf({ ...place, kind: 'pause', switches }, ['2'])).toHaveLength(1);
  expect(warningsOf({ ...place, kind: 'resume', switches }, ['2'])).toEqual([]);
  expect(warningsOf({ ...place, kind: 'publish', amountMinor: 0, details: {} }, ['2'])).toEqual([]);
});
