import { z } from 'zod';
import { AppError, type ErrorCode } from '../../../contract/index.ts';
import { Passing } from '../../core/passing.ts';
import { type MetaAnswer, NoAnswer } from './transport.ts';

const GraphError = z.object({
  error: z.object({
    code: z.number().catch(0),
    message: z.string().catch(''),
    error_subcode: z.number().optional().catch(undefined),
    is_transient: z.boolean().catch(false),
    error_user_msg: z.string().optional().catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
  }),
});

/**
 * Meta counts requests, and this was one too many: of all accounts together, of this one, or of changes to one object, which
 * says nothing of what else is asked for.
 */
export class Throttled extends Passing {
  readonly of: 'app' | 'account' | 'object';
  constructor(detail: string, of: Throttled['of']) {
    super('RATE_LIMITED', detail);
    this.of = of;
  }
}
/** Meta is to be left alone for longer than whoever asks would wait: nothing was sent. */
export class AtRest extends AppError {}
/** The answer would be too large or took Meta too long: ask for less, or for a report. */
export class TooMuch extends AppError {}
/** What was asked for does not exist on this kind of object, or a value is not allowed. */
export class NotTaken extends AppError {}
/** The place in a list is not known any more: begin it again. */
export class LostPlace extends AppError {}

/** What is wrong with a sign-in, by subcode of 190 (`meta.md` 2.2). */
const signIns: Readonly<Record<number, string>> = {
  458: 'The app was removed from the Facebook account.',
  460: 'The password of the Facebook account was changed.',
  463: 'The access token has run out.',
  464: 'The Facebook account is not confirmed.',
  467: 'The access token is not valid any more.',
};

const limits: Readonly<Record<number, string>> = {
  4: 'The app has asked too often in all accounts together',
  17: 'This ad account was asked too often',
  32: 'Pages were asked too often',
  613: 'This ad account was asked too often',
};
const limitsOf: Readonly<Record<number, string>> = {
  1504022: 'Meta is under load',
  1504039: 'Meta is under load',
  1487632: 'The budget of this ad set was changed four times within an hour',
  1487225: 'Too many ads were made within an hour',
  5044001: 'Too many changes within a second',
};

/** Of the app as well, but of insights alone: changes and lists of other accounts need not wait. */
const ofInsights = [1504022, 1504039];
const ofObject = [1487632, 1487225, 5044001];

const tooMuch = [1487534, 1504018, 1504038];

/**
 * An answer that is no success, in our codes and in words for a marketer. Told apart by code and subcode alone: the status
 * of Meta's answers means nothing. Nothing of the request is passed on, since its token would travel with it.
 */
export function metaError(answer: MetaAnswer, what: string): AppError {
  const parsed = GraphError.safeParse(answer.body);
  if (!parsed.success) return withoutError(answer, what);
  const {
    code,
    message,
    error_subcode: sub = 0,
    is_transient,
    error_user_msg,
    fbtrace_id,
  } = parsed.data.error;
  const number = sub === 0 ? String(code) : `${code}/${sub}`;
  const trace = fbtrace_id?.replace(/[^\w-]/g, '').slice(0, 40);
  const told = (words: string): string =>
    `${what}: ${words} (Meta's error ${number}${trace ? `, trace ${trace}` : ''}).`;
  const own = error_user_msg?.replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '');
  const fail = (as: ErrorCode, words: string): AppError => new AppError(as, told(words));

  if (tooMuch.includes(sub)) return new TooMuch('UPSTREAM', told('the answer is too large'));
  if (code in limits || (code >= 80_000 && code <= 80_014))
    return new Throttled(
      told(limitsOf[sub] ?? limits[code] ?? 'The ad account was asked too often'),
      code === 4 && !ofInsights.includes(sub) ? 'app' : ofObject.includes(sub) ? 'object' : 'account',
    );
  if (code === 190 && sub === 459)
    return fail(
      'PERMISSION',
      'Facebook wants to check the account. Sign in at facebook.com and follow what it asks',
    );
  if (code === 190 || code === 102)
    return fail('AUTH_EXPIRED', signIns[sub] ?? 'The access token is not valid any more.');
  if (code === 368) return fail('PERMISSION', 'Meta has blocked this by its policies; the sign-in is fine');
  if (code === 294) return fail('PERMISSION', 'The access token lacks the permission ads_management');
  if (code === 10 || code === 3 || (code >= 200 && code <= 299))
    return fail(
      'PERMISSION',
      'The access token may not do this; it needs ads_read, and ads_management for changes',
    );
  if (code === 100 && sub === 33) return fail('NOT_FOUND', 'It is gone, or the access token may not see it');
  if (code === 100 && sub === 3_191_001) return fail('PERMISSION', 'The access token may not read results');
  // Told by its words alone: the code is the one of every wrong parameter.
  if (code === 100 && /appsecret_proof/.test(message))
    return fail(
      'PERMISSION',
      'The app of this token asks for a proof by its secret, which is not kept here. Switch off "Require App Secret" in the app’s advanced settings at Meta, or take a token of another app',
    );
  if (code === 2635)
    return fail(
      'UPSTREAM',
      'Meta no longer serves this version of its interface. Update Titan Ads, or set META_API_VERSION',
    );
  if (code === 2642) return new LostPlace('UPSTREAM', told('the list changed while it was read'));
  if (code === 3018) return fail('INVALID_INPUT', 'Meta keeps results for 37 months; ask for fewer days');
  if ((code === 1 && sub === 99) || sub === 1_504_041)
    return fail('UPSTREAM', own ?? 'Meta does not take the request');
  if (code === 1 || code === 2 || is_transient)
    return new Passing('UPSTREAM', told('Meta is out of order for the moment'));
  const words = told(own ?? 'Meta does not take the request');
  return code === 100 ? new NotTaken('UPSTREAM', words) : new AppError('UPSTREAM', words);
}

export const isFailure = ({ status, body }: MetaAnswer): boolean =>
  status >= 300 || typeof body !== 'object' || body === null || 'error' in body;

/** A proxy's page, an empty answer, one that broke off: none is Meta's last word. */
function withoutError({ status, body }: MetaAnswer, what: string): AppError {
  const kind =
    typeof body === 'string' && body.trimStart().startsWith('<') ? 'a web page' : 'something unreadable';
  const told = `${what}: ${status < 300 ? 'the answer broke off' : `${kind} came instead of an answer`} (${status}).`;
  return status < 300 || status === 408 || status === 429 || status >= 500
    ? new Passing('UPSTREAM', told)
    : new AppError('UPSTREAM', told);
}

/** There was no answer at all. */
export const noAnswer = (error: unknown, what: string): AppError => {
  if (error instanceof AppError) return error;
  if (!(error instanceof NoAnswer)) throw error;
  return new Passing('OFFLINE', `${what} (${error.message}).`);
};

/** Another shape than Meta's own: a change of theirs, or somebody in between. */
export const otherShape = (error: z.ZodError, what: string): AppError =>
  new AppError(
    'UPSTREAM',
    `${what}: the answer has another shape than Meta's, at ${error.issues[0]?.path.join('.') || 'its top'}.`,
  );
