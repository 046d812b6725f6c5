import { expect, test, vi } from 'vitest';
import { AppError, type Service } from '../../../src/contract/index.ts';
import { type Accounts, type AccountsOptions, createAccounts } from '../../../src/main/hosts/accounts.ts';
import type { AccountFacts, KeptAccount, OAuthGrant } from '../../../src/main/ports.ts';
import { silent } from '../../support/silent-log.ts';

/** A keychain that can be locked and a service that may not be reached when its access is taken back. */
function start() {
  const chain = new Map<string, string>();
  const rows = new Map<Service, KeptAccount>();
  const state = {
    ...{ locked: false, gone: false, offline: false, silent: false, revoked: 0 },
    /** A keychain that asks for a password before it takes one in. */
    asking: null as Promise<void> | null,
  };
  /** Checks that wait for their answer, where the service takes its time. */
  const waiting: (() => void)[] = [];
  const grants: ((grant: OAuthGrant) => void)[] = [];
  let isSlow = false;
  const open = <T>(use: () => T): Promise<T> =>
    state.locked || state.gone
      ? Promise.reject(new AppError('NOT_CONNECTED', 'The keychain cannot be used (locked).'))
      : Promise.resolve(use());
  const check = {
    async check() {
      if (isSlow) await new Promise<void>((answer) => waiting.push(answer));
      if (state.silent) throw new AppError('OFFLINE', 'no line');
      return { label: 'acme', limits: null, expiresAt: '2027-01-20T12:00:00.000Z' };
    },
    async revoke() {
      if (state.offline) throw new AppError('OFFLINE', 'no line');
      state.revoked += 1;
    },
  };
  const parts: Partial<AccountsOptions> = {
    secrets: {
      unavailable: async () => (state.gone ? 'The keychain cannot be used (none).' : null),
      get: (name) => open(() => chain.get(name) ?? null),
      async set(name, secret) {
        if (name === 'openai') await state.asking;
        await open(() => chain.set(name, secret));
      },
      remove: (name) => open(() => chain.delete(name)),
    },
    store: {
      reader: { accounts: async () => rows },
      writer: {
        saveAccount: async (service: Service, facts: AccountFacts) =>
          void rows.set(service, { ...facts, leftBehind: false }),
        leaveAccountBehind: async (service: Service) =>
          void rows.set(service, { ...(rows.get(service) as KeptAccount), leftBehind: true }),
        removeAccount: async (service: Service) => void rows.delete(service),
      },
    } as unknown as AccountsOptions['store'],
    environment: {
      variable: () => null,
      credential: async () => null,
      googleClient: null,
    } as unknown as AccountsOptions['environment'],
    checks: { openai: check, google: check } as unknown as AccountsOptions['checks'],
    beginSignIn: async () => ({
      url: 'https://accounts.google.com/',
      grant: new Promise<OAuthGrant>((resolve) => grants.push(resolve)),
      cancel: () => undefined,
    }),
    clock: { now: () => '2026-11-28T00:00:00Z', monotonicMs: () => 0 },
    events: { emit: () => undefined } as unknown as AccountsOptions['events'],
    log: silent,
  };
  const reopened = () => createAccounts(parts as AccountsOptions);
  const accounts = reopened();
  const connect = (key = 'sk-secret-0123456789') => accounts.connect({ kind: 'key', service: 'openai', key });
  const signIn = async () => {
    await accounts.connect({ kind: 'oauth', service: 'google', client: { id: 'id', secret: 'secret' } });
    grants.at(-1)?.({
      kind: 'oauth',
      clientId: 'id',
      clientSecret: 'secret',
      refreshToken: `1//${grants.length}`,
    });
  };
  /** From here on checks wait until one lets them go. */
  const slow = {
    begin() {
      isSlow = true;
    },
    until: (many: number) => vi.waitFor(() => expect(waiting).toHaveLength(many)),
    answer: (at = 0) => waiting[at]?.(),
  };
  return { accounts, reopened, connect, signIn, slow, chain, rows, state };
}

const stateOf = async (accounts: Accounts, service: Service) =>
  (await accounts.list()).accounts.find((one) => one.service === service);

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
  expect((await stateOf(accounts, 'openai'))?.problem).toBeNull();
});

