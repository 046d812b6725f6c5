import type { AdCopy } from '../../../contract/index.ts';
import { parseCsv } from './parse-csv.ts';
import { visibleText } from './visible-text.ts';

/** Names under which a folder tells the texts of its ads. */
export const sidecarNames = ['ads.csv', 'ads.json'] as const;

const lengths = { primary_text: 5000, headline: 500, description: 500, cta: 100 } as const;
type Field = keyof typeof lengths;
const fields = Object.keys(lengths) as Field[];

/**
 * `file,primary_text,headline,description,cta` as CSV, or a JSON list of objects with these keys: the texts by file name.
 * Case, spaces and order of the heads do not matter, other columns are left alone. What cannot be read gives nothing.
 */
export function parseSidecar(name: string, text: string): Map<string, AdCopy> {
  const found = new Map<string, AdCopy>();
  for (const record of name.endsWith('.json') ? jsonRecords(text) : csvRecords(text)) {
    const file = record.get('file');
    const copy = copyOf(name, record);
    if (file && copy) found.set(file, copy);
  }
  return found;
}

type Rec = ReadonlyMap<string, string>;

const keyOf = (head: string): string =>
  head
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

function csvRecords(text: string): Rec[] {
  const [heads = [], ...rows] = parseCsv(text);
  const keys = heads.map(keyOf);
  return rows.map((cells) => new Map(keys.map((key, at) => [key, cells[at] ?? ''])));
}

function jsonRecords(text: string): Rec[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed
    .filter((entry) => typeof entry === 'object' && entry !== null)
    .map(
      (entry) =>
        new Map(
          Object.entries(entry as object).flatMap(([key, value]) =>
            typeof value === 'string' ? [[keyOf(key), value] as const] : [],
          ),
        ),
    );
}

function copyOf(source: string, record: Rec): AdCopy | null {
  const read = (field: Field): string | null =>
    visibleText(record.get(field)?.trim() ?? '', lengths[field]) || null;
  const copy = {
    source,
    primary_text: read('primary_text'),
    headline: read('headline'),
    description: read('description'),
    cta: read('cta'),
  };
  return fields.some((field) => copy[field] !== null) ? copy : null;
}
