import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError, type Caller, type Scope } from '../../../contract/index.ts';
import { callRate, fileRate, maxSessions, maxSignInCodes, signInCodeMs } from './limits.ts';
import { type Bucket, createBucket } from './rate.ts';
import { headerOf, type RawRequest } from './request-shape.ts';
import { checkCookieCall } from './same-origin.ts';

/** Who a request was made by, with what is left of its allowance. */
export interface Client {
  readonly caller: Caller;
  readonly calls: Bucket;
  readonly files: Bucket;
  /** Aborted when it may listen no more. */
  readonly ended: AbortController;
}

export const newClient = (caller: Caller, nowMs: () => number): Client => ({
  caller,
  calls: createBucket(callRate, nowMs),
  files: createBucket(fileRate, nowMs),
  ended: new AbortController(),
});

export interface Access {
  readonly token: string;
  /** A new code that signs one browser in, once, within ten minutes. */
  newCode(): string;
  /** The Set-Cookie value, or null when the code is unknown, used or too old. */
  redeem(code: string): string | null;
  authenticate(request: RawRequest): Client;
}

const secret = (): string => randomBytes(32).toString('base64url');
/** Only digests are kept and compared, so neither time nor a memory dump tells a secret. */
const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

/** What a program sends to say who it is; null where there is nothing of that shape. */
export const bearerIn = (request: Pick<RawRequest, 'rawHeaders'>): string | null =>
  /^Bearer ([\w-]{1,128})$/i.exec(headerOf(request, 'authorization') ?? '')?.[1] ?? null;

/** Everything lives in memory: codes and sessions end with this run of the gateway. */
export function createAccess(port: number, allowApprove: boolean, nowMs: () => number): Access {
  const token = secret();
  const tokenDigest = digest(token);
  // Browsers share cookies between the ports of one host; the port in the name keeps two gateways apart.
  const cookieName = `titan_session_${port}`;
  const scopes: readonly Scope[] = allowApprove ? ['read', 'propose', 'approve'] : ['read', 'propose'];
  const codes = new Map<string, number>();
  const sessions = new Map<string, Client>();

  const clientFor = (who: Pick<Caller, 'person' | 'token'>): Client =>
    newClient({ host: 'gateway', scopes, ...who }, nowMs);
  // A token that may approve was minted by a person at a terminal with the flag for it; any other is a program.
  const tokenClient = clientFor(allowApprove ? { person: true, token: true } : { person: false });

  const bySession = (cookies: string): Client | undefined => {
    for (const pair of cookies.split(';')) {
      const [name, value] = pair.trim().split('=', 2);
      const session = name === cookieName && value ? sessions.get(digest(value).toString('hex')) : undefined;
      if (session) return session;
    }
    return undefined;
  };

  return {
    token,
    newCode() {
      const code = secret();
      dropOldest(codes, maxSignInCodes);
      codes.set(digest(code).toString('hex'), nowMs() + signInCodeMs);
      return code;
    },
    redeem(code) {
      const key = digest(code).toString('hex');
      const expiresAt = codes.get(key);
      codes.delete(key);
      if (expiresAt === undefined || nowMs() > expiresAt) return null;
      const session = secret();
      dropOldest(sessions, maxSessions);
      sessions.set(digest(session).toString('hex'), clientFor({ person: true }));
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    authenticate(request) {
      if (headerOf(request, 'authorization') !== null) {
        const given = bearerIn(request);
        if (given !== null && timingSafeEqual(digest(given), tokenDigest)) return tokenClient;
        throw new AppError('AUTH_EXPIRED', 'The token is not the one of this gateway.');
      }
      const session = bySession(headerOf(request, 'cookie') ?? '');
      if (!session) throw new AppError('AUTH_EXPIRED', 'Open a fresh sign-in link, or send the token.');
      checkCookieCall(request);
      return session;
    },
  };
}

/** Maps keep the order of insertion, so the first key is the oldest. */
function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size < limit) return;
    map.delete(key);
  }
}
