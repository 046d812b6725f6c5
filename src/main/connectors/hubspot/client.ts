import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { Passing } from '../../core/passing.ts';
import type { ApiKey } from '../../ports.ts';
import { cappedFetch } from '../net/capped-fetch.ts';
import type { Retry } from '../net/retry.ts';
import { retryAfterMs } from '../net/retry-after.ts';

/**
 * HubSpot over fetch. Its own package is 56 MB, repeats no request unless told to, waits by the text of messages instead of
 * Retry-After, and writes to the console; what we ask for are six addresses (`providers.md` 5).
 */
export interface HubspotOptions {
  readonly credential: () => Promise<ApiKey>;
  /** Null for HubSpot's own. */
  readonly base: string | null;
  readonly retry: Retry;
  readonly answerMs?: number;
}

const answerMs = 30_000;
const Problem = z.object({
  category: z.string().default(''),
  policyName: z.string().default(''),
  correlationId: z.string().default(''),
});

/** How long each limit takes to pass by itself; that of a day does not while anybody waits. */
const pausesMs: Readonly<Record<string, number>> = { TEN_SECONDLY_ROLLING: 10_000, SECONDLY: 1000 };

export const createHubspotClient = ({
  credential,
  base,
  retry,
  answerMs: patience = answerMs,
}: HubspotOptions) => {
  async function once(path: string, body: unknown, what: string, signal: AbortSignal): Promise<unknown> {
    const { key } = await credential();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const response = await cappedFetch(`${base ?? 'https://api.hubapi.com'}${path}`, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      redirect: 'error',
      signal: limited,
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      const { cause } = error as { cause?: { code?: string } };
      throw new Passing('OFFLINE', `${what} (${cause?.code ?? 'no answer in time'}).`);
    });
    const text = await response.text().catch(() => '');
    if (response.ok) {
      const parsed = parse(text);
      if (parsed === undefined)
        throw new Passing('UPSTREAM', `${what}: the answer broke off (${response.status}).`);
      return parsed;
    }
    throw failure(response, text, what);
  }

  return async <S extends z.ZodType>(
    path: string,
    shape: S,
    what: string,
    signal: AbortSignal,
    body?: unknown,
  ): Promise<z.output<S>> => {
    const answer = shape.safeParse(await retry(() => once(path, body, what, signal), signal));
    if (!answer.success)
      throw new AppError(
        'UPSTREAM',
        `${what}: the answer has another shape than HubSpot's, at ${answer.error.issues[0]?.path.join('.') || 'its top'}.`,
      );
    return answer.data;
  };
};
export type HubspotClient = ReturnType<typeof createHubspotClient>;

function failure(response: Response, text: string, what: string): AppError {
  const { status } = response;
  const known = Problem.safeParse(parse(text));
  const { category, policyName, correlationId } = known.success ? known.data : Problem.parse({});
  const trace = correlationId.replace(/[^\w-]/g, '').slice(0, 40);
  const told = `${what} (${status}${trace ? `, HubSpot's id ${trace}` : ''}).`;
  if (status === 401) return new AppError('AUTH_EXPIRED', told);
  if (status === 403)
    return new AppError(
      'PERMISSION',
      `${told} ${category === 'MISSING_SCOPES' ? 'The private app needs crm.objects.deals.read, crm.objects.contacts.read, crm.schemas.deals.read and crm.schemas.contacts.read.' : ''}`.trim(),
    );
  if (status === 429) {
    if (policyName === 'DAILY')
      return new AppError('RATE_LIMITED', `${told} The requests of this day are used up.`);
    const asked = retryAfterMs(response.headers.get('retry-after'), Date.now());
    return new Passing('RATE_LIMITED', told, asked ?? pausesMs[policyName] ?? 10_000);
  }
  if (status >= 500 || status === 408) return new Passing('UPSTREAM', told);
  return new AppError('UPSTREAM', told);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
