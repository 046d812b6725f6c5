import { AppError, type Today, type TodayAccount } from '../../../contract/index.ts';
import { majorText } from '../../../contract/minor-digits.ts';
import { delayDoubtText, roasText, silenceText } from '../../../contract/words.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { dim, table, writeResult } from './output.ts';

export async function today(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length > 0) throw new AppError('INVALID_INPUT', 'titan today takes no names.');
  const result = await call(app, 'today.show', {});
  await writeResult(flags.json ? JSON.stringify(result) : todayText(result), flags.out);
  return 0;
}

type Figure = TodayAccount['figures'][number];

function todayText({ accounts, links_asked, approvals, failed_jobs, scored, meta_connected }: Today): string {
  const requests = approvals.first.map(({ title, expires_at }) => `  ${title}, until ${expires_at}`);
  const jobs = failed_jobs.newest.map(
    ({ title, code, failed }) => `  ${title}: ${code ?? `${failed} of its items failed`}`,
  );
  return [
    ...(accounts.length > 0
      ? accounts.map(accountText)
      : [meta_connected ? 'No results yet: titan refresh-meta.' : 'No ad account: titan connect meta.']),
    [
      [
        `${approvals.waiting} wait for a person`,
        ...(approvals.aside > 0 ? [`${approvals.aside} set aside`] : []),
        ...(approvals.under_way > 0 ? [`${approvals.under_way} approved and not ended yet`] : []),
        ...(approvals.stopped ? ['everything is stopped'] : []),
      ].join('; '),
      ...requests,
    ].join('\n'),
    [
      `${failed_jobs.jobs} jobs with failures since yesterday${failed_jobs.jobs > jobs.length ? '; the newest' : ''}.`,
      ...jobs,
    ].join('\n'),
    `${scored.ads} ads scored since yesterday.`,
    ...(links_asked > 0 ? [`${links_asked} links with Meta to look at since yesterday: titan links.`] : []),
  ].join('\n\n');
}

function accountText({
  name,
  currency,
  day,
  figures,
  unusual,
  judged,
  tired,
  delay_alarm,
  sales,
  silence,
}: TodayAccount): string {
  if (day === null) return `${name}: no closed day is here yet.`;
  const shown = (metric: Figure['metric'], value: number | null): string =>
    value === null
      ? '–'
      : metric === 'spend'
        ? `${majorText(value, currency)} ${currency}`
        : metric === 'ctr'
          ? `${(100 * value).toFixed(2)} %`
          : metric === 'roas'
            ? value.toFixed(2)
            : String(value);
  const right = { align: 'right' as const };
  const figureTable = table(figures, [
    { head: day, cell: ({ metric, provisional }) => `${metric}${provisional ? ' (provisional)' : ''}` },
    { head: 'value', ...right, cell: ({ metric, value }) => shown(metric, value) },
    {
      head: '90 % interval',
      ...right,
      cell: ({ metric, interval90 }) =>
        interval90 ? `${shown(metric, interval90[0])} to ${shown(metric, interval90[1])}` : '',
    },
    { head: 'n', ...right, cell: ({ events }) => (events === null ? '' : String(events)) },
    { head: 'day before', ...right, cell: ({ metric, before }) => shown(metric, before) },
    { head: '', cell: ({ change }) => (change && !change.clear ? 'may be chance' : '') },
  ]);
  return [
    name,
    figureTable,
    ...(silence ? [silenceText(silence.since, silence.due)] : []),
    ...(delay_alarm ? [delayDoubtText] : []),
    ...unusual.map(
      ({ name: of, metric, value, usual }) =>
        `unusual: ${metric} of ${of} ${shown(metric, value)}, usually ${shown(metric, usual)}`,
    ),
    ...tired.map(({ name: ad, state, reasons }) => `${state}: ${ad} (${reasons.join(', ')})`),
    dim(
      `${judged} figures could be judged against their same weekdays.${sales ? ` ${roasText(sales)}` : ''}`,
    ),
  ].join('\n');
}
