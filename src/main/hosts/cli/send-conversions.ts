import { AppError, type EventsChecked, type Input } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { say, table, writeResult } from './output.ts';
import { mapOf, readText } from './revenue.ts';

/** Checks a file and puts its events into the approval queue; with the id of a batch, what became of each event. */
export async function sendConversions(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [given, extra] = args;
  if (!given || extra) throw new AppError('INVALID_INPUT', 'Name one file: titan send-conversions <file>');
  if (/^cb_[0-9a-f]{16}$/.test(given)) return tellBatch(app, given, flags);
  const { pixel, zone, currency, country } = flags;
  const file = {
    text: await readText(given),
    map: mapOf(flags.map),
    ...(pixel !== undefined && { pixel }),
    ...(zone !== undefined && { time_zone: zone }),
    ...(currency !== undefined && { currency }),
    ...(country !== undefined && { country }),
    ...(flags['action-source'] !== undefined && { action_source: flags['action-source'] }),
    ...(flags['test-code'] !== undefined && { test_event_code: flags['test-code'] }),
  } as Input<'learn.checkEvents'>;
  const checked = await call(app, 'learn.checkEvents', file);
  for (const { line, field, problem } of checked.bad)
    say(`line ${line}: ${field ? `${field}: ` : ''}${problem}`);
  const done = flags['dry-run'] || checked.good === 0 ? null : await call(app, 'learn.proposeEvents', file);
  const next = done
    ? `They wait for a person: titan approvals approve ${done.approval}. Afterwards titan send-conversions ${done.batch} tells what became of each.`
    : 'Nothing was sent and nothing was kept.';
  await writeResult(flags.json ? JSON.stringify(done ?? checked) : `${inWords(checked)}\n${next}`, flags.out);
  return checked.rows > 0 && checked.good + checked.sent_before === 0 ? 1 : 0;
}

const inWords = ({
  rows,
  good,
  bad,
  sent_before,
  keys,
  events,
  renamed,
  pixel,
  sample,
}: EventsChecked): string =>
  [
    `${rows} rows: ${good} can be sent, ${bad.length} cannot, ${sent_before} were taken before.`,
    good > 0 &&
      `To the data set ${pixel ?? '(none named)'}: ${events.map((one) => `${one.rows} × ${one.event}`).join(', ')}.`,
    renamed.length > 0 &&
      `By Meta's names: ${renamed.map(({ given, event }) => `${given} goes as ${event}`).join(', ')}.`,
    keys.length > 0 &&
      `Of customers leave this machine: ${keys.join(', ')}; names, addresses and numbers as hashes.`,
    sample && `The first one:\n${sample}`,
  ]
    .filter(Boolean)
    .join('\n');

async function tellBatch(app: App, batch: string, flags: Flags): Promise<number> {
  const { events } = await call(app, 'learn.sentEvents', { batch });
  const text =
    events.length === 0
      ? 'Nothing of it has been sent yet.'
      : table(events, [
          { head: 'line', align: 'right', cell: ({ line }) => String(line) },
          { head: 'event', cell: ({ event_name }) => event_name },
          { head: 'id', cell: ({ event_id }) => event_id },
          { head: 'state', cell: ({ state }) => state },
          { head: 'problem', max: 120, cell: ({ problem }) => problem ?? '' },
        ]);
  await writeResult(flags.json ? JSON.stringify({ events }) : text, flags.out);
  return 0;
}
