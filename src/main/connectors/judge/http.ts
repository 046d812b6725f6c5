import { JudgeError, type JudgeProblem } from '../../core/score/council/judge-error.ts';

/** What a status says when the body says nothing better. */
const byStatus: Readonly<Record<number, JudgeProblem>> = {
  400: 'upstream',
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'model',
  405: 'model',
  408: 'overloaded',
  413: 'too_long',
  429: 'rate_limit',
  529: 'overloaded',
};

export const problemOf = (status: number): JudgeProblem =>
  byStatus[status] ?? (status >= 500 ? 'overloaded' : 'upstream');

/** Longest wait that is believed: limits of a day are the longest there are, and a service may say anything. */
const maxWaitMs = 24 * 3_600_000;
export const believed = (ms: number): number => Math.min(maxWaitMs, Math.max(0, ms));

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfter(headers: Headers | undefined, nowMs: number): number | null {
  const ms = headers?.get('retry-after-ms');
  if (ms && Number.isFinite(Number(ms))) return believed(Number(ms));
  const text = headers?.get('retry-after');
  if (!text) return null;
  if (Number.isFinite(Number(text))) return believed(Number(text) * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : believed(at - nowMs);
}

/** No such name, no way there, nobody who took the call, or somebody in between whom no certificate vouches for. */
const unsentCodes =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_\w+|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|C(ERT|RL)_\w+|\w+_(CERT|CERT_IN_CHAIN))$/;
/**
 * Words of OpenSSL that only a handshake ends with, whatever code they come under: a port that speaks otherwise, above
 * all. After it a proxy's answer in plain text is a wrong version number too, and the question has left then: only the
 * function that says so tells them apart, which BoringSSL, inside Electron, does not name.
 */
const unsentWords =
  /before secure TLS connection was established|SSL routines:.*(tls_validate_record_header:wrong version number|handshake[ _]failure|protocol[ _]version|unrecognized[ _]name)/i;

/**
 * A request that never got an answer. When it was cut after it left, nobody knows whether it is billed; where no byte of
 * it had left, nothing is. Gemini's SDK aborts at its own time limit as a caller would.
 */
export function unanswered(error: unknown): JudgeError {
  const chain = causes(error);
  const unsent = chain.some(({ code, message }) => unsentCodes.test(code ?? '') || unsentWords.test(message));
  const words = chain.map(({ name, message }) => `${name} ${message}`).join(' ');
  const timedOut = !unsent && /timed? ?out|AbortError/i.test(words);
  const code = chain.find((one) => typeof one.code === 'string')?.code;
  const detail = unsent ? 'no connection' : 'no answer';
  return new JudgeError(timedOut ? 'timeout' : 'offline', code ? `${detail} (${code})` : detail, {
    paid: { kind: unsent ? 'nothing' : 'unknown' },
  });
}

function causes(error: unknown): NodeJS.ErrnoException[] {
  const chain: Error[] = [];
  for (let one = error; one instanceof Error; one = one.cause) chain.push(one);
  return chain;
}
