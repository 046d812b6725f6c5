import type { Job, JobId } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import { onInterrupt, unlessOver } from './interrupts.ts';
import { say } from './output.ts';
import { createProgressLine } from './progress-line.ts';

const ended: readonly Job['state'][] = ['done', 'failed', 'cancelled', 'waiting', 'paused'];

const lookAgainMs = 2000;
/** A rest of a limit or an outage that is no longer than this is sat out; a batch takes hours. */
const shortRestMs = 10 * 60_000;

const isOver = ({ state, error, resumes_at }: Job): boolean =>
  ended.includes(state) &&
  !(error && resumes_at !== null && Date.parse(resumes_at) - Date.now() <= shortRestMs);

/**
 * Starts (or joins) a job and shows how far it is until it ends, or somebody pauses it. Ctrl-C cancels it; twice gives up
 * at once.
 */
export async function follow(app: App, start: () => Promise<JobId | null>): Promise<Job | null> {
  const finished = Promise.withResolvers<Job>();
  const line = createProgressLine(process.stderr, () => performance.now());
  let jobId: JobId | undefined;
  let early: Job | undefined;
  let queued = false;
  const see = (job: Job): void => {
    if (jobId === undefined) early = job;
    if (job.id !== jobId) return;
    line.show(job);
    queued = job.state === 'queued';
    if (isOver(job)) finished.resolve(job);
  };
  const unsubscribe = app.subscribe((event) => {
    if (event.type === 'job') see(event.job);
  });
  let looking: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    if (jobId === undefined) return;
    call(app, 'jobs.cancel', { job_id: jobId }).catch(unlessOver(finished.reject));
  };
  const interrupts = onInterrupt(cancel);
  try {
    const id = await start();
    if (id === null) return null;
    jobId = id;
    if (early?.id === jobId) see(early);
    if (interrupts.pressed()) cancel();
    // It may have ended before the first event came, and an event is lost with a process that is killed.
    const look = (): Promise<void> =>
      call(app, 'jobs.get', { job_id: id }).then(({ job }) => see(job), finished.reject);
    await look();
    let told = false;
    looking = setInterval(() => {
      if (queued && !told) say('Another job runs first; this one begins when it is over.');
      told ||= queued;
      void look();
    }, lookAgainMs);
    const job = await finished.promise;
    line.end();
    if (job.state === 'paused' && !job.error)
      say(
        `${job.title} was paused: titan call jobs.resume '{"job_id":"${job.id}"}', or the window, goes on.`,
      );
    return job;
  } finally {
    clearInterval(looking);
    unsubscribe();
    interrupts.off();
  }
}
