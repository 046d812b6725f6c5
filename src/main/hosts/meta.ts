import { AppError } from '../../contract/index.ts';
import type { FileCache } from '../connectors/net/file-cache.ts';
import type { Retry } from '../connectors/net/retry.ts';
import { once } from '../core/once.ts';
import type {
  AccountCheck,
  AdAccountPort,
  AdSource,
  ApiKey,
  Clock,
  ConversionsPort,
  DraftsPort,
  Log,
  MetaAds,
  MetaNowPort,
  Pause,
  ServiceTally,
} from '../ports.ts';
import { listLiveAds } from '../stages/ingest-meta.ts';
import type { Store } from '../store/index.ts';
import type { Accounts } from './accounts.ts';
import type { Environment } from './environment.ts';

/** Meta's package is large, so it comes when it is first needed. */
const load = () => import('../connectors/meta/meta.ts');

export interface MetaPart {
  ads(): Promise<MetaAds>;
  account(): Promise<AccountCheck<ApiKey>>;
  /** The videos and images of the ads that run in the account a job names. */
  files(): Promise<AdSource>;
  /** For the executor of what a person has approved. */
  readonly adAccount: AdAccountPort;
  /** For questions that somebody waits for. */
  readonly now: MetaNowPort;
  readonly conversions: ConversionsPort;
  readonly drafts: DraftsPort;
}

/** The way to Meta with everything it needs of this process; one for all, since it keeps the line of each account. */
export function createMetaPart(parts: {
  readonly accounts: Pick<Accounts, 'credentials'>;
  readonly environment: Pick<Environment, 'bases' | 'metaVersion' | 'metaAccounts'>;
  readonly cache: FileCache;
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly pause: Pause;
  readonly retry: Retry;
  readonly clock: Clock;
  readonly tally: ServiceTally;
  readonly log: Log;
}): MetaPart {
  const { accounts, environment, cache, store, pause, retry, clock, tally, log } = parts;
  const address = { base: environment.bases.meta, version: environment.metaVersion };
  const whole = once(async () =>
    (await load()).createMeta({
      credentials: accounts.credentials,
      address,
      pause,
      retry,
      clock,
      tally,
      log,
      pauses: {
        until: async (id) => (await store.reader.metaAccount(id))?.pausedUntil ?? null,
        set: (id, until) => store.writer.pauseMeta(id, until),
      },
    }),
  );
  const openFiles = async (): Promise<AdSource> => {
    const { ads, files } = await whole();
    const fetchable = files(cache);
    return fetchable.files(({ meta }, signal) => {
      if (meta === null) throw new AppError('INVALID_INPUT', 'The job names no ad account at Meta.');
      return listLiveAds({ ads, fetchable, writer: store.writer, clock }, meta.account, signal);
    });
  };
  const adAccount = async () => (await whole()).adAccount(environment.metaAccounts);
  return {
    ads: async () => (await whole()).ads,
    files: once(openFiles),
    now: {
      accounts: async (...asked) => (await whole()).now.accounts(...asked),
      ask: async (...asked) => (await whole()).now.ask(...asked),
    },
    conversions: { send: async (...asked) => (await whole()).conversions.send(...asked) },
    drafts: {
      make: async (...asked) => (await whole()).drafts.make(...asked),
      find: async (...asked) => (await whole()).drafts.find(...asked),
    },
    account: async () => (await load()).metaAccount({ address, retry, clock, tally }),
    adAccount: {
      account: async () => (await adAccount()).account(),
      read: async (...asked) => (await adAccount()).read(...asked),
      lastChanged: async (...asked) => (await adAccount()).lastChanged(...asked),
      apply: async (...asked) => (await adAccount()).apply(...asked),
    },
  };
}
