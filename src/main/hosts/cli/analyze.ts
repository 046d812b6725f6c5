import { existsSync } from 'node:fs';
import { type AnalyzeResult, AppError, errors, type Job } from '../../../contract/index.ts';
import { isDriveId, isDriveLink } from '../../core/ingest/drive-link.ts';
import { metaAccountIn } from '../../core/ingest/meta-place.ts';
import type { App } from '../app.ts';
import { fromUser } from '../home.ts';
import { columnsFor } from './ads.ts';
import { call } from './client.ts';
import { councilFlags, estimate, judge } from './council.ts';
import { follow } from './follow.ts';
import { sharedText } from './learnt.ts';
import type { Flags } from './options.ts';
import { dim, table, writeResult } from './output.ts';

/** Starts (or joins) the job, shows how far it is, and answers with its result. With `--words` their reading is waited for. */
export async function analyze(app: App, paths: readonly string[], flags: Flags): Promise<number> {
  if (paths.length === 0)
    throw new AppError('INVALID_INPUT', 'Name a folder, a file or a Drive link: titan analyze <folder>.');
  const max = flags.max === undefined ? undefined : Number(flags.max);
  const how = { fresh: flags.fresh ?? false, ...(max !== undefined && { max }) };
  const council = councilFlags(flags);
  let judging: Promise<Job | null> = Promise.resolve(null);
  const job = (await follow(app, async () => {
    const id = await start(app, paths, how);
    // Beside the analysis: services are slow, and the first ads are there soon.
    if (council && !flags.estimate) judging = judge(app, id, council);
    judging.catch(() => undefined); // told below
    return id;
  })) as Job;
  const words =
    flags.words && job.state === 'done'
      ? await follow(app, async () => (await call(app, 'measure.words', { job_id: job.id })).job_id)
      : null;
  const judged = await judging;
  if (council && flags.estimate) await estimate(app, job, council);
  const result = await call(app, 'ingest.result', { job_id: job.id });
  await writeResult(
    flags.json ? JSON.stringify(result) : [report(result), ...(await sharedByTop(app))].join('\n\n'),
    flags.out,
  );
  const unfinished = [job, words, judged].find((one) => one && one.state !== 'done');
  return exitCode(unfinished ?? job, result);
}

/** What ads that did better share, once results have taught it. */
async function sharedByTop(app: App): Promise<string[]> {
  const learnt = await call(app, 'learn.patterns', {}).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_ENOUGH_DATA') return null;
    throw error;
  });
  return learnt ? sharedText(learnt) : [];
}

/** What exists on the disk is a path; a link or an id of Google Drive goes there, and meta:… to the ads that run. */
async function start(
  app: App,
  [first = '', ...more]: readonly string[],
  how: { fresh: boolean; max?: number },
): Promise<string> {
  const account = metaAccountIn(first);
  if (account !== undefined && !existsSync(fromUser(first))) {
    if (more.length > 0) throw new AppError('INVALID_INPUT', 'Name one ad account at a time.');
    return (await call(app, 'ingest.analyzeMeta', { ...(account !== null && { account }), ...how })).job_id;
  }
  const isDrive = isDriveLink(first) || (isDriveId(first) && !existsSync(fromUser(first)));
  if (!isDrive)
    return (await call(app, 'ingest.analyze', { paths: [first, ...more].map(fromUser), ...how })).job_id;
  if (more.length > 0) throw new AppError('INVALID_INPUT', 'Name one Drive link at a time.');
  return (await call(app, 'ingest.analyzeDrive', { link: first, ...how })).job_id;
}

function exitCode(job: Job, result: AnalyzeResult): number {
  if (job.state === 'cancelled') return errors.CANCELLED.exit;
  if (job.error) {
    process.stderr.write(`${job.error.message} ${job.error.next_step}\n`);
    return errors[job.error.code].exit;
  }
  return job.state !== 'paused' && result.ads.length > 0 ? 0 : 1;
}

function report({ ads, counts, failures, skipped }: AnalyzeResult): string {
  const parts: string[] = [];
  const ranked = [...ads].sort((a, b) => (b.score.overall ?? -1) - (a.score.overall ?? -1));
  if (ranked.length > 0) parts.push(table(ranked, columnsFor(ranked)));
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
    ...(ads[0] ? [dim(`Score: share of the checklist; ${ads[0].score.basis}.`)] : []),
  );
  return parts.join('\n\n');
}
