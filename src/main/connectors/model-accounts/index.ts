import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { Passing } from '../../core/passing.ts';
import type { AccountCheck, ApiKey, LocalServer } from '../../ports.ts';
import { versioned } from '../local-model/models.ts';
import { cappedFetch } from '../net/capped-fetch.ts';
import type { Retry } from '../net/retry.ts';
import { retryAfterMs } from '../net/retry-after.ts';

/** Listing the models costs nothing and needs the key, so it is how a key is tried. */
const Models = z
  .object({
    data: z.array(z.object({ id: z.string() })).optional(),
    models: z.array(z.object({ name: z.string() })).optional(),
  })
  // Some servers answer anything they do not know by 200 and an error in words.
  .refine(({ data, models }) => data ?? models);

export interface ModelBases {
  readonly anthropic: string | null;
  readonly openai: string | null;
  readonly gemini: string | null;
}

export function modelAccounts(
  bases: ModelBases,
  retry: Retry,
): {
  readonly anthropic: AccountCheck<ApiKey>;
  readonly openai: AccountCheck<ApiKey>;
  readonly gemini: AccountCheck<ApiKey>;
  readonly local: AccountCheck<LocalServer>;
} {
  const look = (who: string, url: string, signal: AbortSignal, headers: Record<string, string>) =>
    retry(() => modelsAt(who, url, signal, headers), signal);
  return {
    anthropic: {
      check: ({ key }, signal) =>
        look('Anthropic', `${bases.anthropic ?? 'https://api.anthropic.com'}/v1/models`, signal, {
          authorization: `Bearer ${key}`,
          'x-api-key': key,
          'anthropic-version': '2023-06-01',
        }),
    },
    openai: {
      check: ({ key }, signal) =>
        look('OpenAI', `${bases.openai ?? 'https://api.openai.com/v1'}/models`, signal, {
          authorization: `Bearer ${key}`,
        }),
    },
    gemini: {
      check: ({ key }, signal) =>
        look('Gemini', `${bases.gemini ?? 'https://generativelanguage.googleapis.com'}/v1/models`, signal, {
          'x-goog-api-key': key,
        }),
    },
    local: {
      check: ({ url, key }, signal) =>
        look(url, `${versioned(url)}/models`, signal, key === null ? {} : { authorization: `Bearer ${key}` }),
    },
  };
}

async function modelsAt(who: string, url: string, signal: AbortSignal, headers: Record<string, string>) {
  const response = await cappedFetch(url, { headers, signal, redirect: 'error' }).catch((error: unknown) => {
    signal.throwIfAborted();
    const { cause } = error as { cause?: { code?: string } };
    throw new AppError('OFFLINE', `${who} (${cause?.code ?? 'no answer'}).`);
  });
  const { status } = response;
  if (status === 401 || (status === 400 && who === 'Gemini'))
    throw new AppError('AUTH_EXPIRED', `${who} refuses the key (${status}).`);
  if (status === 403)
    throw new AppError('PERMISSION', `${who} does not allow this key to be used (${status}).`);
  if (status === 429 || status >= 500)
    throw new Passing(
      status === 429 ? 'RATE_LIMITED' : 'UPSTREAM',
      `${who} (${status}).`,
      retryAfterMs(response.headers.get('retry-after'), Date.now()),
    );
  const models = Models.safeParse(await response.json().catch(() => null));
  if (!response.ok || !models.success) throw new AppError('UPSTREAM', `${who} (${status}).`);
  const count = (models.data.data ?? models.data.models ?? []).length;
  return {
    label: organisationOf(response.headers) ?? who,
    limits: `${count} ${count === 1 ? 'model' : 'models'}${rateOf(response.headers)}`,
  };
}

const organisationOf = (headers: Headers): string | null =>
  headers.get('openai-organization') ?? headers.get('anthropic-organization-id');

function rateOf(headers: Headers): string {
  const requests =
    headers.get('anthropic-ratelimit-requests-limit') ?? headers.get('x-ratelimit-limit-requests');
  return requests === null ? '' : `, ${requests} requests a minute`;
}
