import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../../src/main/hosts/gateway/access.ts';
import { createBucket } from '../../../../src/main/hosts/gateway/rate.ts';

const request = (headers: Record<string, string>, method = 'GET') => ({
  method,
  target: '/',
  rawHeaders: Object.entries(headers).flat(),
});
const cookieOf = (setCookie: string | null): string => (setCookie ?? '').split(';')[0] ?? '';
const codes = (access: { newCode(): string }, count: number): string[] =>
  Array.from({ length: count }, () => access.newCode());

describe('sign-in codes', () => {
  it('sign one browser in, once', () => {
    const access = createAccess(8000, false, () => 0);
    const code = access.newCode();
    const setCookie = access.redeem(code);
    expect(setCookie).toMatch(/^titan_session_8000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(access.redeem(code)).toBeNull();
    expect(access.authenticate(request({ cookie: `a=b; ${cookieOf(setCookie)}` })).caller).toEqual({
      host: 'gateway',
      scopes: ['read', 'propose'],
      person: true,
    });
  });

  it('end after ten minutes', () => {
    let now = 0;
    const access = createAccess(8000, false, () => now);
    const [first = '', second = ''] = codes(access, 2);
    now = 600_000;
    expect(access.redeem(first)).not.toBeNull();
    now = 600_001;
    expect(access.redeem(second)).toBeNull();
  });

  it('are bounded in number, the oldest go first', () => {
    const access = createAccess(8000, false, () => 0);
    const made = codes(access, 40);
    expect(access.redeem(made[7] ?? '')).toBeNull();
    expect(access.redeem(made[8] ?? '')).not.toBeNull();
  });

  it('carry 256 bits each', () => {
    const access = createAccess(8000, false, () => 0);
    for (const value of [access.token, ...codes(access, 5)]) {
      expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    }
  });
});

describe('the token', () => {
  const access = createAccess(8000, false, () => 0);

  it('is a program with the scopes read and propose', () => {
    expect(access.authenticate(request({ authorization: `Bearer ${access.token}` })).caller).toEqual({
      host: 'gateway',
      scopes: ['read', 'propose'],
      person: false,
    });
  });

  it('may approve only where a person said so', () => {
    const approving = createAccess(8000, true, () => 0);
    const { caller } = approving.authenticate(request({ authorization: `Bearer ${approving.token}` }));
    expect(caller).toMatchObject({ scopes: ['read', 'propose', 'approve'], person: true, token: true });
  });

  it.each([
    ['none', ''],
    ['another', 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a cut one', `Bearer ${access.token.slice(0, -1)}`],
    ['a longer one', `Bearer ${access.token}A`],
    ['another scheme', `Basic ${access.token}`],
    ['no scheme', access.token],
    ['two', `Bearer ${access.token}, Bearer ${access.token}`],
  ])('refuses %s', (_, authorization) => {
    expect(() => access.authenticate(request({ authorization }))).toThrow(/token/);
  });

  it('is not outvoted by a good cookie', () => {
    const cookie = cookieOf(access.redeem(access.newCode()));
    expect(() => access.authenticate(request({ cookie, authorization: 'Bearer wrong' }))).toThrow(/token/);
  });
});

describe('a session', () => {
  it('belongs to one run of one gateway', () => {
    const one = createAccess(8000, false, () => 0);
    const session = cookieOf(one.redeem(one.newCode()));
    expect(() => createAccess(8000, false, () => 0).authenticate(request({ cookie: session }))).toThrow(
      /sign-in/,
    );
  });

  it('must show that its own page asks for a change', () => {
    const access = createAccess(8000, false, () => 0);
    const cookie = cookieOf(access.redeem(access.newCode()));
    expect(() => access.authenticate(request({ cookie }, 'POST'))).toThrow(/does not say/);
    expect(() => access.authenticate(request({ cookie, 'sec-fetch-site': 'none' }, 'POST'))).toThrow(
      /does not say/,
    );
    // Foreign origins were refused at the door, so the one that is there is our own.
    expect(access.authenticate(request({ cookie, origin: 'http://127.0.0.1:8000' }, 'POST'))).toBeDefined();
    expect(access.authenticate(request({ cookie, 'sec-fetch-site': 'same-origin' }, 'PUT'))).toBeDefined();
  });

  it('is found among others of the same name', () => {
    const access = createAccess(8000, false, () => 0);
    const cookie = cookieOf(access.redeem(access.newCode()));
    expect(access.authenticate(request({ cookie: `titan_session_8000=planted; ${cookie}` }))).toBeDefined();
  });
});

describe('the allowance', () => {
  it('is a burst, then a rate', () => {
    let now = 0;
    const bucket = createBucket({ perSecond: 20, burst: 3 }, () => now);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0]);
    expect(bucket.take()).toBeCloseTo(0.05);
    now = 50;
    expect(bucket.take()).toBe(0);
    expect(bucket.take()).toBeGreaterThan(0);
    now = 1_000_000;
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0]);
    expect(bucket.take()).toBeGreaterThan(0);
  });
});
