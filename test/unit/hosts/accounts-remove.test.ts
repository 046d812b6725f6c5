import { expect, test } from 'vitest';
import { AppError, type Service } from '../../../src/contract/index.ts';
import { type AccountsOptions, createAccounts } from '../../../src/main/hosts/accounts.ts';
import type { AccountFacts } from '../../../src/main/ports.ts';
import { silent } from '../../support/silent-log.ts';

/** A keychain that can be locked and a service that may not be reached when its access is taken back. */
function start() {
  const chain = new Map<string, string>();
  const rows = new Map<Service, AccountFacts>();
  const state = { locked: false, gone: false, offline: false, revoked: 0 };
  const open = <T>(use: () => T): Promise<T> =>
    state.locked || state.gone
      ? Promise.reject(new AppError('NOT_CONNECTED', 'The keychain cannot be used (locked).'))
      : Promise.resolve(use());
  const check = {
    check: async () => ({ label: 'acme', limits: null }),
    async revoke() {
      if (state.offline) throw new AppError('OFFLINE', 'no line');
      state.revoked += 1;
    },
  };
  const parts: Partial<AccountsOptions> = {
    secrets: {
      unavailable: async () => (state.gone ? 'The keychain cannot be used (none).' : null),
      get: (name) => open(() => chain.get(name) ?? null),
      set: (name, secret) => open(() => void chain.set(name, secret)),
      remove: (name) => open(() => chain.delete(name)),
    },
    store: {
      reader: { accounts: async () => rows },
      writer: {
        saveAccount: async (service: Service, facts: AccountFacts) => void rows.set(service, facts),
        removeAccount: async (service: Service) => void rows.delete(service),
      },
    } as unknown as AccountsOptions['store'],
    environment: {
      variable: () => null,
      credential: async () => null,
      googleClient: null,
    } as unknown as AccountsOptions['environment'],
    checks: { openai: check } as unknown as AccountsOptions['checks'],
    clock: { now: () => '2026-11-28T00:00:00Z', monotonicMs: () => 0 },
    events: { emit: () => undefined } as unknown as AccountsOptions['events'],
    log: silent,
  };
  const accounts = createAccounts(parts as AccountsOptions);
  const connect = () => accounts.connect({ kind: 'key', service: 'openai', key: 'sk-secret-0123456789' });
  return { accounts, connect, chain, rows, state };
}

test('a locked keychain keeps its secret, and the account says so until it could be removed', async () => {
  const { accounts, connect, chain, rows, state } = start();
  await connect();
  state.locked = true;
  await expect(accounts.remove('openai')).rejects.toMatchObject({
    code: 'NOT_CONNECTED',
    detail: expect.stringContaining('locked'),
  });
  expect([chain.size, rows.size, state.revoked]).toEqual([1, 1, 0]);
  state.locked = false;
  expect(await accounts.remove('openai')).toMatchObject({ kept_in: null, problem: null });
  expect([chain.size, rows.size, state.revoked]).toEqual([0, 0, 1]);
});

test('access that was not taken back is told, with where to do it, and the secret is gone all the same', async () => {
  const { accounts, connect, chain, state } = start();
  await connect();
  state.offline = true;
  const { kept_in, problem } = await accounts.remove('openai');
  expect([kept_in, chain.size]).toEqual([null, 0]);
  expect(problem).toMatchObject({
    code: 'OFFLINE',
    message: expect.stringContaining('https://myaccount.google.com/permissions'),
  });
  await connect();
  expect((await accounts.list()).accounts.find(({ service }) => service === 'openai')?.problem).toBeNull();
});

test('a keychain that lost the secret lets the account go', async () => {
  const { accounts, connect, chain, rows } = start();
  await connect();
  chain.clear();
  expect(await accounts.remove('openai')).toMatchObject({ kept_in: null });
  expect(rows.size).toBe(0);
});

test.each(['gone', 'unreadable'])(
  'an account whose keychain is %s can be removed, with a word on what may be left',
  async (how) => {
    const { accounts, connect, chain, rows, state } = start();
    await connect();
    if (how === 'gone') state.gone = true;
    else chain.set('openai', 'of another version');
    const { kept_in, problem } = await accounts.remove('openai');
    expect([kept_in, rows.size, chain.size]).toEqual([null, 0, how === 'gone' ? 1 : 0]);
    expect(problem?.message).toMatch(/(none|not readable).*withdraw it at the service/);
  },
);
