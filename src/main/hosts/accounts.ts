import { type Account, AppError, type Connect, errors, Service } from '../../contract/index.ts';
import { serviceNames } from '../../contract/words.ts';
import { oneByOne } from '../core/one-by-one.ts';
import type {
  AccountCheck,
  AccountChecks,
  AccountFacts,
  Clock,
  CredentialOf,
  Credentials,
  Events,
  Log,
  OAuthGrant,
  Secrets,
} from '../ports.ts';
import type { Store } from '../store/index.ts';
import { endOf, fromText, parseKeyFile, toText } from './credential-text.ts';
import { checkBaseAddress, type Environment } from './environment.ts';
import { inTime } from './in-time.ts';

const checkMs = 30_000;
/** After these the secret is of no use; anything else may pass, so it is kept. */
const refusals = ['AUTH_EXPIRED', 'PERMISSION', 'INVALID_INPUT'];

/** A person signs in with the browser; `grant` ends when that is through, and fails when it is not. */
export type BeginSignIn = (client: {
  readonly id: string;
  readonly secret: string;
}) => Promise<{ readonly url: string; readonly grant: Promise<OAuthGrant>; cancel(): void }>;

export interface AccountsOptions {
  readonly secrets: Secrets;
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly environment: Environment;
  readonly checks: AccountChecks;
  readonly beginSignIn: BeginSignIn;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
}

