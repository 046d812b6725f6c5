import { expect, it } from 'vitest';
import {
  isFailure,
  LostPlace,
  metaError,
  NotTaken,
  Throttled,
  TooMuch,
} from '../../../../src/main/connectors/meta/errors.ts';
import { Passing } from '../../../../src/main/core/passing.ts';

const secret = 'EAAB-secret-in-a-message';

/** As Meta tells it; what it says in its own words may hold the token. */
const told = (code: number, subcode?: number, more: object = {}, status = 400) => ({
  status,
  headers: {},
  body: {
    error: {
      message: `Error validating access token ${secret}`,
      type: 'OAuthException',
      code,
      ...(subcode !== undefined && { error_subcode: subcode }),
      fbtrace_id: 'AbC',
      ...more,
    },
  },
});

/** Every documented code (`meta.md` 2.2): ours, the word a marketer acts on, and what is done about it. */
const documented: readonly (readonly [number, number | undefined, string, string, unknown])[] = [
  [1, undefined, 'UPSTREAM', 'out of order', Passing],
  [1, 99, 'UPSTREAM', 'does not take', null],
  [2, undefined, 'UPSTREAM', 'out of order', Passing],
  [2, 1_504_038, 'UPSTREAM', 'too large', TooMuch],
  [2, 1_504_041, 'UPSTREAM', 'does not take', null],
  [3, undefined, 'PERMISSION', 'ads_read', null],
  [4, undefined, 'RATE_LIMITED', 'all accounts together', Throttled],
  [4, 1_504_022, 'RATE_LIMITED', 'under load', Throttled],
  [4, 1_504_039, 'RATE_LIMITED', 'under load', Throttled],
  [10, undefined, 'PERMISSION', 'ads_read', null],
  [17, 2_446_079, 'RATE_LIMITED', 'asked too often', Throttled],
  [32, undefined, 'RATE_LIMITED', 'Pages', Throttled],
  [100, undefined, 'UPSTREAM', 'does not take', NotTaken],
  [100, 33, 'NOT_FOUND', 'may not see it', null],
  [100, 1_487_534, 'UPSTREAM', 'too large', TooMuch],
  [100, 1_504_018, 'UPSTREAM', 'too large', TooMuch],
  [100, 3_191_001, 'PERMISSION', 'may not read results', null],
  [102, undefined, 'AUTH_EXPIRED', 'not valid', null],
  [190, undefined, 'AUTH_EXPIRED', 'not valid', null],
  [190, 458, 'AUTH_EXPIRED', 'removed', null],
  [190, 459, 'PERMISSION', 'facebook.com', null],
  [190, 460, 'AUTH_EXPIRED', 'password', null],
  [190, 463, 'AUTH_EXPIRED', 'run out', null],
  [190, 464, 'AUTH_EXPIRED', 'not confirmed', null],
  [190, 467, 'AUTH_EXPIRED', 'not valid', null],
  [200, undefined, 'PERMISSION', 'ads_read', null],
  [294, undefined, 'PERMISSION', 'ads_management', null],
  [368, undefined, 'PERMISSION', 'policies', null],
  [613, 1_487_742, 'RATE_LIMITED', 'asked too often', Throttled],
  [613, 1_487_632, 'RATE_LIMITED', 'four times', Throttled],
  [613, 1_487_225, 'RATE_LIMITED', 'ads were made', Throttled],
  [613, 5_044_001, 'RATE_LIMITED', 'within a second', Throttled],
  [2635, undefined, 'UPSTREAM', 'META_API_VERSION', null],
  [2642, undefined, 'UPSTREAM', 'changed while it was read', LostPlace],
  [3018, undefined, 'INVALID_INPUT', '37 months', null],
];

it('tells every documented error of Meta apart, in words to act on, whatever status it came with', () => {
  for (const [code, subcode, ours, words, kind] of documented)
    for (const status of [200, 400, 403, 500]) {
      const answer = told(code, subcode, {}, status);
      const name = `${code}/${subcode} ${status}`;
      expect(isFailure(answer), name).toBe(true);
      const error = metaError(answer, 'Ads of Shop');
      expect([error.code, error.detail], name).toEqual([ours, expect.stringContaining(words)]);
      expect(error.detail).toContain('Ads of Shop');
      expect(error.detail).toContain(subcode === undefined ? String(code) : `${code}/${subcode}`);
      for (const of of [Passing, Throttled, TooMuch, NotTaken, LostPlace])
        expect(error instanceof of, `${name} ${of.name}`).toBe(
          of === kind || (of === Passing && kind === Throttled),
        );
      expect(JSON.stringify(error) + error.stack).not.toContain(secret);
    }
});

it('takes all limits of a use of the business alike, and knows which of the limits are of the app or of one object', () => {
  for (let code = 80_000; code <= 80_014; code += 1)
    expect(metaError(told(code), 'It'), String(code)).toMatchObject({ code: 'RATE_LIMITED', of: 'account' });
  expect(metaError(told(4), 'It')).toMatchObject({ of: 'app' });
  for (const subcode of [1_487_632, 1_487_225, 5_044_001])
    expect(metaError(told(613, subcode), 'It')).toMatchObject({ of: 'object' });
});

it('takes what is no answer of Meta for what may pass, unless it was refused for good', () => {
  const answer = (status: number, body: unknown) => ({ status, headers: {}, body });
  for (const passing of [
    answer(502, '<html>'),
    answer(500, ''),
    answer(200, '{"data":[{'),
    answer(429, 'slow'),
  ])
    expect(metaError(passing, 'It')).toBeInstanceOf(Passing);
  expect(metaError(answer(404, '<html>'), 'It')).not.toBeInstanceOf(Passing);
  expect(metaError(answer(999, { error: 'text' }), 'It')).toBeInstanceOf(Passing);
  expect(metaError(told(999, undefined, { is_transient: true }), 'It')).toBeInstanceOf(Passing);
});
