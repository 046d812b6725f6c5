import { readFile } from 'node:fs/promises';
import { guessedText, tableText } from '../../../contract/file-text.ts';
import {
  AppError,
  type ConversionsRead,
  type Input,
  majorText,
  type Revenue,
} from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { fromUser } from '../home.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { say, table, writeResult } from './output.ts';

export async function revenue(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [kind, id, extra] = args;
  if ((kind !== 'ad' && kind !== 'campaign') || !id || extra)
    throw new AppError(
      'INVALID_INPUT',
      'Usage: titan revenue <ad|campaign> <id> [--since DAY] [--until DAY]',
    );
  const { since, until, currency } = flags;
  const found = await call(app, 'learn.revenue', {
    kind,
    id,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(currency !== undefined && { currency }),
  });
  await writeResult(flags.json ? JSON.stringify(found) : inWords(found), flags.out);
  return 0;
}

function inWords(found: Revenue): string {
  const money = (minor: number, currency = found.currency): string =>
    currency === null ? '' : `${majorText(minor, currency)} ${currency}`;
  const days = `${found.since ?? 'the first day'} to ${found.until ?? 'today'} (${found.time_zone})`;
  const parts = (list: Revenue['by_source']): string =>
    table(list, [
      { head: 'source', cell: ({ source }) => source },
      { head: 'revenue', align: 'right', cell: ({ minor }) => money(minor) },
      { head: 'orders', align: 'right', cell: ({ orders }) => String(orders) },
    ]);
  const { total_minor, settled_minor, provisional_minor } = found;
  const known = (minor: number | null): string => (minor === null ? 'an unknown part' : money(minor));
  return [
    `${found.kind} ${found.id}, ${days}`,
    total_minor === null
      ? found.unconverted.length + found.accounts.length > 0
        ? 'Revenue: no total.'
        : 'Revenue: nobody has reported any.'
      : `Revenue: ${money(total_minor)} from ${found.orders} orders; ${known(settled_minor)} settled, ${known(provisional_minor)} may still change (${found.settles_after_days} days).`,
    found.of_unknown_worth > 0 &&
      `Not counted: ${found.of_unknown_worth} orders that Meta tells no worth of.`,
    found.by_source.length > 0 && parts(found.by_source),
    found.also_reported.length > 0 && `Also reported, not added:\n${parts(found.also_reported)}`,
    found.declined_by.length > 0 &&
      `Counted, though declined by another source:\n${parts(found.declined_by)}`,
    found.not_matched.length > 0 &&
      `Without order numbers, so perhaps the same sales, not added:\n${parts(found.not_matched)}`,
    found.orders_count_since &&
      `Orders take the place of Meta's figures for every ad of the account since the first became known on ${found.orders_count_since.slice(0, 10)}.`,
    found.action_type && `Meta's figures are of ${found.action_type}, ${found.window}.`,
    found.accounts.length > 0 &&
      `It runs in ${found.accounts.length} ad accounts (${found.accounts.join(', ')}), so orders alone are told. Ask for its ads at Meta by their numbers.`,
    ...found.unconverted.map(
      ({ currency, minor, orders }) =>
        `Not counted: ${money(minor, currency)} from ${orders} orders. Give a rate with "titan rates ${currency} ${found.currency ?? 'EUR'} <day> <rate>", or ask with --currency ${currency}.`,
    ),
    ...found.rates.map(({ from, to, day, rate }) => `Converted: 1 ${from} = ${rate} ${to} from ${day}.`),
    found.open > 0 && `Deals not won yet: ${found.open}.`,
    found.rule,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Shows how the file is read before anything is written; bad rows are told one by one and stop no other. */
export async function importConversions(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [path, extra] = args;
  if (!path || extra) throw new AppError('INVALID_INPUT', 'Name one file: titan import-conversions <file>');
  const text = await readText(path);
  const file: Input<'learn.importConversions'> = {
    text,
    map: mapOf(flags.map),
    ...(flags.source !== undefined && { source: flags.source }),
    ...(flags.shop !== undefined && { shop: flags.shop }),
    ...(flags.zone !== undefined && { time_zone: flags.zone }),
    ...(flags.currency !== undefined && { currency: flags.currency }),
  };
  if (flags['take-back']) return takeBack(app, file, flags);
  const preview = await call(app, 'learn.previewConversions', file);
  say(howItIsRead(preview, flags.zone === undefined));
  const imported = flags['dry-run'] ? null : await call(app, 'learn.importConversions', file);
  const done = imported ?? preview;
  for (const { line, field, problem } of done.bad)
    say(`line ${line}: ${field ? `${field}: ` : ''}${problem}`);
  const skipped = done.no_sale.map(({ event, rows }) => `${rows} × ${event}`).join(', ');
  const { names } = done;
  const words = [
    `${done.rows} rows of ${done.source}: ${done.good} good, ${done.bad.length} bad${skipped ? `, no sales: ${skipped}` : ''}.`,
    `${names.ad} name an ad, ${names.campaign} a campaign alone, ${names.neither} neither.`,
    imported ? `${imported.added} are new, ${imported.known} were known already.` : 'Nothing was written.',
    imported &&
      imported.taken_back > 0 &&
      `${imported.taken_back} that were taken from it before count no longer: it is read otherwise now.`,
    imported &&
      imported.overruled > 0 &&
      `${imported.overruled} of the known ones were said otherwise since, and that stands: a column with the time of the last change would tell which is newer.`,
  ];
  await writeResult(flags.json ? JSON.stringify(done) : words.filter(Boolean).join('\n'), flags.out);
  return done.rows > 0 && done.good === 0 && done.no_sale.length === 0 ? 1 : 0;
}

/** Options of the import that say nothing here: a dry run that wrote, or a shop that was not asked for, would surprise. */
const ofImport = ['shop', 'map', 'zone', 'currency', 'dry-run'] as const;

async function takeBack(app: App, file: Input<'learn.importConversions'>, flags: Flags): Promise<number> {
  const idle = ofImport.filter((name) => flags[name] !== undefined).map((name) => `--${name}`);
  if (idle.length > 0)
    throw new AppError(
      'INVALID_INPUT',
      `--take-back goes by the words of the file and its --source alone: leave out ${idle.join(' and ')}.`,
    );
  const { text, source } = file;
  const done = await call(app, 'learn.takeBackImport', { text, ...(source !== undefined && { source }) });
  const words =
    done.taken_back > 0
      ? `${done.taken_back} rows are taken back: nothing counts any more because this file said it. Import it again, and it does.`
      : `Nothing counts because this file alone said it as ${source ?? 'import'}: name the source under which it was imported with --source.`;
  await writeResult(flags.json ? JSON.stringify(done) : words, flags.out);
  return 0;
}

const howItIsRead = (
  { map, sums, rounded, time_zone_used, time_zone }: ConversionsRead,
  isZoneOurs: boolean,
): string =>
  [
    ...Object.entries(map).map(([field, header]) => `  ${field.padEnd(12)}${header ?? '(none)'}`),
    sums.length > 0 &&
      table(sums, [
        { head: 'event', cell: ({ event }) => event ?? '' },
        { head: 'taken as', cell: (sum) => sum.as },
        { head: 'rows', align: 'right', cell: ({ rows }) => String(rows) },
        {
          head: 'sum',
          align: 'right',
          cell: (sum) => `${majorText(sum.minor, sum.currency)} ${sum.currency}`,
        },
      ]),
    rounded > 0 && `Fractions of the smallest unit were rounded in ${rounded} amounts.`,
    time_zone_used &&
      `Times that name no zone are taken as ${time_zone}${isZoneOurs ? '; --zone says otherwise' : ''}.`,
  ]
    .filter(Boolean)
    .join('\n');

/** A table of whatever tool; on a guess of its letters it says so. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(fromUser(path)).catch((error: NodeJS.ErrnoException) => {
    throw new AppError(error.code === 'ENOENT' ? 'NOT_FOUND' : 'UNREADABLE', `${path} (${error.code}).`);
  });
  const { text, guessed } = tableText(bytes);
  if (guessed) say(guessedText);
  return text;
}

/** `value=Amount,ad_id=Content`; an empty name takes the column away. Which fields there are the contract checks. */
export function mapOf(text: string | undefined): Record<string, string | null> {
  if (text === undefined) return {};
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new AppError('INVALID_INPUT', '--map takes field=column,field=column.');
      const header = pair.slice(at + 1).trim();
      return [pair.slice(0, at).trim(), header === '' ? null : header];
    }),
  );
}

/** `rates`, `rates USD EUR 2026-11-01 0.92`, and `rates USD EUR 2026-11-01 none` to take it away. */
export async function rates(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [from, to, day, rate, extra] = args;
  if (args.length !== 0 && (!rate || extra !== undefined))
    throw new AppError('INVALID_INPUT', 'Usage: titan rates [<from> <to> <day> <rate|none>]');
  const found = rate
    ? await call(app, 'learn.setRate', {
        from: from as string,
        to: to as string,
        day: day as string,
        rate: rate === 'none' ? null : rate,
      })
    : await call(app, 'learn.rates', {});
  const text = table(found.rates, [
    { head: 'from day', cell: (row) => row.day },
    { head: 'one', cell: (row) => row.from },
    { head: 'is', align: 'right', cell: (row) => row.rate },
    { head: '', cell: (row) => row.to },
  ]);
  await writeResult(flags.json ? JSON.stringify(found) : text, flags.out);
  return 0;
}
