import { expect, test } from 'vitest';
import { budgetInWords } from '../../../../src/main/hosts/cli/optimize.ts';
import { aBudget } from '../../../support/fake-api/budget.ts';

test('a budget that spends less than it has is told of, and so is a step that gave way', () => {
  const plain = aBudget();
  expect(budgetInWords(plain, false)).not.toContain('it spends');
  const [first, second, ...others] = plain.arms as [(typeof plain.arms)[0], (typeof plain.arms)[0]];
  const arms = [
    { ...first, bound_by: 'step gave way' as const },
    { ...second, spent_minor: 9_000, bound_by: 'not spent' as const },
    ...others,
  ];
  const told = budgetInWords({ ...plain, arms }, false);
  expect(told).toContain('Prospecting · Lookalike 1 %: of 240.00 a day it spends 90.00.');
  expect(told).toMatch(/UGC broad.*step gave way\n/);
});

test('where nothing would move it is no loss, and a silent tracker is told of', () => {
  const plain = aBudget();
  expect(budgetInWords(plain, false)).not.toContain('No sale has come');
  const still = { ...plain, expected_gain: { p5: 0, p50: 0, p95: 0 }, worst_gain: 0, p_gain: 0 };
  const told = budgetInWords({ ...still, basis: { ...plain.basis, overdue: 78 } }, false);
  expect(told).toContain('It would earn what it earns now.');
  expect(told).not.toContain('P = 0.00');
  expect(told).toContain('No sale has come since 2026-11-27T08:40:00.000Z, where 78 were due');
});
