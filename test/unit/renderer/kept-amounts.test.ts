import { beforeEach, expect, test, vi } from 'vitest';
import type { BudgetProposal } from '../../../src/contract/index.ts';
import { keepSet, keptSet } from '../../../src/renderer/features/decide/kept-amounts.ts';

type Arm = BudgetProposal['arms'][number];
const arm = (id: string, now_minor: number, own: Partial<Arm> = {}) =>
  ({ id, now_minor, paused: false, resume: false, ...own }) as Arm;
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
  keepSet('a', [arm('1', 100), arm('2', 100)], set);
  expect(keptSet('a', [arm('2', 100), arm('1', 100)])).toEqual(set);
  expect(keptSet('b', [arm('1', 100), arm('2', 100)])).toBeNull();
  keepSet('a', [], null);
  expect(keptSet('a', [arm('1', 100), arm('2', 100)])).toBeNull();
});

test('and not where a budget was changed, paused or added since: they would change what nobody set', () => {
  keepSet('a', [arm('1', 100), arm('2', 100)], set);
  for (const now of [
    [arm('1', 100), arm('2', 200)],
    [arm('1', 100), arm('2', 100, { paused: true })],
    [arm('1', 100), arm('2', 100), arm('3', 100)],
  ])
    expect(keptSet('a', now)).toBeNull();
});