/** Connects, tests and forgets accounts. Secrets come in and go to connectors; none is ever answered. */
export function createAccounts(options: AccountsOptions) {
  const { secrets, store, environment, clock, events, log } = options;
  /** Where there is no keychain a secret lives here, until the process ends. */
  const session = new Map<Service, CredentialOf[Service]>();
  /** What is known of accounts that are not in the keychain, and so have no row. */
  const unstored = new Map<Service, AccountFacts>();
  /** Why the keychain did not take a secret in, while that is so. */
  let locked: string | null = null;
  /** Accounts whose older secret lies in a keychain that did not take the new one. */
  const leftBehind = new Set<Service>();
  const signIns = new Map<Service, { cancel(): void }>();
  /** What was done last about an account. A service may answer half a minute later, when that is something else. */
  const last = new Map<Service, symbol>();
  /** Row and secret change together. */
  const inTurn = oneByOne();
  /** Why the last sign-in did not go through, or the access of what was removed was not taken back. */
  const refused = new Map<Service, NonNullable<AccountFacts['problem']>>();

  async function find<S extends Service>(service: S) {
    const held = session.get(service) as CredentialOf[S] | undefined;
    if (held) return { kept: 'session' as const, credential: held };
    if ((await store.reader.accounts()).has(service)) {
      const text = await secrets.get(service);
      if (text === null)
        throw new AppError(
          'NOT_CONNECTED',
          `The keychain no longer holds the one for ${serviceNames[service]}.`,
        );
      return { kept: 'keychain' as const, credential: fromText(service, text) };
    }
    const given = await environment.credential(service);
    return given && { kept: 'environment' as const, credential: given };
  }

  async function require<S extends Service>(service: S) {
    const found = await find(service);
    if (!found) throw new AppError('NOT_CONNECTED', `Nothing is connected for ${serviceNames[service]}.`);
    return found;
  }

  /** Asks the service. A refusal is thrown to `onRefused`'s caller by what it answers; everything else becomes facts. */
  async function examine<S extends Service>(service: S, credential: CredentialOf[S]): Promise<AccountFacts> {
    const testedAt = clock.now();
    const endsIn = endOf(credential);
    const service_ = options.checks[service] as unknown as AccountCheck<CredentialOf[S]>;
    try {
      const { label, limits } = await inTime(serviceNames[service], checkMs, (signal) =>
        service_.check(credential, signal),
      );
      return { label, limits, endsIn, testedAt, problem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return {
        label: null,
        limits: null,
        endsIn,
        testedAt,
        problem: { code: error.code, detail: error.detail },
      };
    }
  }

  /** Ends a sign-in that is on its way, and has nothing kept of what was begun before. */
  function begin(service: Service): symbol {
    signIns.get(service)?.cancel();
    signIns.delete(service);
    const deed = Symbol(service);
    last.set(service, deed);
    return deed;
  }

  async function keep<S extends Service>(service: S, credential: CredentialOf[S], facts: AccountFacts) {
    const noKeychain = (await secrets.unavailable()) ?? (await refusalOf(service, credential));
    if (noKeychain === null) {
      locked = null;
      leftBehind.delete(service);
      session.delete(service);
      await store.writer.saveAccount(service, facts);
    } else {
      log.warn({ service, noKeychain }, 'kept for this session only');
      locked = noKeychain;
      // With its row the older secret would be used again after a restart: by who connects another, it must not be.
      const stored = (await store.reader.accounts()).get(service);
      if (stored && (stored.endsIn !== facts.endsIn || stored.label !== facts.label)) {
        leftBehind.add(service);
        await store.writer.removeAccount(service);
      }
      session.set(service, credential);
      unstored.set(service, facts);
    }
    refused.delete(service);
    events.emit({ type: 'accounts' });
  }

  /** Null once it is in the keychain. One that is locked can be read where nothing lies, and takes nothing in. */
  async function refusalOf<S extends Service>(
    service: S,
    credential: CredentialOf[S],
  ): Promise<string | null> {
    try {
      await secrets.set(service, toText(credential));
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.detail;
    }
  }

  async function tested<S extends Service>(
    service: S,
    credential: CredentialOf[S],
    deed = begin(service),
  ): Promise<Account> {
    const facts = await examine(service, credential);
    if (facts.problem && refusals.includes(facts.problem.code))
      throw new AppError(facts.problem.code, facts.problem.detail);
    const isKept = await inTurn(async () => {
      if (last.get(service) !== deed) return false;
      await keep(service, credential, facts);
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
    const problem = kept_in === null && !signing_in ? await revoke(service, credential) : null;
    if (problem) refused.set(service, problem);
  }

  async function signIn(client: { id: string; secret: string } | null) {
    const known = client ?? environment.googleClient;
    if (!known) throw new AppError('INVALID_INPUT', 'client: name an OAuth client, its id and its secret.');
    const deed = begin('google');
    refused.delete('google');
    const begun = await options.beginSignIn(known);
    signIns.set('google', begun);
    begun.grant
      .then((grant) => tested('google', grant, deed))
      .catch((error: unknown) => {
        if (signIns.get('google') !== begun) return;
        const { code, detail } = error instanceof AppError ? error : new AppError('INTERNAL');
        refused.set('google', { code, detail });
        log.warn({ code, detail }, 'the sign-in did not go through');
      })
      .finally(() => {
        if (signIns.get('google') === begun) signIns.delete('google');
        events.emit({ type: 'accounts' });
      });
    events.emit({ type: 'accounts' });
    return begun.url;
  }

  async function account(service: Service): Promise<Account> {
    const stored = (await store.reader.accounts()).get(service);
    const kept = session.has(service)
      ? 'session'
      : stored
        ? 'keychain'
        : environment.variable(service)
          ? 'environment'
          : null;
    const facts = kept === 'keychain' ? stored : kept && unstored.get(service);
    const problem = refused.get(service) ?? facts?.problem ?? null;
    return {
      service,
      kept_in: kept,
      label: facts?.label ?? null,
      ends_in: facts?.endsIn ?? null,
      limits: facts?.limits ?? null,
      tested_at: facts?.testedAt ?? null,
      problem: problem && {
        code: problem.code,
        message: new AppError(problem.code, problem.detail).message,
        next_step: errors[problem.code].next,
      },
      signing_in: signIns.has(service),
    };
  }

  return {
    credentials: { of: async (service) => (await require(service)).credential } satisfies Credentials,

    async list() {
      const accounts = await Promise.all(Service.options.map(account));
      return {
        accounts,
        no_keychain: (await secrets.unavailable()) ?? locked,
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
      const { kept, credential } = await require(service);
      const facts = await examine(service, credential);
      await inTurn(async () => {
        if (last.get(service) !== deed) return;
        const before = (await store.reader.accounts()).get(service);
        const merged = facts.problem ? { ...facts, label: before?.label ?? null } : facts;
        if (kept === 'keychain') await store.writer.saveAccount(service, merged);
        else unstored.set(service, merged);
      });
      events.emit({ type: 'accounts' });
      return account(service);
    },

    async remove(service: Service): Promise<Account> {
      const wasSigningIn = signIns.has(service);
      const deed = begin(service);
      const removed = await inTurn(() => forget(service, wasSigningIn));
      const problem =
        (removed.credential && (await revoke(service, removed.credential))) ??
        (removed.left === null
          ? null
          : { code: 'NOT_CONNECTED' as const, detail: `${removed.left} ${notTakenBack}` });
      if (problem && last.get(service) === deed) refused.set(service, problem);
      events.emit({ type: 'accounts' });
      return account(service);
    },

    close(): void {
      for (const signIn of signIns.values()) signIn.cancel();
    },
  };

  /** Here, not at the service. Answers the secret, and why there may be one left of which nobody knows. */
  async function forget<S extends Service>(service: S, wasSigningIn: boolean) {
    const stored = (await store.reader.accounts()).has(service);
    const known = session.has(service) || stored;
    const named = environment.variable(service);
    if (!known && !wasSigningIn && named)
      throw new AppError('CONFLICT', `${named} is set; unset it and start again.`);
    if (!known && !wasSigningIn && !refused.has(service))
      throw new AppError('NOT_CONNECTED', `Nothing is connected for ${serviceNames[service]}.`);
    // A keychain that lost the secret, or is itself gone, must not keep the row; one that is locked still holds the
    // secret, and the row says so.
    const noKeychain = stored ? await secrets.unavailable() : null;
    const isThere = stored && noKeychain === null;
    const text = isThere ? await secrets.get(service) : null;
    const read = text === null ? null : readable(service, text);
    if (isThere) await secrets.remove(service);
    const older = leftBehind.has(service) && !(await secrets.remove(service).catch(() => false));
    const credential = (session.get(service) as CredentialOf[S] | undefined) ?? read;
    session.delete(service);
    unstored.delete(service);
    leftBehind.delete(service);
    refused.delete(service);
    await store.writer.removeAccount(service);
    const unread = text !== null && read === null ? 'What the keychain held was not readable.' : null;
    return { credential, left: noKeychain ?? unread ?? (older ? olderLeft : null) };
  }

  /** A service that does not answer must not keep a secret on this machine; what is left to do there is told. */
  async function revoke<S extends Service>(
    service: S,
    credential: CredentialOf[S],
  ): Promise<AccountFacts['problem']> {
    const { revoke } = options.checks[service] as unknown as AccountCheck<CredentialOf[S]>;
    try {
      await revoke?.(credential, AbortSignal.timeout(checkMs));
      return null;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      log.warn({ service, code }, 'not revoked upstream');
      return { code, detail: notRevoked };
    }
  }
}

/** Null for what is damaged or of another version. */
function readable<S extends Service>(service: S, text: string): CredentialOf[S] | null {
  try {
    return fromText(service, text);
  } catch {
    return null;
  }
}

const olderLeft = 'The keychain is locked and still holds the one that was replaced.';

const notTakenBack =
  'The account is forgotten here, but its secret was not taken back and may still lie in a keychain: withdraw it at the service.';

const notRevoked =
  'It is forgotten here, but its access was not taken back: do so at https://myaccount.google.com/permissions.';

export type Accounts = ReturnType<typeof createAccounts>;
