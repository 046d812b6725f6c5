import { expect, test } from 'vitest';
import type { Account } from '../../../src/contract/index.ts';
import { accountChecks } from '../../../src/main/hosts/account-checks.ts';

const at = '2026-11-20T12:00:00.000Z';
const meta: Account = {
  service: 'meta',
  kept_in: 'keychain',
  label: 'Anna Berg',
  ends_in: 'abcd',
  limits: null,
  expires_at: at,
  tested_at: null,
  problem: null,
  signing_in: false,
};
const told = (own: Partial<Account>, daysBefore: number) =>
  accountChecks(
    { accounts: [{ ...meta, ...own }], no_keychain: null },
    Date.parse(at) - daysBefore * 86_400_000,
  )[1];

test('an account whose token ends within a week, or has ended, is not well, though nothing failed yet', () => {
  expect(told({}, 8)).toMatchObject({ state: 'ok', detail: 'Meta Ads (Anna Berg)' });
  expect(told({}, 6)).toMatchObject({ state: 'warn', detail: expect.stringContaining(`ends ${at}`) });
  expect(told({}, -1)).toMatchObject({ state: 'warn', detail: expect.stringContaining(`ended ${at}`) });
  // Of what is not connected any more nothing is to be renewed; a failure says more than the date.
  expect(told({ kept_in: null }, -1)).toMatchObject({ state: 'ok' });
  const problem = { code: 'AUTH_EXPIRED', message: 'It has expired.', next_step: 'Sign in.' } as const;
  expect(told({ problem }, -1)).toMatchObject({ detail: 'Meta Ads: It has expired.', next_step: 'Sign in.' });
});
