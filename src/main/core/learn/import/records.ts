import { parseCsvLines } from '../../ingest/parse-csv.ts';
import { restoreCell } from '../../score/cell.ts';

export type Cell = string | number | null;

/** One row of a file; `line` counts from 1 in a CSV or in lines of JSON, and is the number of the record in one document. */
export interface FileRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface Records {
  readonly headers: readonly string[];
  /** Headers that several columns bear. */
  readonly doubled: readonly string[];
  readonly records: readonly FileRow[];
  /** Rows that could not be read at all. */
  readonly bad: readonly { readonly line: number; readonly problem: string }[];
}

/** What a file of conversions holds: CSV, a JSON document or one JSON object a line. Null when it is none of them. */
export function readRecords(text: string): Records | null {
  const body = text.replace(/^\ufeff/, '').trimStart();
  if (body === '') return { headers: [], doubled: [], records: [], bad: [] };
  if (body.startsWith('{') || body.startsWith('[')) return fromDocument(body) ?? fromLines(body);
  return fromCsv(text);
}

/** The header in a mapping that several columns bear: which of them is meant nobody knows. */
export const ambiguousIn = (
  { doubled }: Records,
  mapping: Readonly<Record<string, string | null>>,
): string | undefined => doubled.find((header) => Object.values(mapping).includes(header));

/** Text that an export made safe for spreadsheets is had back as it was; nothing in a cell is ever a formula here. */
function fromCsv(text: string): Records {
  const [head, ...rows] = parseCsvLines(text);
  const headers = (head?.cells ?? []).map((header) => restoreCell(header).trim());
  const bad: { line: number; problem: string }[] = [];
  const records = rows.flatMap(({ line, cells }): FileRow[] => {
    if (cells.slice(headers.length).some((cell) => cell.trim() !== '')) {
      bad.push({ line, problem: `it has ${cells.length} cells, the header has ${headers.length}` });
      return [];
    }
    return [{ line, cells: Object.fromEntries(headers.map((header, at) => [header, textOf(cells[at])])) }];
  });
  const named = headers.filter((header) => header !== '');
  const doubled = named.filter((header, at) => named.indexOf(header) < at);
  return { headers: named, doubled, records, bad };
}

const textOf = (cell: string | undefined): string | null => {
  const text = restoreCell(cell ?? '').trim();
  return text === '' ? null : text;
};

/** A list, or an object that holds exactly one. */
function fromDocument(body: string): Records | null {
  const parsed = parse(body);
  if (parsed === undefined) return null;
  if (Array.isArray(parsed)) return fromValues(parsed.map((value, at) => ({ line: at + 1, value })));
  const lists = Object.values(parsed as object).filter(Array.isArray);
  const list = lists.length === 1 ? (lists[0] as unknown[]) : [parsed];
  return fromValues(list.map((value, at) => ({ line: at + 1, value })));
}

function fromLines(body: string): Records | null {
  const values = body.split(/\r\n|\n|\r/).flatMap((text, at) => {
    return text.trim() === '' ? [] : [{ line: at + 1, value: parse(text) }];
  });
  return values.some(({ value }) => value !== undefined) ? fromValues(values) : null;
}

function fromValues(values: readonly { line: number; value: unknown }[]): Records {
  const headers = new Set<string>();
  const bad: { line: number; problem: string }[] = [];
  const records = values.flatMap(({ line, value }): FileRow[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      bad.push({ line, problem: value === undefined ? 'it is no JSON' : 'it is no object' });
      return [];
    }
    const cells = Object.fromEntries(flat(value, ''));
    for (const header of Object.keys(cells)) headers.add(header);
    return [{ line, cells }];
  });
  return { headers: [...headers], doubled: [], records, bad };
}

/** Objects in objects become `custom_data.value`, a list of one stands for the one; longer lists are of no use to a row. */
function flat(value: object, before: string): [string, Cell][] {
  return Object.entries(value).flatMap(([key, inner]): [string, Cell][] => {
    const name = `${before}${key}`;
    if (Array.isArray(inner)) return inner.length === 1 ? flat({ [key]: inner[0] }, before) : [];
    if (typeof inner === 'object' && inner !== null) return flat(inner, `${name}.`);
    if (typeof inner === 'number') return [[name, inner]];
    const text = inner === null ? '' : String(inner).trim();
    return [[name, text === '' ? null : text]];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
