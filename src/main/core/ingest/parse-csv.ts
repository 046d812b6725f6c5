/**
 * RFC 4180 as spreadsheets write it: a byte order mark, any line end, quoted cells, and , ; or tab between them, or what a
 * first line such as `sep=|` names.
 */
export const parseCsv = (text: string): string[][] => parseCsvLines(text).map(({ cells }) => cells);

/** The same with the line of the file, from 1, on which each row begins. */
export function parseCsvLines(text: string): { line: number; cells: string[] }[] {
  const body = text.replace(/^\ufeff/, '');
  const [named = '', mark] = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(body) ?? [];
  const separator = mark ?? separatorOf(body);
  const rows: { line: number; cells: string[] }[] = [];
  let row: string[] = [];
  let at = named.length;
  let [line, counted] = [1, 0];
  /** Line ends up to here, those inside of quotes too. */
  const countTo = (end: number): void => {
    line += body.slice(counted, end).match(/\r\n|\n|\r/g)?.length ?? 0;
    counted = end;
  };
  countTo(at);
  while (at < body.length) {
    const [cell, end] = body[at] === '"' ? quoted(body, at) : [null, at];
    // What stands between a closing quote and the separator belongs to no cell.
    const rest = plain(body, end, separator);
    row.push(cell ?? body.slice(at, rest));
    at = rest;
    if (body[at] === separator) {
      at += 1;
      if (at < body.length) continue;
      row.push('');
    }
    rows.push({ line, cells: row });
    row = [];
    if (body.startsWith('\r\n', at)) at += 2;
    else at += 1;
    countTo(Math.min(at, body.length));
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/** The one that stands most often in the first line. */
function separatorOf(body: string): string {
  const first = body.split(/[\r\n]/, 1)[0] ?? '';
  const times = (mark: string): number => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}

function quoted(body: string, from: number): [string, number] {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const close = body.indexOf('"', at);
    if (close < 0) return [cell + body.slice(at), body.length];
    cell += body.slice(at, close);
    if (body[close + 1] !== '"') return [cell, close + 1];
    cell += '"';
    at = close + 2;
  }
}

/** Where an unquoted cell ends. */
function plain(body: string, from: number, separator: string): number {
  let at = from;
  while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') at += 1;
  return at;
}
