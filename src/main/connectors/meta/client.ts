import type { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { pauseAfter, pauseAfterRefusal } from '../../core/learn/meta/pace.ts';
import { oneByOne } from '../../core/one-by-one.ts';
import { Passing } from '../../core/passing.ts';
import type { Clock, Credentials, Log, Pause, Pauses, ServiceTally } from '../../ports.ts';
import type { Retry } from '../net/retry.ts';
import { AtRest, isFailure, metaError, noAnswer, otherShape, Throttled } from './errors.ts';
import { createPages } from './pages.ts';
import { type MetaAddress, type MetaAnswer, NoAnswer, send } from './transport.ts';
import { usageOf } from './usage.ts';

/** Insights of large accounts take Meta so long that it gives up after about a minute; a slow line sends a part of a film. */
const answerMs = 120_000;
/** Nothing rests for longer: what says so was written by a clock that has been set back since. */
const longestRestMs = 24 * 3_600_000;
/**
 * What a person said yes to leaves so soon behind the last look, or is looked at again. Twice the longest ease of our own
 * near the limits and one request of somebody else's before it fit in: else it would never leave beside a refresh.
 */
export const yesHoldsMs = 120_000;
/** What is counted over all accounts together, in place of one. */
const all = '';

export interface MetaOptions {
  readonly credentials: Pick<Credentials, 'of'>;
  readonly address: MetaAddress;
  readonly pauses: Pauses;
  readonly pause: Pause;
  readonly retry: Retry;
  readonly clock: Clock;
  readonly answerMs?: number | undefined;
  readonly tally?: ServiceTally | undefined;
  readonly log?: Log | undefined;
}

/** What is read of which account, as "Ads of Shop": it stands in messages. */
export interface Subject {
  readonly account: string | null;
  readonly what: string;
  /** Whoever asks waits for no longer rest than this; any when absent. */
  readonly mostRestMs?: number;
}

/** How a change ended. Lost is an answer of its own: nobody knows whether Meta took it. */
export type Written =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly error: AppError }
  /** Not now: it did not leave, or Meta asks for a rest in place of taking it. Nothing has changed there. */
  | { readonly kind: 'at rest'; readonly detail: string; readonly afterMs: number | null }
  | { readonly kind: 'lost'; readonly detail: string };

/** One request as it leaves, with the token; throws NoAnswer, or why it cannot be made. */
export type Request = (key: string, signal: AbortSignal) => Promise<MetaAnswer>;

/** As what an answer is counted. */
const tallied = (failure: AppError | null): 'answered' | 'limited' | 'failed' =>
  failure === null ? 'answered' : failure.code === 'RATE_LIMITED' ? 'limited' : 'failed';

