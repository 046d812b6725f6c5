import { onTestFinished } from 'vitest';
import type { AccountResults } from '../../../src/contract/index.ts';
import { createMetaClient } from '../../../src/main/connectors/meta/client.ts';
import { createMeta } from '../../../src/main/connectors/meta/meta.ts';
import { createRetry } from '../../../src/main/connectors/net/retry.ts';
import { accountResults } from '../../../src/main/core/learn/meta/results.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { refreshWork } from '../../../src/main/hosts/refresh-work.ts';
import { createRunner } from '../../../src/main/jobs/runner.ts';
import type { Log, RefreshPayload, ServiceTally } from '../../../src/main/ports.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { type MetaEmulatorOptions, metaEmulator } from '../../emulators/meta/emulator.ts';
import { tempFolder } from '../temp-folder.ts';
import { credentials, token } from './token.ts';
import { type AccountPlan, makeAccounts, type SimAccount, type SimAdSet } from './world.ts';

/** Noon in London; night in Los Angeles, evening in Tokyo. */
export const startMs = Date.parse('2026-10-20T12:00:00Z');

/** The real connector, store and runner against the emulator; the clock is virtual, and waiting moves it on. */
export async function openMeta(
  plans: readonly AccountPlan[],
  options: Partial<MetaEmulatorOptions> & {
    readonly days?: number;
    readonly answerMs?: number;
    readonly version?: string;
  } = {},
) {
  let nowMs = startMs;
  const accounts = makeAccounts(plans, options.days ?? 90, startMs + 40 * 86_400_000, 7);
  const emulator = await metaEmulator({ accounts, nowMs: () => nowMs, token, ...options });
  onTestFinished(() => emulator.close());
  const home = tempFolder();
  const clock = { now: () => new Date(nowMs).toISOString(), monotonicMs: () => nowMs };
  const store = await openStore(home, clock.now, () => []);
  const rests: number[] = [];
  const pause = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    rests.push(ms);
    nowMs += ms;
  };
  const told: string[] = [];
  const tell = (fields: object, text: string) =>
    void told.push(
      `${text} ${JSON.stringify(fields, Object.getOwnPropertyNames((fields as { error?: object }).error ?? {}))}`,
    );
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
  const asked = { answered: 0, failed: 0, limited: 0 };
  const tally: ServiceTally = {
    asked(_service, end) {
      asked[end] += 1;
    },
    waits: () => undefined,
    used: () => undefined,
  };
  const parts = {
    pause,
    retry: createRetry(() => 0.5, pause),
    credentials,
    address: { base: emulator.origin, version: options.version ?? null },
    clock,
    log,
    tally,
    answerMs: options.answerMs,
    pauses: {
      until: async (id: string) => (await store.reader.metaAccount(id))?.pausedUntil ?? null,
      set: (id: string, until: string | null) => store.writer.pauseMeta(id, until),
    },
  };
  const { reader, writer } = store;
  const events = createEvents();
  const newRunner = () =>
    createRunner({
      reader,
      writer,
      events,
      clock,
      log,
      parallel: async () => 1,
      work: {
        refresh: refreshWork({
          meta: { ads: async () => createMeta(parts).ads },
          store,
          metaAccounts: [],
          clock,
          follows: async () => events.flush(),
          done: async () => undefined,
        }),
      },
    });
  const runner = newRunner();
  onTestFinished(async () => {
    await runner.close();
    store.close();
  });

  async function finished(jobId: string) {
    for (;;) {
      const job = await reader.job(jobId);
      if (job && ['done', 'failed', 'cancelled'].includes(job.state)) return job;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return {
    accounts,
    emulator,
    store,
    home,
    rests,
    told,
    asked,
    runner,
    newRunner,
    clock,
    client: createMetaClient(parts),
    parts,
    nowMs: () => nowMs,
    passDays: (days: number) => {
      nowMs += days * 86_400_000;
    },
    finished,
    async start(payload: Partial<RefreshPayload> = {}) {
      const job = await writer.createRefreshJob({ daysBack: 30, accounts: [], ...payload }, clock.now());
      runner.enqueue(job);
      return job.id;
    },
    async refresh(payload: Partial<RefreshPayload> = {}) {
      const job = await finished(await this.start(payload));
      return { job, failures: await reader.failures(job.id) };
    },
    async insights(range: { since?: string; until?: string } = {}): Promise<AccountResults[]> {
      const asked = { since: range.since ?? null, until: range.until ?? null, account: null };
      return (await reader.metaResults(asked)).map(accountResults);
    },
  };
}

export type Meta = Awaited<ReturnType<typeof openMeta>>;

/** Of the first account, which most worlds have alone. */
export function accountOf({ accounts: [account] }: Meta): SimAccount {
  if (!account) throw new Error('There is no account.');
  return account;
}
export function setOf(meta: Meta): SimAdSet {
  const [set] = accountOf(meta).adSets;
  if (!set) throw new Error('There is no ad set.');
  return set;
}
export const about = (meta: Meta) => ({ account: accountOf(meta).id, what: 'It' });
