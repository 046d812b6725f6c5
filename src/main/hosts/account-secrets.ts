import { AppError, type KeptIn, type Service } from '../../contract/index.ts';
import { serviceNames } from '../../contract/words.ts';
import type { AccountFacts, CredentialOf, Log, Secrets } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { fromText, toText } from './credential-text.ts';
import type { Environment } from './environment.ts';

export interface AccountSecretsOptions {
  readonly secrets: Secrets;
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly environment: Environment;
  readonly log: Log;
}

type Problem = AccountFacts['problem'];

/**
 * Where the secret of each account lies: in the keychain, beside a row that says what is known of it, or in this process
 * alone, where no keychain takes it. What the environment gives comes last. Changes of one account are the caller's to keep
 * in line.
 */
export function createAccountSecrets({ secrets, store, environment, log }: AccountSecretsOptions) {
  /** Where there is no keychain a secret lives here, until the process ends. */
  const session = new Map<Service, CredentialOf[Service]>();
  /** What is known of accounts that are not in the keychain, and so have no row. */
  const unstored = new Map<Service, AccountFacts>();
  /** Why the keychain did not take a secret in, while that is so. */
  let locked: string | null = null;

  const rowOf = async (service: Service) => (await store.reader.accounts()).get(service);

  /** Null once it is in the keychain. One that is locked can be read where nothing lies, and takes nothing in. */
  async function refusalOf(service: Service, credential: CredentialOf[Service]): Promise<string | null> {
    try {
      await secrets.set(service, toText(credential));
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.detail;
    }
  }

  /** The secret that lay in the keychain, and why there may be one left of which nobody will know. */
  async function takeOut<S extends Service>(service: S, mayStay: boolean) {
    const gone = await secrets.unavailable();
    // A keychain that lost the secret, or is itself gone, must not keep the row; one that is locked still holds the
    // secret, and the row says so.
    if (gone !== null) {
      await store.writer.removeAccount(service);
      return { credential: null, left: gone };
    }
    try {
      const text = await secrets.get(service);
      await secrets.remove(service);
      await store.writer.removeAccount(service);
      const credential = text === null ? null : readable(service, text);
      const isUnread = text !== null && credential === null;
      return { credential, left: isUnread ? 'What the keychain held was not readable.' : null };
    } catch (error) {
      if (!mayStay || !(error instanceof AppError)) throw error;
      await store.writer.leaveAccountBehind(service);
      return { credential: null, left: null };
    }
  }

  return {
    async find<S extends Service>(service: S) {
      const held = session.get(service) as CredentialOf[S] | undefined;
      if (held) return { kept: 'session' as const, credential: held };
      const row = await rowOf(service);
      if (row && !row.leftBehind) {
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
    },

    async keep<S extends Service>(service: S, credential: CredentialOf[S], facts: AccountFacts) {
      const noKeychain = (await secrets.unavailable()) ?? (await refusalOf(service, credential));
      locked = noKeychain;
      if (noKeychain === null) {
        session.delete(service);
        await store.writer.saveAccount(service, facts);
        return;
      }
      log.warn({ service, noKeychain }, 'kept for this session only');
      // The older secret would be used again after a restart: by who connects another, it must not be.
      const row = await rowOf(service);
      if (row && (row.endsIn !== facts.endsIn || row.label !== facts.label))
        await store.writer.leaveAccountBehind(service);
      session.set(service, credential);
      unstored.set(service, facts);
    },

    /** After a test of what is kept there; of a service that did not answer stays what it had told. */
    async note(service: Service, kept: KeptIn, facts: AccountFacts) {
      const before = kept === 'keychain' ? await rowOf(service) : unstored.get(service);
      const { label = null, expiresAt = null } = before ?? {};
      const now = facts.problem ? { ...facts, label, expiresAt } : facts;
      if (kept === 'keychain') await store.writer.saveAccount(service, now);
      else unstored.set(service, now);
    },

    /** What may be told of it without asking the keychain. */
    async told(service: Service) {
      const row = await rowOf(service);
      const isStored = row !== undefined && !row.leftBehind;
      const elsewhere = environment.variable(service) ? 'environment' : null;
      const kept: KeptIn | null = session.has(service) ? 'session' : isStored ? 'keychain' : elsewhere;
      const facts = kept === 'keychain' ? row : kept && unstored.get(service);
      const left: Problem =
        kept === null && row ? { code: 'NOT_CONNECTED', detail: leftBehind(row.endsIn) } : null;
      return { kept, facts: facts ?? null, left };
    },

    /** Whether there is something to forget. */
    isKnown: async (service: Service): Promise<boolean> =>
      session.has(service) || (await rowOf(service)) !== undefined,

    /**
     * Here, not at the service. Answers what was taken away. Throws NOT_CONNECTED where the keychain is locked and nothing
     * was forgotten.
     */
    async forget<S extends Service>(service: S) {
      const held = session.get(service) as CredentialOf[S] | undefined;
      const row = await rowOf(service);
      session.delete(service);
      unstored.delete(service);
      const out = row && (await takeOut(service, held !== undefined || row.leftBehind));
      return { credentials: [held, out?.credential].filter((one) => one != null), left: out?.left ?? null };
    },

    noKeychain: async (): Promise<string | null> => (await secrets.unavailable()) ?? locked,
  };
}

/** Null for what is damaged or of another version. */
function readable<S extends Service>(service: S, text: string): CredentialOf[S] | null {
  try {
    return fromText(service, text);
  } catch {
    return null;
  }
}

const leftBehind = (endsIn: string | null): string =>
  `The keychain was locked and still holds an older secret${endsIn ? ` that ends in ${endsIn}` : ''}, which is not used any more: unlock it and remove this account, or withdraw it at the service.`;
