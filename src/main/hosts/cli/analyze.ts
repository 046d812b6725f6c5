import { type AnalyzeResult, AppError, errors, type Job } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { fromUser } from '../home.ts';
import { adColumns } from './ads.ts';
import { call } from './client.ts';
import { dim, table, writeResult } from './output.ts';
import { createProgressLine } from './progress-line.ts';
import type { Flags } from './verbs.ts';

const ended: readonly Job['state'][] = ['done', 'failed', 'cancelled', 'waiting', 'paused'];

const lookAgainMs = 2000;

/** Starts (or joins) the job, shows how far it is, and answers with its result. Ctrl-C cancels; twice gives up at once. */
export async function analyze(app: App, paths: readonly string[], flags: Flags): Promise<number> {
  if (paths.length === 0)
    throw new AppError('INVALID_INPUT', 'Name a folder or a file: titan analyze <folder>.');
  const max = flags.max === undefined ? undefined : Number(flags.max);
  const finished = Promise.withResolvers<Job>();
  const line = createProgressLine(process.stderr, () => performance.now());
  let jobId: string | undefined;
  let early: Job | undefined;
  const see = (job: Job): void => {
    if (jobId === undefined) early = job;
    if (job.id !== jobId) return;
    line.show(job);
    if (ended.includes(job.state)) finished.resolve(job);
  };
  const unsubscribe = app.subscribe((event) => {
    if (event.type === 'job') see(event.job);
  });
  let interrupts = 0;
  let looking: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) process.exit(errors.CANCELLED.exit);
    cancel();
  };
  const cancel = (): void => {
    if (jobId === undefined) return;
    call(app, 'jobs.cancel', { job_id: jobId }).catch((error: AppError) => {
      // It has just ended by itself, which is told by its event.
      if (error.code !== 'CONFLICT') finished.reject(error);
    });
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const input = {
      paths: paths.map(fromUser),
      fresh: flags.fresh ?? false,
      ...(max !== undefined && { max }),
    };
    jobId = (await call(app, 'ingest.analyze', input)).job_id;
    if (early?.id === jobId) see(early);
    if (interrupts > 0) cancel();
    // It may have ended before the first event came, and an event is lost with a process that is killed.
    const id = jobId;
    const look = (): Promise<void> =>
      call(app, 'jobs.get', { job_id: id }).then(({ job }) => see(job), finished.reject);
    await look();
    looking = setInterval(look, lookAgainMs);
    const job = await finished.promise;
    line.end();
    const result = await call(app, 'ingest.result', { job_id: jobId });
    await writeResult(flags.json ? JSON.stringify(result) : report(result), flags.out);
    return exitCode(job, result);
  } finally {
    clearInterval(looking);
    unsubscribe();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function exitCode(job: Job, result: AnalyzeResult): number {
  if (job.state === 'cancelled') return errors.CANCELLED.exit;
  if (job.error) {
    process.stderr.write(`${job.error.message} ${job.error.next_step}\n`);
    return errors[job.error.code].exit;
  }
  return result.ads.length > 0 ? 0 : 1;
}

function report({ ads, counts, failures, skipped }: AnalyzeResult): string {
  const parts: string[] = [];
  const ranked = [...ads].sort((a, b) => (b.score.overall ?? -1) - (a.score.overall ?? -1));
  if (ranked.length > 0) parts.push(table(ranked, adColumns));
  if (failures.length > 0) {
    parts.push(
      table(failures, [
        { head: 'failed', cell: (row) => row.path },
        { head: 'code', cell: (row) => row.code },
        { head: 'why and what next', max: 120, cell: (row) => `${row.message} ${row.next_step}` },
      ]),
    );
  }
  if (skipped.length > 0) {
    parts.push(
      table(skipped, [
        { head: 'skipped', cell: (row) => row.path },
        { head: 'reason', max: 120, cell: (row) => row.reason },
      ]),
    );
  }
  const { found, analyzed, reused, failed } = counts;
  parts.push(
    `${found} found: ${analyzed} analyzed, ${reused} unchanged, ${failed} failed, ${counts.skipped} skipped.`,
    dim('Score: share of the checklist, an uncalibrated prior and not a chance of winning.'),
  );
  return parts.join('\n\n');
}
