import { describe, expect, it } from 'vitest';
import { driveError } from '../../../../src/main/connectors/drive/errors.ts';
import { Passing } from '../../../../src/main/core/passing.ts';

/** As gaxios throws it: the request, with its token, hangs on the error. */
const thrown = (status: number, data: unknown, headers: Record<string, string> = {}) =>
  Object.assign(new Error('Request failed'), {
    config: { headers: { authorization: 'Bearer canary-access-token' } },
    response: { status, data, headers: new Headers(headers) },
  });
const api = (reason: string) => ({ error: { code: 0, message: 'm', errors: [{ reason }] } });

describe('driveError', () => {
  it.each([
    [401, api('authError'), 'AUTH_EXPIRED', false],
    [400, { error: 'invalid_grant', error_description: 'Token has been revoked.' }, 'AUTH_EXPIRED', false],
    [401, { error: 'invalid_client' }, 'AUTH_EXPIRED', false],
    [500, { error: 'internal_failure' }, 'UPSTREAM', true],
    [503, { error: 'temporarily_unavailable' }, 'UPSTREAM', true],
    [429, { error: 'rate_limit_exceeded' }, 'RATE_LIMITED', true],
    [403, api('userRateLimitExceeded'), 'RATE_LIMITED', true],
    [403, api('rateLimitExceeded'), 'RATE_LIMITED', true],
    [403, api('sharingRateLimitExceeded'), 'RATE_LIMITED', true],
    [403, api('backendError'), 'UPSTREAM', true],
    [403, api('dailyLimitExceeded'), 'RATE_LIMITED', false],
    [403, api('downloadQuotaExceeded'), 'UPSTREAM', false],
    [403, api('cannotDownloadFile'), 'PERMISSION', false],
    [403, api('cannotDownloadAbusiveFile'), 'PERMISSION', false],
    [403, api('insufficientFilePermissions'), 'PERMISSION', false],
    [403, api('domainPolicy'), 'PERMISSION', false],
    [403, '<html>Sorry</html>', 'PERMISSION', false],
    [404, api('notFound'), 'NOT_FOUND', false],
    [429, api('rateLimitExceeded'), 'RATE_LIMITED', true],
    [500, api('backendError'), 'UPSTREAM', true],
    [502, '<html>502 Bad Gateway</html>', 'UPSTREAM', true],
    [400, api('invalid'), 'UPSTREAM', false],
  ])('%i %j is %s', (status, data, code, passing) => {
    const error = driveError(thrown(status, data), 'Drive file x');
    expect(error.code).toBe(code);
    expect(error instanceof Passing).toBe(passing);
    expect(error.message).not.toContain('<');
  });

  it('a line that breaks is OFFLINE and may pass; an answer of another shape is UPSTREAM and may not', () => {
    const reset = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    expect(driveError(reset, 'x')).toMatchObject({ code: 'OFFLINE', detail: 'x (ECONNRESET).' });
    expect(driveError(reset, 'x')).toBeInstanceOf(Passing);
    const shape = Object.assign(new Error('[]'), { name: 'ZodError' });
    expect(driveError(shape, 'x')).toMatchObject({ code: 'UPSTREAM' });
  });

  it('keeps how long to wait, and nothing of the request', () => {
    const error = driveError(thrown(429, api('rateLimitExceeded'), { 'retry-after': '4' }), 'x');
    expect(error).toMatchObject({ afterMs: 4000 });
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify({ ...error }) + error.stack).not.toContain('canary');
  });
});
