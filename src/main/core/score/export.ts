import type { Ad } from '../../../contract/index.ts';
import { safeCell } from './cell.ts';
import { type Column, columns } from './export-columns.ts';

/** An export in pieces: the head, the ads in any number of batches, the tail. */
export interface Pieces {
  readonly mime: string;
  readonly extension: string;
  readonly head: string;
  batch(ads: readonly Ad[], first: boolean): string;
  readonly tail: string;
}

/**
 * RFC 4180 with CRLF. The byte order mark stands in front because without it Excel reads UTF-8 as the local code page.
 */
export const csvPieces: Pieces = {
  mime: 'text/csv;charset=utf-8',
  extension: 'csv',
  head: `\ufeff${columns.map(({ header }) => quote(header)).join(',')}\r\n`,
  batch: (ads) => ads.map((ad) => `${row(ad).join(',')}\r\n`).join(''),
  tail: '',
};

/** The whole ads, as `show` prints one; a number that is not finite becomes null. */
export const jsonPieces: Pieces = {
  mime: 'application/json',
  extension: 'json',
  head: '{\n  "version": 1,\n  "ads": [',
  batch: (ads, first) => ads.map((ad, at) => `${first && at === 0 ? '' : ','}\n    ${indented(ad)}`).join(''),
  tail: '\n  ]\n}\n',
};

/** A line end inside a text is written as \n, so each one here is the layout's own. */
const indented = (ad: Ad): string => JSON.stringify(ad, null, 2).replaceAll('\n', '\n    ');

const row = (ad: Ad): string[] => columns.map((column) => cell(column, ad));

function cell(column: Column, ad: Ad): string {
  if (column.type === 'text') return quote(safeCell(column.read(ad) ?? ''));
  const value = column.read(ad);
  return value === null || !Number.isFinite(value) ? '' : String(value);
}

/** Also for ; and tab, which some readers take for separators. */
function quote(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
