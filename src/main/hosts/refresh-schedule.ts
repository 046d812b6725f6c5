import { setImmediate } from 'node:timers/promises';
import type { Job, RefreshSchedule, Settings } from '../../contract/index.ts';
import { type Ended, type Kept, type Plan, turn } from '../core/learn/meta/schedule.ts';
import { digestText } from '../core/learn/today/digest.ts';
import type { Clock, Events, Log } from '../ports.ts';
import { showToday } from '../stages/today.ts';
import type { Store } from '../store/index.ts';
import type { createEvents } from './events.ts';
import { startRefresh } from './start-refresh.ts';

const minuteMs = 60_000;

/** After a sleep the network comes later than the machine; an account that refuses does so again. */
const passing: ReadonlySet<NonNullable<Job['error']>['code']> = new Set(['OFFLINE', 'TIMEOUT', 'UPSTREAM']);

export interface ScheduleParts {
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly refreshing: { enqueue(job: Job): void };
  readonly events: Events & Pick<ReturnType<typeof createEvents>, 'subscribe'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whose clock the hour of the day is read from; asked for when it is needed, since it is slow to tell. */
  timeZone(): string;
  metaConnected(): Promise<boolean>;
}

const endOf = (job: Job | null): Ended =>
  job?.finished_at
    ? { at: job.finished_at, unreached: job.error !== null && passing.has(job.error.code) }
    : null;

/** Starts the refresh of results at the hour that was chosen, and says what it brought. */
export function createRefreshSchedule(parts: ScheduleParts) {
  const { store, refreshing, events, clock, log, timeZone, metaConnected } = parts;
  const { reader, writer } = store;

  const kept = async (): Promise<Kept | null> => JSON.parse((await reader.fact('refresh')) ?? 'null');
  const lastJob = async ({ job }: Kept): Promise<Job | null> => (job === null ? null : reader.job(job));
  /** Without an account nothing is planned, so that connecting one catches nothing up. */
  const planOf = ({ refresh_hour, refresh_paused }: Settings, connected: boolean): Plan => ({
    timeZone: timeZone(),
    hour: connected ? refresh_hour : null,
    paused: refresh_paused,
  });
  async function look(): Promise<void> {
    const [before, settings] = [await kept(), await reader.settings()];
    if (before === null && settings.refresh_hour === null) return;
    const plan = planOf(settings, settings.refresh_hour !== null && (await metaConnected()));
    const ended = before && endOf(await lastJob(before));
    const { start, keep } = turn(plan, before, ended, clock.now());
    // The job comes first: where the app ends in between, the same one is found again by the next look.
    const job = start && keep ? await startRefresh({ reader, writer, refreshing, clock }) : keep?.job;
    const now = JSON.stringify(keep && { ...keep, job });
    if (now !== JSON.stringify(before)) await writer.setFact('refresh', now);
  }

  let looking = Promise.resolve();
  const lookNext = (): void => {
    looking = looking.then(look).catch((error: unknown) => log.error({ error }, 'the planned refresh'));
  };
  let stop = (): void => undefined;

  return {
    start(): void {
      const timer = setInterval(lookNext, minuteMs);
      timer.unref();
      const unsubscribe = events.subscribe(({ type }) => {
        if (type === 'settings' || type === 'accounts') lookNext();
      });
      stop = () => {
        clearInterval(timer);
        unsubscribe();
      };
      lookNext();
    },
    /** A refresh went through; one that was planned is told of in a line, if that is wanted. */
    async done(job: Job): Promise<void> {
      await looking;
      if (job.id !== (await kept())?.job) return;
      if (!(await reader.settings()).refresh_digest) return;
      const today = await showToday({ reader, clock, metaConnected, rest: () => setImmediate() }, undefined);
      events.emit({ type: 'digest', text: digestText(today) });
    },
    async show(): Promise<RefreshSchedule> {
      const [before, settings, connected] = [await kept(), await reader.settings(), await metaConnected()];
      const job = before && (await lastJob(before));
      const { next } = turn(planOf(settings, connected), before, endOf(job), clock.now());
      const last = job && {
        job_id: job.id,
        state: job.state,
        at: job.finished_at ?? job.created_at,
        error: job.error,
      };
      return { meta_connected: connected, time_zone: timeZone(), next, last };
    },
    async close(): Promise<void> {
      stop();
      await looking;
    },
  };
}

export type RefreshPlan = ReturnType<typeof createRefreshSchedule>;
