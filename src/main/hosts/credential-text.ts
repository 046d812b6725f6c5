import { z } from 'zod';
import { AppError, type Service } from '../../contract/index.ts';
import { serviceNames } from '../../contract/words.ts';
import type { CredentialOf, ServiceAccount } from '../ports.ts';

/** Kept as one text per service, so that a keychain needs one entry for each. */
const Stored = {
  google: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('oauth'),
      clientId: z.string(),
      clientSecret: z.string(),
      refreshToken: z.string(),
    }),
    z.strictObject({
      kind: z.literal('service_account'),
      email: z.string(),
      keyId: z.string(),
      privateKey: z.string(),
    }),
  ]),
  anthropic: z.strictObject({ kind: z.literal('key'), key: z.string() }),
  openai: z.strictObject({ kind: z.literal('key'), key: z.string() }),
  gemini: z.strictObject({ kind: z.literal('key'), key: z.string() }),
  meta: z.strictObject({ kind: z.literal('key'), key: z.string() }),
  hubspot: z.strictObject({ kind: z.literal('key'), key: z.string() }),
  local: z.strictObject({ kind: z.literal('server'), url: z.string(), key: z.string().nullable() }),
} satisfies { [S in Service]: z.ZodType<CredentialOf[S]> };

export const toText = (credential: CredentialOf[Service]): string => JSON.stringify(credential);

/** What another version wrote is no credential any more. */
export function fromText<S extends Service>(service: S, text: string): CredentialOf[S] {
  const parsed = Stored[service].safeParse(parseJson(text));
  if (!parsed.success)
    throw new AppError(
      'NOT_CONNECTED',
      `What the keychain holds for ${serviceNames[service]} is not readable.`,
    );
  return parsed.data as CredentialOf[S];
}

/** The part of a secret that a person may recognise it by; a short one would be half told. */
export function endOf(credential: CredentialOf[Service]): string | null {
  const whole =
    credential.kind === 'oauth'
      ? credential.refreshToken
      : credential.kind === 'service_account'
        ? credential.keyId
        : credential.key;
  return whole !== null && whole.length >= 16 ? whole.slice(-4) : null;
}

const KeyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3),
  private_key_id: z.string().default(''),
  private_key: z.string().startsWith('-----BEGIN'),
});

/** The key file of a service account as Google Cloud hands it out. Throws INVALID_INPUT without a word of its content. */
export function parseKeyFile(text: string): ServiceAccount {
  const parsed = KeyFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new AppError('INVALID_INPUT', 'key_file: it is not the JSON key file of a service account.');
  }
  const { client_email, private_key_id, private_key } = parsed.data;
  return { kind: 'service_account', email: client_email, keyId: private_key_id, privateKey: private_key };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
