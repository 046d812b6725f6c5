import { z } from 'zod';
import { procedure } from '../define.ts';
import { Account, Connect, Service } from '../schemas/account.ts';
import { Empty } from '../schemas/common.ts';
import { strict } from '../strict.ts';

const One = strict(() => ({ service: Service }));

/** Secrets go in by `connect` and are never read back: there is no procedure that answers one. */
export const accounts = {
  'accounts.list': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      accounts: z.array(Account),
      /** Why there is no keychain, so that a secret would last for this session only; null where there is one. */
      no_keychain: z.string().nullable(),
      /** GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are set, so a sign-in asks for no client. */
      google_client: z.boolean(),
    })),
    errors: [],
    summary: 'What is connected, with the last four characters of each secret',
  }),
  'accounts.connect': procedure({
    kind: 'command',
    effect: 'local',
    person: true,
    input: Connect,
    output: strict(() => ({
      account: Account,
      /** Where to sign in with the browser; the account is connected when that is done. */
      sign_in_url: z.string().nullable(),
    })),
    errors: ['AUTH_EXPIRED', 'PERMISSION'],
    summary: 'Test a secret and put it into the keychain of this machine',
  }),
  'accounts.test': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: Account,
    errors: ['NOT_CONNECTED'],
    summary: 'Ask the service whether the account still works, and for its name and limits',
  }),
  'accounts.remove': procedure({
    kind: 'command',
    effect: 'local',
    person: true,
    input: One,
    output: Account,
    errors: ['NOT_CONNECTED', 'CONFLICT'],
    summary: 'Forget an account, and take back its access where the service can',
  }),
};
