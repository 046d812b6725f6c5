import { expect, test } from 'vitest';
import type { BudgetProposal } from '../../../src/contract/index.ts';
import { startAmounts } from '../../../src/renderer/features/decide/start-amounts.ts';

test('a budget that would be paused starts at what it has, so that the sum is what would be queued', () => {
  const arm = (id: string, now_minor: number, proposed_minor: number, pause = false) =>
    ({ id, now_minor, proposed_minor, pause }) as BudgetProposal['arms'][number];
  const arms = [arm('1', 100, 0, true), arm('2', 100, 120), arm('3', 0, 0)];
  expect(startAmounts(arms, ({ proposed_minor }) => proposed_minor)).toEqual([
    { id: '1', minor: 100 },
    { id: '2', minor: 120 },
    { id: '3', minor: 0 },
  ]);
});
