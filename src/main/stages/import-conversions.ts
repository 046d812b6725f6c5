import { AppError, type ConversionsImported, type ConversionsRead } from '../../contract/index.ts';
import { type Field, type Mapping, mapColumns } from '../core/learn/import/columns.ts';
import { missingColumns, type NamedStatement, readConversions } from '../core/learn/import/conversions.ts';
import { ambiguousIn, readRecords } from '../core/learn/import/records.ts';
import { isTimeZone } from '../core/learn/ledger/days.ts';
import type { Statement } from '../core/learn/ledger/row.ts';
import type { Clock, LedgerWriter, TodayReader } from '../ports.ts';
import { askWhose, zoneOf } from './ask-whose.ts';

interface GivenFile {
  readonly source: string;
  readonly text: string;
  readonly map: { readonly [F in Field]?: string | null | undefined };
  readonly time_zone: string;
  readonly currency: string | null;
}

const sampleRows = 5;

/** Whether a source was heard of by it: of a file of which no row could be read, nothing is known. */
export const isHeard = (good: number, bad: number): boolean => good > 0 || bad === 0;

/** What a file says, without writing anything. Throws INVALID_INPUT for what is no table and for unknown columns. */
export function previewConversions(
  file: GivenFile,
  now: string,
): { read: ConversionsRead; rows: readonly Statement[] } {
  const records = readRecords(file.text);
  if (!records) throw new AppError('INVALID_INPUT', 'The file is neither CSV nor JSON.');
  if (!isTimeZone(file.time_zone))
    throw new AppError(
      'INVALID_INPUT',
      `time_zone: "${file.time_zone}" is no time zone such as Europe/Berlin.`,
    );
  const chosen = Object.entries(file.map).filter(([, header]) => header !== undefined);
  const unknown = chosen.find(([, header]) => header !== null && !records.headers.includes(header as string));
  if (unknown) throw new AppError('INVALID_INPUT', `map: the file has no column "${unknown[1]}".`);
  const given = Object.fromEntries(chosen) as Partial<Mapping>;
  const map = mapColumns(records.headers, given);
  const ambiguous = ambiguousIn(records, map);
  if (ambiguous !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      `Several columns are called "${ambiguous}": rename those that are not meant.`,
    );
  const missing = missingColumns(map, file.currency, records.headers, given);
  const { named, unrefunded, bad, noSale, zoneUsed, rounded } =
    missing.length > 0
      ? { named: [], unrefunded: [], bad: [], noSale: new Map<string, number>(), zoneUsed: false, rounded: 0 }
      : readConversions(records.records, {
          source: file.source,
          mapping: map,
          timeZone: file.time_zone,
          currency: file.currency,
          learntAt: now,
        });
  const rows = named.map(({ row }) => row);
  const used = [...new Map(named.map((one) => [one.line, one.row])).values()];
  const all = [...records.bad.map((row) => ({ ...row, field: null })), ...bad];
  return {
    rows: [...rows, ...unrefunded],
    read: {
      source: file.source,
      map,
      headers: [...records.headers],
      missing,
      rows: records.records.length + records.bad.length,
      good: used.length,
      bad: all.sort((a, b) => a.line - b.line),
      sums: sumsOf(named),
      no_sale: [...noSale].map(([event, count]) => ({ event, rows: count })),
      rounded,
      names: {
        ad: used.filter(({ ad }) => ad !== null).length,
        campaign: used.filter(({ ad, campaign }) => ad === null && campaign !== null).length,
        neither: used.filter(({ ad, campaign }) => ad === null && campaign === null).length,
      },
      time_zone: file.time_zone,
      time_zone_used: zoneUsed,
      sample: rows.slice(0, sampleRows).map((row) => ({
        order: row.order,
        at: row.happenedAt,
        minor: row.minor,
        currency: row.currency,
        status: row.kind === 'refund' ? 'refund' : row.status,
        ad: row.ad,
        campaign: row.campaign,
      })),
    },
  };
}

function sumsOf(named: readonly NamedStatement[]): ConversionsRead['sums'] {
  const alike = Map.groupBy(named, ({ event, row }) =>
    JSON.stringify([event, row.kind === 'refund' ? row.kind : row.status, row.currency]),
  );
  return [...alike].map(([key, rows]) => {
    const [event, as, currency] = JSON.parse(key);
    return {
      event,
      as,
      currency,
      rows: rows.length,
      minor: rows.reduce((sum, { row }) => sum + row.minor, 0),
    };
  });
}

/**
 * The good rows go into the ledger, in one step; the others are told line by line. A file that is read otherwise than it was
 * before takes back what it says no more.
 */
export async function importConversions(
  {
    reader,
    writer,
    clock,
  }: {
    readonly reader: Pick<TodayReader, 'readAccounts'>;
    readonly writer: Pick<LedgerWriter, 'addLedgerRows'>;
    readonly clock: Clock;
  },
  given: Omit<GivenFile, 'time_zone'> & { readonly shop: string | null; readonly time_zone: string | null },
): Promise<ConversionsImported> {
  await askWhose(reader, given.shop);
  const at = clock.now();
  const file = { ...given, time_zone: await zoneOf(reader, given) };
  const { rows, read } = previewConversions(file, at);
  if (read.missing.length > 0)
    throw new AppError(
      'INVALID_INPUT',
      `No column was found for ${read.missing.join(' and ')}; the file has ${read.headers.join(', ') || 'none'}. Name them in map.${read.missing.includes('status') ? ' Where every deal was won, give status no column.' : ''}`,
    );
  const told = isHeard(rows.length, read.bad.length)
    ? { source: file.source, at, how: 'file' as const }
    : null;
  const { added, overruled, takenBack, known } = await writer.addLedgerRows(rows, {
    words: file.text,
    shop: file.shop,
    told,
  });
  return { ...read, added, overruled, taken_back: takenBack, known };
}
