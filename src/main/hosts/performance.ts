import { stat } from 'node:fs/promises';
import type { Backup, Performance } from '../../contract/index.ts';
import { addDays } from '../core/learn/meta/days.ts';
import { bytesIn, picturesSize } from './folder-size.ts';
import { fetchedFolderIn } from './home.ts';
import type { Owner } from './owner.ts';

/** More dots than this cannot be told apart. */
const shownRuns = 60;

type Parts = Pick<Owner, 'store' | 'home' | 'clock'>;

/** How the app itself does over the newest days, today included. */
export async function showPerformance({ store, home, clock }: Parts, days: number): Promise<Performance> {
  const { reader } = store;
  const now = clock.now();
  const until = now.slice(0, 10);
  const since = addDays(until, 1 - days);
  const [settings, jobDays, costDays, council, director] = await Promise.all([
    reader.settings(),
    reader.jobDays(since),
    reader.costDays(since),
    reader.dearest('council', since),
    reader.dearest('director', since),
  ]);
  const every = Array.from({ length: days }, (_, at) => addDays(since, at));
  const filled = <T extends { readonly day: string }>(known: readonly T[], nothing: Omit<T, 'day'>): T[] => {
    const of = new Map(known.map((one) => [one.day, one]));
    return every.map((day) => of.get(day) ?? ({ ...nothing, day } as T));
  };
  return {
    since,
    until,
    jobs: {
      unfinished: await reader.unfinishedCount(),
      days: filled(jobDays, { done: 0, failed: 0, cancelled: 0 }),
      kinds: await reader.jobKinds(since),
    },
    runs: await reader.timedRuns(since, shownRuns),
    files: await reader.filesSeen(since),
    errors: await reader.errorsSeen(since),
    models: await reader.modelCalls(since),
    cost: {
      days: filled(costDays, { council_usd: 0, director_usd: 0 }),
      ceilings: [
        { use: 'council', ceiling_usd: settings.council_ceiling_usd, dearest: council },
        { use: 'director', ceiling_usd: settings.director_ceiling_usd, dearest: director },
      ],
    },
    services: await reader.serviceCalls(since),
    meta_accounts: await reader.metaLimits(now),
    storage: await storageOf({ store, home }, settings.drive_cache_gb),
  };
}

async function storageOf(
  { store, home }: Pick<Parts, 'store' | 'home'>,
  cacheGb: number,
): Promise<Performance['storage']> {
  const aside = (await store.keptAside()).map(({ bytes }) => ({ reason: 'restore', bytes }));
  const backups = [...(await store.backups()), ...aside];
  return {
    library_bytes: (await stat(store.file)).size,
    pictures: await picturesSize(store),
    cache_bytes: await bytesIn(fetchedFolderIn(home)),
    cache_limit_bytes: cacheGb * 1e9,
    backups: Object.entries(store.keptBackups).map(([name, most]) => {
      const reason = name as Backup['reason'];
      const kept = backups.filter((one) => one.reason === reason);
      const bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
      return { reason, count: kept.length, kept_at_most: most, bytes };
    }),
    free_bytes: await store.reader.freeBytes(),
  };
}
