import { afterEach, expect, test } from 'vitest';
import type { BudgetLimits } from '../../../src/contract/index.ts';
import { changesOf, patchOf, textOf, wrongField } from '../../../src/renderer/features/decide/limits-form.ts';
import { setLocale } from '../../../src/renderer/format/locale.ts';

afterEach(() => setLocale(''));

const limits: BudgetLimits = {
  account: { id: '12', name: 'Shop' },
  currency: 'EUR',
  total_floor_minor: 0,
  total_ceiling_minor: 123_450,
  margin: 0.355,
  step_share: 0.2,
  spacing_days: 3,
  aim: 'earn',
  guard: null,
  budgets: [{ id: '7', name: 'One', now_minor: 5000, floor_minor: 1000, ceiling_minor: null, margin: null }],
  set_at: null,
};

test('limits are shown and read back as the reader writes money and percentages', () => {
  for (const [locale, shown] of [
    ['en-US', { ceiling: '1,234.50', margin: '35.50', '7 floor': '10.00' }],
    ['de-DE', { ceiling: '1.234,50', margin: '35,50', '7 floor': '10,00' }],
  ] as const) {
    setLocale(locale);
    expect(textOf(limits)).toMatchObject({ ...shown, floor: '', loss: '', '7 ceiling': '', '7 margin': '' });
    expect(patchOf(limits, textOf(limits), 'earn')).toEqual({
      account: '12',
      total_floor_minor: 0,
      total_ceiling_minor: 123_450,
      margin: 0.355,
      step_share: 0.2,
      spacing_days: 3,
      aim: 'earn',
      loss_share: null,
      budgets: [{ id: '7', floor_minor: 1000, ceiling_minor: null, margin: null }],
    });
  }
});

test('what was emptied is no bound any more, and what cannot be read is not sent', () => {
  setLocale('de-DE');
  const typed = {
    ...textOf(limits),
    ceiling: '',
    margin: '',
    loss: '12,5',
    '7 margin': '40',
    '7 floor': '',
    step: '',
    spacing: '',
  };
  expect(patchOf(limits, typed, 'find winner')).toMatchObject({
    total_ceiling_minor: null,
    margin: 1,
    step_share: 0.2,
    spacing_days: 3,
    aim: 'find winner',
    loss_share: 0.125,
    budgets: [{ floor_minor: 0, margin: 0.4 }],
  });
  for (const [field, text] of [
    ['ceiling', 'viel'],
    ['margin', '0'],
    ['7 margin', '100,01'],
    ['loss', '51'],
    ['step', '4'],
    ['step', '51'],
    ['spacing', '0'],
    ['spacing', '2,5'],
    ['spacing', '31'],
    ['7 floor', '1,234'],
  ] as const) {
    expect(wrongField(field, text, 'EUR'), field).toBeDefined();
    expect(patchOf(limits, { ...typed, [field]: text }, 'earn')).toBeUndefined();
  }
});

test('a step turns only what it changed: a split that was set after it stays', () => {
  const two = { ...limits, budgets: [...limits.budgets, { ...limits.budgets[0], id: '8', name: 'Two' }] };
  const form = two as BudgetLimits;
  const before = patchOf(form, textOf(form), 'earn') as Exclude<ReturnType<typeof patchOf>, undefined>;
  const typed = { ...textOf(form), ceiling: '2000', '7 ceiling': '90' };
  const patch = patchOf(form, typed, 'earn') as typeof before;
  expect(changesOf(before, patch)).toEqual({
    account: '12',
    total_ceiling_minor: 123_450,
    budgets: [{ id: '7', ceiling_minor: null }],
  });
  expect(changesOf(patch, before)).toEqual({
    account: '12',
    total_ceiling_minor: 200_000,
    budgets: [{ id: '7', ceiling_minor: 9000 }],
  });
});
