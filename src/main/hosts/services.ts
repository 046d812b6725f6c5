import { setTimeout as wait } from 'node:timers/promises';
import type { createDrive } from '../connectors/drive/drive.ts';
import { createDeals, hubspotAccount } from '../connectors/hubspot/deals.ts';
import { createKeychain } from '../connectors/keychain/keychain.ts';
import { modelAccounts } from '../connectors/model-accounts/index.ts';
import { createFileCache } from '../connectors/net/file-cache.ts';
import { createRetry } from '../connectors/net/retry.ts';
import { once } from '../core/once.ts';
import type { Clock, DealsPort, Log, Pause, Secrets } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import type { Environment } from './environment.ts';
import type { createEvents } from './events.ts';
import { fetchedFolderIn } from './home.ts';
import { createMetaPart, type MetaPart } from './meta.ts';
import { createModelAccess, type ModelAccess } from './model-access.ts';
import { createServiceTally } from './service-tally.ts';

/** What of this process speaks with services outside, each with the credentials of its account. */
export interface Services {
  readonly secrets: Secrets;
  readonly accounts: Accounts;
  readonly drive: () => Promise<ReturnType<typeof createDrive>>;
  readonly meta: MetaPart;
  readonly hubspot: DealsPort;
  readonly models: ModelAccess;
  /** Writes down what was counted of their calls. */
  keep(): Promise<void>;
}

/** Google's packages take longer to load than the rest of the app, so they come when they are first needed. */
const openDrive = async (...parts: Parameters<typeof createDrive>) =>
  (await import('../connectors/drive/drive.ts')).createDrive(...parts);

const retry = createRetry(Math.random);
export const pause: Pause = (ms, signal) => wait(ms, undefined, { signal });

export function createServices(parts: {
  readonly home: string;
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly events: ReturnType<typeof createEvents>;
  readonly log: Log;
}): Services {
  const { home, store, environment, clock, events, log } = parts;
  const { bases } = environment;
  const cache = createFileCache(
    fetchedFolderIn(home),
    async () => (await store.reader.settings()).drive_cache_gb * 1e9,
  );
  const tally = createServiceTally({ writer: store.writer, clock, log });
  const drive = once(() => openDrive(accounts.credentials, bases, cache, tally.counting('google', retry)));
  const secrets = createKeychain(home);
  const accounts: Accounts = createAccounts({
    secrets,
    store,
    environment,
    checks: {
      google: {
        check: async (...asked) => (await drive()).account.check(...asked),
        revoke: async (...asked) => (await drive()).account.revoke?.(...asked),
      },
      ...modelAccounts(bases, retry),
      meta: { check: async (...asked) => (await meta.account()).check(...asked) },
      hubspot: hubspotAccount({ base: bases.hubspot, retry: tally.counting('hubspot', retry) }),
    },
    beginSignIn: async (client) => (await drive()).beginSignIn(client),
    clock,
    events,
    log,
  });
  const meta = createMetaPart({ accounts, environment, cache, store, pause, retry, clock, tally, log });
  const hubspot = createDeals({
    credential: () => accounts.credentials.of('hubspot'),
    base: bases.hubspot,
    retry: tally.counting('hubspot', retry),
  });
  return {
    secrets,
    accounts,
    drive,
    meta,
    hubspot,
    models: createModelAccess(accounts, bases),
    keep: tally.keep,
  };
}