test('what a service told of the end of its access stays while it does not answer', async () => {
  const { accounts, connect, state } = start();
  await connect();
  state.silent = true;
  expect(await accounts.test('openai')).toMatchObject({
    label: 'acme',
    expires_at: '2027-01-20T12:00:00.000Z',
    problem: { code: 'OFFLINE' },
  });
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

test('what is removed while it is tested stays removed', async () => {
  const { accounts, connect, slow, chain, rows } = start();
  await connect();
  slow.begin();
  const tested = accounts.test('openai');
  await slow.until(1);
  await accounts.remove('openai');
  slow.answer();
  expect((await tested).kept_in).toBeNull();
  expect([chain.size, rows.size]).toEqual([0, 0]);
});

test('a test that began before another key was kept tells nothing of the one that was replaced', async () => {
  const { accounts, reopened, connect, slow, state } = start();
  await connect('sk-old-0000000000000001');
  slow.begin();
  const replaced = connect('sk-new-0000000000000002');
  await slow.until(1);
  const tested = accounts.test('openai');
  await slow.until(2);
  state.locked = true;
  slow.answer(0);
  await replaced;
  slow.answer(1);
  expect(await tested).toMatchObject({ kept_in: 'session', ends_in: '0002' });
  state.locked = false;
  await expect(reopened().credentials.of('openai')).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
});

test('a test that begins while a keychain asks before it takes a key in is one of that key', async () => {
  const { accounts, connect, state } = start();
  await connect('sk-old-0000000000000001');
  const password = Promise.withResolvers<void>();
  state.asking = password.promise;
  const replaced = connect('sk-new-0000000000000002');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const tested = accounts.test('openai');
  await new Promise((resolve) => setTimeout(resolve, 5));
  password.resolve();
  await replaced;
  expect(await tested).toMatchObject({ kept_in: 'keychain', ends_in: '0002' });
});

test('a key whose check ends after Remove is not kept, and who gave it is told', async () => {
  const { accounts, connect, slow, chain, rows } = start();
  await connect();
  slow.begin();
  const replaced = connect('sk-secret-9876543210').catch((error: unknown) => error);
  await slow.until(1);
  await accounts.remove('openai');
  slow.answer();
  expect(await replaced).toMatchObject({ code: 'CONFLICT', detail: expect.stringContaining('removed') });
  expect([chain.size, rows.size]).toEqual([0, 0]);
});

test('Remove ends a sign-in that came through and is being tried, and its grant is taken back', async () => {
  const { accounts, signIn, slow, chain, state } = start();
  slow.begin();
  await signIn();
  await slow.until(1);
  expect(await accounts.remove('google')).toMatchObject({ kept_in: null, signing_in: false, problem: null });
  slow.answer();
  await vi.waitFor(() => expect(state.revoked).toBe(1));
  expect(await stateOf(accounts, 'google')).toMatchObject({ kept_in: null, problem: null });
  expect(chain.size).toBe(0);
});

test('of two sign-ins the later stays, whichever is tried to the end first', async () => {
  const { accounts, signIn, slow, chain, state } = start();
  slow.begin();
  await signIn();
  await slow.until(1);
  await signIn();
  await slow.until(2);
  slow.answer(1);
  await vi.waitFor(() => expect(chain.get('google')).toContain('1//2'));
  slow.answer(0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(chain.get('google')).toContain('1//2');
  // Taking one grant back may take the access of both.
  expect(state.revoked).toBe(0);
  expect(await stateOf(accounts, 'google')).toMatchObject({ kept_in: 'keychain', problem: null });
});

test('a key that was replaced while the keychain is locked is never used again, and Remove tells of it', async () => {
  const { accounts, reopened, connect, chain, state } = start();
  await connect('sk-old-0000000000000001');
  state.locked = true;
  await connect('sk-new-0000000000000002');
  expect(await accounts.credentials.of('openai')).toMatchObject({ key: 'sk-new-0000000000000002' });
  expect(await stateOf(accounts, 'openai')).toMatchObject({ kept_in: 'session', problem: null });
  expect(await accounts.remove('openai')).toMatchObject({ kept_in: null, problem: older });
  for (const one of [accounts, reopened()])
    await expect(one.credentials.of('openai')).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  await connect('sk-new-0000000000000003');
  state.locked = false;
  await connect('sk-new-0000000000000004');
  expect(chain.get('openai')).toContain('0004');
  expect(await stateOf(reopened(), 'openai')).toMatchObject({ kept_in: 'keychain', problem: null });
  expect(await accounts.remove('openai')).toMatchObject({ kept_in: null, problem: null });
});

const older = { message: expect.stringMatching(/older secret that ends in 0001.*unlock it and remove/) };

test('a secret that was left in a locked keychain is told after a restart, and Remove takes it away', async () => {
  const { reopened, connect, chain, rows, state } = start();
  await connect('sk-old-0000000000000001');
  state.locked = true;
  await connect('sk-new-0000000000000002');
  const later = reopened();
  expect(await stateOf(later, 'openai')).toMatchObject({ kept_in: null, ends_in: null, problem: older });
  // Locked still, it stays as it is and can be tried again.
  expect(await later.remove('openai')).toMatchObject({ kept_in: null, problem: older });
  expect([chain.size, rows.size, state.revoked]).toEqual([1, 1, 0]);
  state.locked = false;
  expect(await later.remove('openai')).toMatchObject({ kept_in: null, problem: null });
  expect([chain.size, rows.size, state.revoked]).toEqual([0, 0, 1]);
  await expect(later.remove('openai')).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
});

test('Remove forgets what is held for the session also where the keychain is locked, and the rest later', async () => {
  const { accounts, connect, chain, state } = start();
  await connect();
  state.locked = true;
  await connect();
  expect(await accounts.remove('openai')).toMatchObject({
    kept_in: null,
    problem: { message: expect.stringContaining('older secret that ends in 6789') },
  });
  state.locked = false;
  await expect(accounts.credentials.of('openai')).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  expect(await accounts.remove('openai')).toMatchObject({ kept_in: null, problem: null });
  expect(chain.size).toBe(0);
});

test('a keychain that asks for a password for one account keeps no other waiting', async () => {
  const { connect, signIn, chain, state } = start();
  const password = Promise.withResolvers<void>();
  state.asking = password.promise;
  const connected = connect();
  await signIn();
  await vi.waitFor(() => expect(chain.has('google')).toBe(true));
  expect(chain.has('openai')).toBe(false);
  password.resolve();
  expect((await connected).account).toMatchObject({ kept_in: 'keychain' });
});

test('the same key given again while the keychain is locked is not lost', async () => {
  const { reopened, connect, state } = start();
  await connect();
  state.locked = true;
  await connect();
  state.locked = false;
  expect(await stateOf(reopened(), 'openai')).toMatchObject({ kept_in: 'keychain', ends_in: '6789' });
});
