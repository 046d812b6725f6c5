import type { AppEvent, Job } from '../../../contract/index.ts';

export interface RunningJobs {
  receive(event: AppEvent): void;
  /** What would stop if the process ended now. */
  list(): readonly Job[];
}

/** Jobs at work, by what the events tell; paused and waiting ones lose nothing when the app closes. */
export function runningJobs(): RunningJobs {
  const jobs = new Map<string, Job>();
  return {
    receive(event) {
      if (event.type !== 'job') return;
      jobs.delete(event.job.id);
      if (event.job.state === 'running' || event.job.state === 'queued') jobs.set(event.job.id, event.job);
    },
    list: () => [...jobs.values()],
  };
}
