import type { AppEvent, Job } from '../../../contract/index.ts';

export interface RunningJobs {
  receive(event: AppEvent): void;
  /** What would stop if the process ended now. */
  list(): readonly Job[];
}

/**
 * Jobs at work that somebody waits for, by what the events tell. Paused and waiting ones lose nothing when the app
 * closes, and the words of ads are read on by themselves at the next start.
 */
export function runningJobs(): RunningJobs {
  const jobs = new Map<string, Job>();
  return {
    receive(event) {
      if (event.type !== 'job' || event.job.kind === 'read') return;
      jobs.delete(event.job.id);
      if (event.job.state === 'running' || event.job.state === 'queued') jobs.set(event.job.id, event.job);
    },
    list: () => [...jobs.values()],
  };
}
