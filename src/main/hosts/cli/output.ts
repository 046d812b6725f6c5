import { stripVTControlCharacters, styleText } from 'node:util';
import { AppError } from '../../../contract/index.ts';
import { visibleName } from '../../core/ingest/visible-name.ts';
import { isFull } from '../../core/is-full.ts';
import { fromUser } from '../home.ts';
import { writeWhole } from '../write-file.ts';

export type Align = 'left' | 'right';
export interface Column<Row> {
  readonly head: string;
  readonly align?: Align;
  /** Longest text before it is cut. */
  readonly max?: number;
  readonly cell: (row: Row) => string;
}

/** A table for people. Names from disk are made harmless: a file name must not move the cursor. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ cell, max = 60 }) => cut(visibleName(cell(row)), max)));
  const heads = columns.map(({ head }) => head);
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...cells.map((line) => (line[at] as string).length)),
  );
  const line = (parts: readonly string[]): string =>
    parts
      .map((text, at) =>
        columns[at]?.align === 'right'
          ? text.padStart(widths[at] as number)
          : text.padEnd(widths[at] as number),
      )
      .join('  ')
      .trimEnd();
  return [dim(line(heads)), ...cells.map(line)].join('\n');
}

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** `styleText` honours NO_COLOR and what the stream can show. */
export const dim = (text: string): string => styleText('dim', text, { stream: process.stdout });

/**
 * On a terminal no name, note or answer of a service moves the cursor or turns words round; line ends and the codes of
 * `dim` pass. Whatever is not a terminal gets it to the letter.
 */
const shownOn = ({ isTTY }: NodeJS.WriteStream, text: string): string =>
  isTTY ? text.replace(movers, visibleName) : text;
const ownCode = '\\u001b\\[22?m';
const movers = new RegExp(`(?!\\r?\\n|${ownCode})[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Bidi_Control}]`, 'gu');

/** A reader that has seen enough (`titan ads | head`) is no failure; a full disk behind the redirection is one. */
function toStdout(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: NodeJS.ErrnoException | null): void => {
      if (!error || error.code === 'EPIPE') resolve();
      else reject(new AppError(isFull(error) ? 'DISK_FULL' : 'READ_ONLY', `stdout (${error.code}).`));
    };
    process.stdout.on('error', end);
    process.stdout.write(shownOn(process.stdout, text), end);
  });
}

/** The result: to stdout, or whole or not at all to the file of `--out`. */
export function writeResult(text: string, out: string | undefined): Promise<void> {
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  return writeParts([out === undefined ? ended : stripVTControlCharacters(ended)], out);
}

/** The same for what comes part by part, to the letter: another program will read it. */
export async function writeParts(
  parts: Iterable<string> | AsyncIterable<string>,
  out: string | undefined,
): Promise<void> {
  if (out === undefined) {
    for await (const part of parts) await toStdout(part);
    return;
  }
  await writeWhole(fromUser(out), parts);
}

export const say = (text: string): void => {
  process.stderr.write(`${shownOn(process.stderr, text)}\n`);
};
