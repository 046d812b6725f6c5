import type { Job } from '../../contract/index.ts';
import type { JobWork } from '../jobs/runner.ts';
import type { AdSource, Clock } from '../ports.ts';
import { listRefresh, refreshItem } from '../stages/refresh-meta.ts';
import type { Store } from '../store/index.ts';
import type { MetaPart } from './meta.ts';

/** Its steps are no files. */
const noFiles: Pick<AdSource, 'fetchAhead' | 'fetch'> = {
  fetchAhead: 0,
  fetch: async () => () => undefined,
};

export interface RefreshWorkParts {
  readonly meta: Pick<MetaPart, 'ads'>;
  readonly store: Pick<Store, 'reader' | 'writer'>;
  /** The ad accounts that are read where a job names none. */
  readonly metaAccounts: readonly string[];
  readonly clock: Clock;
  /** Once all is read: what waits or was stopped has read only a part. */
  follows(): Promise<void>;
  /** After one that came to its end. */
  done(job: Job): Promise<void>;
}

/** What a job of the kind `refresh` does. */
export const refreshWork = ({
  meta,
  store,
  metaAccounts,
  clock,
  follows,
  done,
}: RefreshWorkParts): JobWork => ({
  async start(jobId) {
    const { accounts, daysBack } = await store.reader.refreshPayload(jobId);
    const payload = { daysBack, accounts: accounts.length > 0 ? accounts : metaAccounts };
    const ports = { ads: await meta.ads(), ...store, clock };
    return {
      source: noFiles,
      asks: true,
      list: (signal, onBatch) => listRefresh(ports, jobId, payload, signal, onBatch),
      async run(item, _memory, signal) {
        const ended = new AbortController();
        try {
          return await refreshItem(ports, item, AbortSignal.any([signal, ended.signal]));
        } finally {
          // Of a step that failed, what was asked for beside it.
          ended.abort();
        }
      },
    };
  },
  follows,
  finished: async (job) => {
    if (job.state === 'done') await done(job);
  },
});
