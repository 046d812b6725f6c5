import type { Retry } from '../connectors/net/retry.ts';
import type {
  AccountCheck,
  AdAccountPort,
  ApiKey,
  Clock,
  ConversionsPort,
  MetaAds,
  Pause,
} from '../ports.ts';
import type { Store } from '../store/index.ts';
import type { Accounts } from './accounts.ts';
import type { Environment } from './environment.ts';

/** Meta's package is large, so it comes when it is first needed. */
const load = () => import('../connectors/meta/meta.ts');

export interface MetaPart {
  ads(): Promise<MetaAds>;
  account(): Promise<AccountCheck<ApiKey>>;
  /** For the executor of what a person has approved. */
  readonly adAccount: AdAccountPort;
  readonly conversions: ConversionsPort;
}

/** The way to Meta with everything it needs of this process; one for all, since it keeps the line of each account. */
export function createMetaPart(parts: {
  readonly accounts: Pick<Accounts, 'credentials'>;
  readonly environment: Pick<Environment, 'bases' | 'metaVersion' | 'metaAccounts'>;
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly pause: Pause;
  readonly retry: Retry;
  readonly clock: Clock;
}): MetaPart {
  const { accounts, environment, store, pause, retry, clock } = parts;
  const address = { base: environment.bases.meta, version: environment.metaVersion };
  const open = async () =>
    (await load()).createMeta({
      credentials: accounts.credentials,
      address,
      pause,
      retry,
      clock,
      pauses: {
        until: async (id) => (await store.reader.metaAccount(id))?.pausedUntil ?? null,
        set: (id, until) => store.writer.pauseMeta(id, until),
      },
    });
  let opened: ReturnType<typeof open> | undefined;
  const whole = () => {
    opened ??= open();
    return opened;
  };
  const adAccount = async () => (await whole()).adAccount(environment.metaAccounts);
  return {
    ads: async () => (await whole()).ads,
    conversions: { send: async (...asked) => (await whole()).conversions.send(...asked) },
    account: async () => (await load()).metaAccount({ address, pause, retry, clock }),
    adAccount: {
      account: async () => (await adAccount()).account(),
      read: async (...asked) => (await adAccount()).read(...asked),
      apply: async (...asked) => (await adAccount()).apply(...asked),
    },
  };
}
