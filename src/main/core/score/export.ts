import type { Ad } from '../../../contract/index.ts';
import { safeCell } from './cell.ts';
import { type Column, columns } from './export-columns.ts';

export interface Exported {
  readonly mime: string;
  readonly extension: string;
  readonly content: string;
}

/**
 * RFC 4180 with CRLF. `bom` puts the byte order mark in front without which Excel reads UTF-8 as the local code page;
 * other readers are better off without it.
 */
export function exportCsv(ads: readonly Ad[], options: { readonly bom: boolean }): Exported {
  const lines = [columns.map((column) => quote(column.header)), ...ads.map(row)].map((cells) =>
    cells.join(','),
  );
  return {
    mime: 'text/csv;charset=utf-8',
    extension: 'csv',
    content: `${options.bom ? '\ufeff' : ''}${lines.join('\r\n')}\r\n`,
  };
}

/** The whole ads, as `show` prints one; a number that is not finite becomes null. */
export const exportJson = (ads: readonly Ad[]): Exported => ({
  mime: 'application/json',
  extension: 'json',
  content: `${JSON.stringify({ version: 1, ads }, null, 2)}\n`,
});

const row = (ad: Ad): string[] => columns.map((column) => cell(column, ad));

function cell(column: Column, ad: Ad): string {
  if (column.type === 'text') return quote(safeCell(column.read(ad) ?? ''));
  const value = column.read(ad);
  return value === null || !Number.isFinite(value) ? '' : String(value);
}

/** Also for ; and tab, which some readers take for separators. */
const quote = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
