import { beforeEach, expect, test, vi } from 'vitest';
import type { BudgetProposal } from '../../../src/contract/index.ts';
import { keepSet, keptSet } from '../../../src/renderer/features/decide/kept-amounts.ts';

type Arm = BudgetProposal['arms'][number];
const arm = (id: string, now_minor: number, own: Partial<Arm> = {}) =>
  ({ id, name: `Budget ${id}`, now_minor, paused: false, resume: false, ...own }) as Arm;
const of = (id: string, ...arms: Arm[]) => ({ account: { id, name: id }, currency: 'EUR', arms });
const set = { budgets: [{ id: '1', minor: 150 }], total: null };

beforeEach(() => {
  const texts = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => texts.set(key, text),
    removeItem: (key: string) => texts.delete(key),
  });
});

test('amounts stand again where they were set against the same budgets, in whatever order, until they are given up', () => {
  keepSet(of('a', arm('1', 100), arm('2', 100)), set);
  expect(keptSet(of('a', arm('2', 100), arm('1', 100)))).toEqual({ set, changed: [] });
  expect(keptSet(of('b', arm('1', 100), arm('2', 100)))).toBeNull();
  keepSet(of('a'), null);
  expect(keptSet(of('a', arm('1', 100), arm('2', 100)))).toBeNull();
});

test('and where a budget was changed, paused, added or taken since, that is told with them', () => {
  keepSet(of('a', arm('1', 100), arm('2', 100)), set);
  for (const [now, changed] of [
    [[arm('1', 100), arm('2', 200)], ['Budget 2 has 2.00 a day, and had 1.00']],
    [[arm('1', 100), arm('2', 100, { paused: true })], ['Budget 2 is paused']],
    [[arm('1', 100, { paused: true }), arm('2', 100)], ['Budget 1 is paused (yours was 1.50 a day)']],
    [[arm('1', 100), arm('2', 100), arm('3', 100)], ['Budget 3 is new']],
    [[arm('2', 50)], ['Budget 2 has 0.50 a day, and had 1.00', 'Budget 1 is gone (yours was 1.50 a day)']],
  ] as const)
    expect(keptSet(of('a', ...now))).toEqual({ set, changed });
});
