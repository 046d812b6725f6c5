import { expect, test } from 'vitest';
import type { ApprovalRow } from '../../../src/main/ports.ts';
import { cutsToCome, stillSpent } from '../../../src/main/stages/freed-money.ts';

const row = (kind: 'resume' | 'budget change', state: ApprovalRow['approval']['state']) =>
  ({ approval: { content: { kind }, state }, decisionId: 'dec_1' }) as unknown as ApprovalRow;

test.each([
  ['proposed', expect.stringContaining('approve that request first')],
  ['approved', expect.stringContaining('wait until that request is carried out')],
  ['unknown', expect.stringContaining('wait until that request is carried out')],
  ['rejected', expect.stringContaining('that request is rejected: have it proposed anew')],
  ['expired', expect.stringContaining('that request is expired: have it proposed anew')],
  ['failed', expect.stringContaining('that request is failed: have it proposed anew')],
  ['confirmed', null],
] as const)('what is resumed by cuts that are %s is told what to do first', async (state, said) => {
  const reader = { approvalsOf: async () => [row('budget change', state), row('resume', 'proposed')] };
  expect(
    await cutsToCome({ reader } as unknown as Parameters<typeof cutsToCome>[0], row('resume', 'proposed')),
  ).toEqual(said);
});

test.each([
  ['cut that was edited to free less', 5000],
  ['raise that was edited to spend more', 3000],
])('a %s than was decided lets nothing be resumed, until it is as low', async (_, beforeMinor) => {
  const cut = { target: '11', beforeMinor, afterMinor: 4900 };
  const edited = { approval: { content: { kind: 'budget change', changes: [cut] } } };
  const spent = (budgetMinor: number, arms: object[]) => {
    const targets = { 11: { status: 'active', budgetMinor } };
    const parts = {
      reader: { approvalsOf: async () => [edited], decision: async () => ({ proposal: { arms } }) },
      outside: { adAccount: { read: async () => ({ targets }) } },
    } as unknown as Parameters<typeof stillSpent>[0];
    return stillSpent(parts, row('resume', 'proposed'), new AbortController().signal);
  };
  const decided = [{ id: '11', proposedMinor: 4000 }];
  expect(await spent(4900, decided)).toContain('11 has more a day');
  expect([await spent(4000, decided), await spent(4900, [])]).toEqual([null, null]);
});
