import { type Account, AppError, type Connect, errors, Service } from '../../contract/index.ts';
import { serviceNames } from '../../contract/words.ts';
import { oneByOneEach } from '../core/one-by-one.ts';
import type { AccountChecks, AccountFacts, Clock, CredentialOf, Credentials, Events } from '../ports.ts';
import { type AccountSecretsOptions, createAccountSecrets } from './account-secrets.ts';
import { createAskAccount } from './ask-account.ts';
import { parseKeyFile } from './credential-text.ts';
import { checkBaseAddress } from './environment.ts';
import { type BeginSignIn, createGoogleSignIn } from './google-sign-in.ts';

/** After these the secret is of no use; anything else may pass, so it is kept. */
const refusals = ['AUTH_EXPIRED', 'PERMISSION', 'INVALID_INPUT'];

export interface AccountsOptions extends AccountSecretsOptions {
  readonly checks: AccountChecks;
  readonly beginSignIn: BeginSignIn;
  readonly clock: Clock;
  readonly events: Events;
}

/** Connects, tests and forgets accounts. Secrets come in and go to connectors; none is ever answered. */
export function createAccounts(options: AccountsOptions) {
  const { environment, events, log } = options;
  const kept = createAccountSecrets(options);
  const ask = createAskAccount(options);
  const google = createGoogleSignIn(options.beginSignIn);
  /** What was done last about an account. A service may answer half a minute later, when that is something else. */
  const last = new Map<Service, symbol>();
  /** Row and secret of an account change together; a keychain may keep one waiting for a password, and not the others. */
  const inTurn = oneByOneEach();
  /** Why the last sign-in did not go through, or the access of what was removed was not taken back. */
  const refused = new Map<Service, NonNullable<AccountFacts['problem']>>();

  async function require<S extends Service>(service: S) {
    const found = await kept.find(service);
    if (!found) throw new AppError('NOT_CONNECTED', `Nothing is connected for ${serviceNames[service]}.`);
    return found;
  }

  const isSigningIn = (service: Service): boolean => service === 'google' && google.isUnderWay();

  /** Ends a sign-in that is on its way, and has nothing kept of what was begun before. */
  function begin(service: Service): symbol {
    if (service === 'google') google.cancel();
    const deed = Symbol(service);
    last.set(service, deed);
    return deed;
  }

  async function tested<S extends Service>(
    service: S,
    credential: CredentialOf[S],
    deed = begin(service),
  ): Promise<Account> {
    const facts = await ask.examine(service, credential);
    if (facts.problem && refusals.includes(facts.problem.code))
      throw new AppError(facts.problem.code, facts.problem.detail);
    const isKept = await inTurn(service, async () => {
      if (last.get(service) !== deed) return false;
      // A test of what this replaces may end only later.
      last.set(service, Symbol(service));
      await kept.keep(service, credential, facts);
      refused.delete(service);
      events.emit({ type: 'accounts' });
      return true;
    });
    if (!isKept) {
      await dropOvertaken(service, credential);
      throw new AppError('CONFLICT', `${serviceNames[service]} was removed or connected anew meanwhile.`);
    }
    return account(service);
  }

  /** A grant may share its access with the one that overtook it, so it is taken back only where there is none. */
  async function dropOvertaken<S extends Service>(service: S, credential: CredentialOf[S]) {
    const { kept_in, signing_in } = await account(service);
    const problem = kept_in === null && !signing_in ? await ask.revoke(service, credential) : null;
    if (problem) refused.set(service, problem);
  }

  async function signIn(client: { id: string; secret: string } | null): Promise<string> {
    const known = client ?? environment.googleClient;
    if (!known) throw new AppError('INVALID_INPUT', 'client: name an OAuth client, its id and its secret.');
    const deed = begin('google');
    refused.delete('google');
    const url = await google.begin(known, {
      through: (grant) => tested('google', grant, deed),
      refused(error) {
        const { code, detail } = error instanceof AppError ? error : new AppError('INTERNAL');
        refused.set('google', { code, detail });
        log.warn({ code, detail }, 'the sign-in did not go through');
      },
      ended: () => events.emit({ type: 'accounts' }),
    });
    events.emit({ type: 'accounts' });
    return url;
  }

  async function account(service: Service): Promise<Account> {
    const told = await kept.told(service);
    const problem = refused.get(service) ?? told.facts?.problem ?? told.left;
    return {
      service,
      kept_in: told.kept,
      label: told.facts?.label ?? null,
      ends_in: told.facts?.endsIn ?? null,
      limits: told.facts?.limits ?? null,
      expires_at: told.facts?.expiresAt ?? null,
      tested_at: told.facts?.testedAt ?? null,
      problem: problem && {
        code: problem.code,
        message: new AppError(problem.code, problem.detail).message,
        next_step: errors[problem.code].next,
      },
      signing_in: isSigningIn(service),
    };
  }

  async function refuseIfUnknown(service: Service, wasSigningIn: boolean): Promise<void> {
    if (wasSigningIn || (await kept.isKnown(service))) return;
    const named = environment.variable(service);
    if (named) throw new AppError('CONFLICT', `${named} is set; unset it and start again.`);
    if (!refused.has(service))
      throw new AppError('NOT_CONNECTED', `Nothing is connected for ${serviceNames[service]}.`);
  }

  return {
    credentials: { of: async (service) => (await require(service)).credential } satisfies Credentials,

    async list() {
      const accounts = await Promise.all(Service.options.map(account));
      return {
        accounts,
        no_keychain: await kept.noKeychain(),
        google_client: environment.googleClient !== null,
      };
    },

    isConnected: async (service: Service): Promise<boolean> => (await account(service)).kept_in !== null,

    async connect(input: Connect): Promise<{ account: Account; sign_in_url: string | null }> {
      if (input.kind === 'oauth') {
        const sign_in_url = await signIn(input.client);
        return { account: await account('google'), sign_in_url };
      }
      const done =
        input.kind === 'service_account'
          ? tested('google', parseKeyFile(input.key_file))
          : input.kind === 'server'
            ? tested('local', { kind: 'server', url: checkBaseAddress('url', input.url), key: input.key })
            : tested(input.service, { kind: 'key', key: input.key });
      return { account: await done, sign_in_url: null };
    },

    async test(service: Service): Promise<Account> {
      const deed = last.get(service);
      const found = await inTurn(service, () => require(service));
      const facts = await ask.examine(service, found.credential);
      await inTurn(service, async () => {
        if (last.get(service) === deed) await kept.note(service, found.kept, facts);
      });
      events.emit({ type: 'accounts' });
      return account(service);
    },

    async remove(service: Service): Promise<Account> {
      const wasSigningIn = isSigningIn(service);
      const deed = begin(service);
      const { credentials, left } = await inTurn(service, async () => {
        await refuseIfUnknown(service, wasSigningIn);
        const taken = await kept.forget(service);
        refused.delete(service);
        return taken;
      });
      const revoked = await Promise.all(credentials.map((credential) => ask.revoke(service, credential)));
      const problem =
        revoked.find((one) => one !== null) ??
        (left === null ? null : { code: 'NOT_CONNECTED' as const, detail: `${left} ${notTakenBack}` });
      if (problem && last.get(service) === deed) refused.set(service, problem);
      events.emit({ type: 'accounts' });
      return account(service);
    },

    close: (): void => google.cancel(),
  };
}

const notTakenBack =
  'The account is forgotten here, but its secret was not taken back and may still lie in a keychain: withdraw it at the service.';

export type Accounts = ReturnType<typeof createAccounts>;
