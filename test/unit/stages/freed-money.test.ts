import { expect, test } from 'vitest';
import type { ApprovalRow } from '../../../src/main/ports.ts';
import { cutsToCome } from '../../../src/main/stages/freed-money.ts';

const row = (kind: 'resume' | 'budget change', state: ApprovalRow['approval']['state']) =>
  ({ approval: { content: { kind }, state }, decisionId: 'dec_1' }) as unknown as ApprovalRow;

test.each([
  ['proposed', 'approve that request first'],
  ['rejected', 'that request is rejected: have it proposed anew'],
  ['expired', 'that request is expired: have it proposed anew'],
  ['failed', 'that request is failed: have it proposed anew'],
  ['confirmed', null],
] as const)('what is resumed by cuts that are %s is told what to do first', async (state, said) => {
  const reader = { approvalsOf: async () => [row('budget change', state), row('resume', 'proposed')] };
  expect(
    await cutsToCome({ reader } as unknown as Parameters<typeof cutsToCome>[0], row('resume', 'proposed')),
  ).toBe(said);
});
