import { z } from 'zod';
import { strict } from '../strict.ts';
import { Code, Instant } from './common.ts';

/** What an account can be connected for. */
export const Service = z.enum(['google', 'anthropic', 'openai', 'gemini', 'local', 'meta', 'hubspot']);
export type Service = z.infer<typeof Service>;

/** Where its secret is kept: the system's keychain, this process alone, or the environment it was started with. */
export const KeptIn = z.enum(['keychain', 'session', 'environment']);
export type KeptIn = z.infer<typeof KeptIn>;

/** What may be told about an account. Its secret is not among it, nor in any other answer. */
export const Account = strict(() => ({
  service: Service,
  /** Null while it is not connected. */
  kept_in: KeptIn.nullable(),
  /** Name of the account as the service tells it: an address, an organisation, the address of a local server. */
  label: z.string().nullable(),
  /** The last four characters of the secret, where it is long enough to show them. */
  ends_in: z.string().max(4).nullable(),
  limits: z.string().nullable(),
  /** When its access ends by itself; null where it never does, or where the service did not say when it was tested. */
  expires_at: Instant.nullable(),
  tested_at: Instant.nullable(),
  /** What the last test or sign-in met; null when it went well. */
  problem: strict(() => ({ code: Code, message: z.string(), next_step: z.string() })).nullable(),
  /** A sign-in in the browser has begun and is not through yet. */
  signing_in: z.boolean(),
}));
export type Account = z.infer<typeof Account>;

const secret = z.string().trim().min(1).max(16_384);

/** A secret goes in here and nowhere comes out again. */
export const Connect = z.discriminatedUnion('kind', [
  strict(() => ({
    kind: z.literal('key'),
    service: z.enum(['anthropic', 'openai', 'gemini', 'meta', 'hubspot']),
    key: secret,
  })),
  /** The user's own OAuth client; without one, the client of GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET. */
  strict(() => ({
    kind: z.literal('oauth'),
    service: z.literal('google'),
    client: strict(() => ({ id: z.string().trim().min(1).max(512), secret }))
      .nullable()
      .default(null),
  })),
  /** The whole text of the key file that Google Cloud hands out. */
  strict(() => ({ kind: z.literal('service_account'), service: z.literal('google'), key_file: secret })),
  strict(() => ({
    kind: z.literal('server'),
    service: z.literal('local'),
    url: z.string().trim().min(1).max(2048),
    key: secret.nullable().default(null),
  })),
]);
export type Connect = z.infer<typeof Connect>;