/** Meta in our words: each account asked by one request at a time, at the pace its answers ask for. */
export function createMetaClient(options: MetaOptions) {
  const { credentials, address, pauses, pause, retry, clock, tally, log } = options;
  const lines = new Map<string, ReturnType<typeof oneByOne>>();
  const refusals = new Map<string, number>();
  /** Rests of accounts of which nothing is kept yet. */
  const unkept = new Map<string, string>();
  /** Until when all of Meta is left alone, whatever the account. */
  let wholeUntil: string | null = null;
  let warned = false;
  const nowMs = (): number => Date.parse(clock.now());

  const leftMs = (until: string | null): number => {
    const ms = until === null ? 0 : Date.parse(until) - nowMs();
    return ms > longestRestMs ? 0 : Math.max(0, ms);
  };

  /** The later of what is kept and what could not be: an older rest may still be kept, long over. */
  const untilOf = async ({ account, what }: Subject): Promise<string | null> => {
    if (account === null) return null;
    const kept = await pauses.until(account).catch((cause: unknown) => {
      if (!(cause instanceof AppError)) throw cause;
      // Of a library that is held by another program: what was to leave has not left, and may later.
      throw new AtRest(cause.code, `${what}: whether Meta asks for a rest could not be read.`, { cause });
    });
    const own = unkept.get(account) ?? null;
    return own !== null && leftMs(own) >= leftMs(kept) ? own : kept;
  };

  /** Told before it stands in the line of the account, in which others may wait for the rest to end, and in its turn. */
  async function refuseLongRest(subject: Subject, waitedMs = 0): Promise<void> {
    const { what, mostRestMs } = subject;
    if (mostRestMs === undefined) return;
    const ms = Math.max(leftMs(await untilOf(subject)), leftMs(wholeUntil));
    if (waitedMs + ms <= mostRestMs) return;
    const minutes = Math.ceil(ms / 60_000);
    const rest = minutes === 1 ? 'a minute' : `${minutes} minutes`;
    throw new AtRest(
      'RATE_LIMITED',
      `${what}: ${ms > 0 ? `Meta has asked to be left alone for ${rest} more` : 'it waited too long for its turn'}.`,
      { afterMs: ms },
    );
  }

  async function rest(subject: Subject, signal: AbortSignal): Promise<void> {
    const { account } = subject;
    const own = await untilOf(subject);
    const whole = wholeUntil;
    const ms = Math.max(leftMs(own), leftMs(whole));
    if (ms > 0) await pause(ms, signal);
    if (wholeUntil === whole) wholeUntil = null;
    if (own === null || account === null) return;
    unkept.delete(account);
    await keepRest(account, null);
  }

  /** A library that is held by another program must not make a refusal of what was not asked yet, or was answered. */
  const keepRest = (account: string, until: string | null): Promise<void> =>
    pauses
      .set(account, until)
      .catch((error: unknown) => log?.warn({ error }, 'a rest that Meta asks for could not be kept'));

  /** Heeds what an answer says of the limits, before the next request of the account. */
  async function heed(
    account: string | null,
    { headers }: MetaAnswer,
    failure: AppError | null,
  ): Promise<void> {
    const usage = usageOf(headers);
    if (account !== null && usage.percent !== null) tally?.used(account, usage.percent);
    const of = failure instanceof Throttled && failure.of !== 'object' ? failure.of : null;
    const ofAll = account === null || of === 'app';
    const line = ofAll ? all : account;
    const inARow = of === null ? 0 : (refusals.get(line) ?? 0) + 1;
    if (of === null) for (const known of [line, all]) refusals.delete(known);
    else refusals.set(line, inARow);
    const askedMs = inARow > 0 ? pauseAfterRefusal(inARow, usage) : account === null ? 0 : pauseAfter(usage);
    const restMs = Math.min(askedMs, longestRestMs);
    if (restMs === 0) return;
    tally?.waits('meta', restMs);
    const until = new Date(nowMs() + restMs).toISOString();
    if (ofAll) wholeUntil = until;
    if (account === null) return;
    unkept.set(account, until);
    await keepRest(account, until);
  }

  /** One request, sent once. Throws NoAnswer, what keeps it from being sent, or the signal's reason. */
  async function exchange(
    request: Request,
    subject: Subject,
    signal: AbortSignal,
    change: { readonly stop: AbortSignal; readonly askedMs: number } | null = null,
  ): Promise<{ answer: MetaAnswer; failure: AppError | null }> {
    const { account, what } = subject;
    const stop = change?.stop ?? signal;
    await rest(subject, AbortSignal.any([signal, stop]));
    const { key } = await credentials.of('meta');
    // A machine sleeps in the shortest rest, and a keychain waits for its password.
    if (change) await refuseLongRest(subject, nowMs() - change.askedMs);
    stop.throwIfAborted();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(options.answerMs ?? answerMs)]);
    const answer = await request(key, limited).catch((error: unknown) => {
      signal.throwIfAborted();
      tally?.asked('meta', 'failed');
      throw limited.aborted ? new NoAnswer('no answer in time') : error;
    });
    const failure = isFailure(answer) ? metaError(answer, what) : null;
    tally?.asked('meta', tallied(failure));
    if (answer.headers['x-ad-api-version-warning'] !== undefined && !warned) {
      warned = true;
      log?.warn(
        {},
        'Meta has ended this version of its interface and answers by a newer one; update Titan Ads',
      );
    }
    await heed(account, answer, failure);
    return { answer, failure };
  }

  /** One after the other for an account; what went wrong with one is not the next one's business. */
  function inLine<T>(account: string | null, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    if (account === null) return call();
    const line = lines.get(account) ?? oneByOne();
    lines.set(account, line);
    return line(call, signal);
  }

  const bySdk =
    (method: 'GET' | 'POST', path: readonly string[], params: object): Request =>
    (key, signal) =>
      send(method, path, params, address, key, signal);

  /** Sends again what failed in passing; a refusal of the limits is followed by the rest it asks for. */
  async function insist<S extends z.ZodType>(
    request: Request,
    shape: S,
    subject: Subject,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const { body } = await retry(async () => {
      await refuseLongRest(subject);
      return inLine(subject.account, signal, async () => {
        // One before it in the line may have been told to rest.
        await refuseLongRest(subject);
        const { answer, failure } = await exchange(request, subject, signal).catch((error: unknown) => {
          // Whoever waits for any rest waits for a library that is held as well, and begins nothing anew for it.
          if (error instanceof AtRest && subject.mostRestMs === undefined)
            throw new Passing(error.code, error.detail);
          throw noAnswer(error, subject.what);
        });
        if (failure) throw failure;
        return answer;
      });
    }, signal);
    const parsed = shape.safeParse(body);
    if (!parsed.success) throw otherShape(parsed.error, subject.what);
    return parsed.data;
  }

  const ask = <S extends z.ZodType>(
    method: 'GET' | 'POST',
    path: readonly string[],
    params: object,
    shape: S,
    subject: Subject,
    signal: AbortSignal,
  ): Promise<z.output<S>> => insist(bySdk(method, path, params), shape, subject, signal);

  const read = <S extends z.ZodType>(
    path: readonly string[],
    params: object,
    shape: S,
    subject: Subject,
    signal: AbortSignal,
  ) => ask('GET', path, params, shape, subject, signal);

  return {
    read,

    /** Asks for a report to be made; made twice it costs time and nothing else. */
    order: <S extends z.ZodType>(
      path: readonly string[],
      params: object,
      shape: S,
      subject: Subject,
      signal: AbortSignal,
    ) => ask('POST', path, params, shape, subject, signal),

    /** What the SDK cannot send, and what may be sent twice. */
    insist,

    pages: createPages(read),

    /**
     * One change, sent once whatever comes of it: Meta knows no key by which a second one would be told. It may have to
     * wait for its turn first, and is refused where `stop` fires before it has left. Where it would leave later than its
     * subject allows, or Meta asks for a rest, it may be asked for anew.
     */
    async write(
      path: readonly string[],
      params: object,
      subject: Subject,
      signal: AbortSignal,
      stop: AbortSignal,
    ): Promise<Written> {
      let sent = false;
      const askedMs = nowMs();
      const inTurn = async (): Promise<Written> => {
        // Those before it in the line may have rested.
        await refuseLongRest(subject, nowMs() - askedMs);
        const { answer, failure } = await exchange(bySdk('POST', path, params), subject, signal, {
          stop,
          askedMs,
        });
        sent = true;
        if (!failure) return { kind: 'done', body: answer.body };
        if (failure instanceof Throttled)
          return failure.of === 'object'
            ? { kind: 'refused', error: failure }
            : { kind: 'at rest', detail: failure.detail, afterMs: null };
        // Out of order, or not Meta's own words: it may have happened all the same.
        return failure instanceof Passing
          ? { kind: 'lost', detail: failure.detail }
          : { kind: 'refused', error: failure };
      };
      try {
        await refuseLongRest(subject);
        return await inLine(subject.account, AbortSignal.any([signal, stop]), inTurn);
      } catch (error) {
        if (sent) throw error;
        if (error instanceof AtRest) return { kind: 'at rest', detail: error.detail, afterMs: error.afterMs };
        if (error instanceof AppError) return { kind: 'refused', error };
        const never = error instanceof NoAnswer && !error.sent;
        const told = noAnswer(error instanceof NoAnswer ? error : new NoAnswer('stopped'), subject.what);
        return never ? { kind: 'refused', error: told } : { kind: 'lost', detail: told.detail };
      }
    },
  };
}

export type MetaClient = ReturnType<typeof createMetaClient>;
