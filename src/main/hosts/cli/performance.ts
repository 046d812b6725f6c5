import { AppError, type CouncilRecord, type Performance, type ReportCard } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { table, writeResult } from './output.ts';

const right = { align: 'right' as const };

export async function performance(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length > 0) throw new AppError('INVALID_INPUT', 'titan performance takes no names.');
  const days = flags['days-back'] === undefined ? 30 : Number(flags['days-back']);
  const seen = await call(app, 'health.performance', { days });
  const record = await call(app, 'council.record', {});
  const predictions = await call(app, 'learn.report', {}).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_ENOUGH_DATA') return null;
    throw error;
  });
  const whole = { ...seen, judges: record.judges, predictions: predictions?.versions ?? null };
  await writeResult(flags.json ? JSON.stringify(whole) : textOf(seen, record, predictions), flags.out);
  return 0;
}

const textOf = (seen: Performance, record: CouncilRecord, predictions: ReportCard | null): string =>
  [
    `${seen.since} to ${seen.until}, days of UTC; ${seen.jobs.unfinished} jobs have not ended.`,
    jobsText(seen),
    errorsText(seen),
    modelsText(seen),
    servicesText(seen),
    storageText(seen),
    recordText(record, predictions),
  ].join('\n\n');

function jobsText({ jobs, runs, files }: Performance): string {
  if (jobs.kinds.length === 0) return 'No job ended in these days.';
  const sum = (of: 'seconds' | 'analyzed' | 'media_s'): number =>
    runs.reduce((total, run) => total + run[of], 0);
  const seconds = sum('seconds');
  const looked = files.analyzed + files.reused;
  return [
    table(jobs.kinds, [
      { head: 'jobs', cell: ({ kind }) => kind },
      { head: 'done', ...right, cell: ({ done }) => String(done) },
      { head: 'failed', ...right, cell: ({ failed }) => String(failed) },
      { head: 'cancelled', ...right, cell: ({ cancelled }) => String(cancelled) },
      { head: 'usual s', ...right, cell: ({ usual_s }) => usual_s?.toFixed(1) ?? '–' },
      { head: 'longest s', ...right, cell: ({ longest_s }) => longest_s?.toFixed(1) ?? '–' },
    ]),
    seconds > 0
      ? `${((60 * sum('analyzed')) / seconds).toFixed(1)} ads measured a minute, ${(sum('media_s') / seconds).toFixed(1)} s of video a second, over ${runs.length} runs.`
      : 'No analysis that measured something went through without an interruption.',
    looked > 0
      ? `${((100 * files.reused) / looked).toFixed(0)} % of ${looked} files were known already.`
      : 'No file was looked at.',
  ].join('\n');
}

const errorsText = ({ errors }: Performance): string =>
  errors.length === 0
    ? 'No errors.'
    : table(errors, [
        { head: 'error', cell: ({ code }) => code },
        { head: 'times', ...right, cell: ({ times }) => String(times) },
        { head: 'last', cell: ({ last_at }) => last_at },
        { head: 'message', max: 80, cell: ({ message }) => message },
        { head: 'what to do', max: 80, cell: ({ next_step }) => next_step },
      ]);

function modelsText({ models, cost }: Performance): string {
  const asked =
    models.length === 0
      ? 'No model was asked.'
      : table(models, [
          { head: 'model', cell: ({ service }) => service ?? 'not known any more' },
          { head: 'for', cell: ({ use }) => use },
          { head: 'calls', ...right, cell: ({ calls }) => String(calls) },
          { head: 'failed', ...right, cell: ({ failed }) => String(failed) },
          { head: 'slowed down', ...right, cell: ({ limited }) => String(limited) },
          { head: 'USD', ...right, cell: ({ cost_usd }) => cost_usd.toFixed(4) },
          { head: 'last problem', max: 60, cell: ({ last_problem }) => last_problem?.text ?? '' },
        ]);
  const ceilings = cost.ceilings.map(
    ({ use, ceiling_usd, dearest }) =>
      `Ceiling of the ${use}: ${ceiling_usd.toFixed(2)} USD${dearest ? `; nearest to its own came ${dearest.cost_usd.toFixed(4)} of ${dearest.ceiling_usd.toFixed(2)} USD` : ''}.`,
  );
  return [asked, ...ceilings].join('\n');
}

function servicesText({ services, meta_accounts }: Performance): string {
  if (services.length === 0) return 'Meta, Drive and HubSpot were not asked.';
  const limits = meta_accounts.map(({ name, used_percent, read_at, paused_until }) =>
    [
      `${name}:`,
      used_percent === null ? 'no limit told' : `${used_percent.toFixed(0)} % of a limit used at ${read_at}`,
      ...(paused_until === null ? [] : [`left alone until ${paused_until}`]),
    ].join(' '),
  );
  return [
    table(services, [
      { head: 'service', cell: ({ service }) => service },
      { head: 'requests', ...right, cell: ({ calls }) => String(calls) },
      { head: 'failed', ...right, cell: ({ failed }) => String(failed) },
      { head: 'slowed down', ...right, cell: ({ limited }) => String(limited) },
      { head: 'waited s', ...right, cell: ({ waited_s }) => waited_s.toFixed(1) },
    ]),
    ...limits,
  ].join('\n');
}

function storageText({ storage }: Performance): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const { library_bytes, pictures, cache_bytes, cache_limit_bytes, backups, free_bytes } = storage;
  const rows = [
    { what: 'library', bytes: library_bytes, limit: `${mb(free_bytes)} MB free` },
    { what: 'pictures', bytes: pictures.bytes, limit: pictures.estimated ? 'estimated' : '' },
    { what: 'fetched files', bytes: cache_bytes, limit: `${mb(cache_limit_bytes)} MB` },
    ...backups.map(({ reason, count, kept_at_most, bytes }) => ({
      what: `backups, ${reason}`,
      bytes,
      limit:
        reason === 'restore'
          ? `${count} kept: the last ${kept_at_most}, and all of two weeks`
          : `${count} of ${kept_at_most} kept`,
    })),
  ];
  return table(rows, [
    { head: 'on disk', cell: ({ what }) => what },
    { head: 'MB', ...right, cell: ({ bytes }) => mb(bytes) },
    { head: 'limit', cell: ({ limit }) => limit },
  ]);
}

function recordText({ judges }: CouncilRecord, predictions: ReportCard | null): string {
  const judged =
    judges.length === 0
      ? 'The council has judged no ad.'
      : table(judges, [
          { head: 'judge', cell: ({ judge }) => judge },
          { head: 'votes', ...right, cell: ({ votes }) => String(votes) },
          { head: 'results', ...right, cell: ({ results }) => String(results) },
          { head: 'Brier', ...right, cell: ({ brier }) => brier?.toFixed(3) ?? '–' },
          { head: 'rank corr.', ...right, cell: ({ spearman }) => spearman?.toFixed(2) ?? '–' },
          { head: '', cell: ({ says }) => says },
        ]);
  const foretold = predictions
    ? `Predictions: ${predictions.says}. titan report has each version.`
    : 'Predictions: not enough data.';
  return `${judged}\n\n${foretold}`;
}
