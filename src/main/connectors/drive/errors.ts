import { AppError } from '../../../contract/index.ts';
import { Passing } from '../../core/passing.ts';
import { retryAfterMs } from '../net/retry-after.ts';
import { ErrorBody, TokenError } from './wire.ts';

/** Reasons of a 403 that pass by themselves, in words. */
const slowDown: Readonly<Record<string, string>> = {
  userRateLimitExceeded: 'The connected account asks too often.',
  rateLimitExceeded: 'Your Google Cloud project asks too often.',
  sharingRateLimitExceeded: 'It is shared too often just now.',
};
/** Those that do not. */
const refusals: Readonly<Record<string, string>> = {
  cannotDownloadAbusiveFile: 'Google marks it as malware or spam.',
  cannotDownloadFile: 'Its owner does not allow downloads.',
  insufficientFilePermissions: 'The connected account may not read it.',
  insufficientPermissions: 'The sign-in does not cover reading files.',
  forbidden: 'The connected account may not read it.',
  domainPolicy: 'A rule of your organisation forbids it.',
  appNotAuthorizedToFile: 'The OAuth client may not read it.',
  accessNotConfigured: 'The Drive API is not switched on in your Google Cloud project.',
};

/**
 * Turns whatever the Google packages throw into our codes. The error itself is never passed on: it carries the request
 * with its tokens.
 */
export function driveError(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error;
  const { response } = error as { response?: { status?: unknown; data?: unknown; headers?: Headers } };
  const status = Number(response?.status ?? 0);
  if (status === 0) return offline(error, what);
  const data = parsed(response?.data);
  const token = TokenError.safeParse(data);
  // Their sign-in says in the same shape that it is down, or asked too often.
  if (token.success && status < 500 && status !== 429) return tokenError(token.data.error, what);
  const body = ErrorBody.safeParse(data);
  const reason = body.success ? (body.data.error.errors[0]?.reason ?? '') : '';
  const after = retryAfterMs(response?.headers?.get?.('retry-after'), Date.now());
  const told = `${what} (${status}${reason ? ` ${reason}` : ''}).`;
  if (status === 401) return new AppError('AUTH_EXPIRED', told);
  if (status === 404)
    return new AppError('NOT_FOUND', `${told} It is gone, or not shared with the connected account.`);
  if (status === 403) return forbidden(reason, told, after);
  if (status === 429) return new Passing('RATE_LIMITED', told, after);
  if (status === 408 || status >= 500) return new Passing('UPSTREAM', told, after);
  return new AppError('UPSTREAM', told);
}

/** Drive's word for very different things: what passes, what passes within hours, and what is not allowed at all. */
function forbidden(reason: string, told: string, after: number | null): AppError {
  const busy = slowDown[reason];
  if (busy) return new Passing('RATE_LIMITED', `${told} ${busy}`, after);
  if (reason === 'backendError') return new Passing('UPSTREAM', told, after);
  // The job rests until then, where a call would not wait for it.
  if (reason === 'dailyLimitExceeded')
    return new AppError('RATE_LIMITED', `${told} The day’s limit of your Google Cloud project is used up.`);
  // Of this file alone: the others still come.
  if (reason === 'downloadQuotaExceeded')
    return new AppError('UPSTREAM', `${told} It was downloaded too often; Google opens it again tomorrow.`);
  return new AppError('PERMISSION', [told, refusals[reason]].filter(Boolean).join(' '));
}

function tokenError(reason: string, what: string): AppError {
  if (reason === 'invalid_grant')
    return new AppError('AUTH_EXPIRED', `${what}: the access was taken back or ran out.`);
  if (reason === 'invalid_client' || reason === 'unauthorized_client')
    return new AppError('AUTH_EXPIRED', `${what}: Google does not know this client or its secret.`);
  return new AppError('UPSTREAM', `${what} (${reason.replace(/[^\w-]/g, '').slice(0, 60)}).`);
}

/** No answer at all, or one that broke off. */
function offline(error: unknown, what: string): AppError {
  const { name } = error as Error;
  if (name === 'ZodError')
    return new AppError('UPSTREAM', `${what}: the answer has another shape than Drive's.`);
  // Their request hangs on each failure of theirs; what has none and no code of the system is a bug of ours.
  const known =
    'config' in (error as object) || codeOf(error) !== null || /^(Abort|Timeout)Error$/.test(name);
  if (!known) throw error;
  const why = (codeOf(error) ?? name).replace(/[^\w-]/g, '').slice(0, 60);
  return new Passing('OFFLINE', `${what} (${why}).`);
}

/** The system's own word for it lies under one or two wrappings. */
function codeOf(error: unknown): string | null {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const inner = cause === undefined || cause === null ? null : codeOf(cause);
  return inner ?? (typeof code === 'string' ? code : null);
}

/** The body of a refused download comes as text. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
