import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { which } from '../../scripts/ground/place.mjs';
import { restoreCell } from '../../src/main/core/score/cell.ts';
import { csvPieces } from '../../src/main/core/score/export.ts';
import { columns } from '../../src/main/core/score/export-columns.ts';
import { hostileAd } from '../support/hostile-ad.ts';
import { formulas, markups } from '../support/hostile-texts.ts';
import { readCsv } from '../support/read-csv.ts';
import type { BenchResult } from './run.ts';

const run = promisify(execFile);
/** What its dialog of import offers: one mark between cells, and all of these at once. */
const separators = { comma: '44', semicolon: '59', tab: '9', 'all three': '44/59/9' };
const [quote, utf8, comma] = ['34', '76', '44'];

/**
 * A real spreadsheet, LibreOffice without its window, opens an export with a payload in every text field, at each mark
 * between cells and told to take for a formula whatever may be one (`reliability.md` X1). That it finds formulas at all is
 * shown by the same payloads without our guard. What it saves again has every text, but for line ends, which it makes its
 * own, and NUL, which no cell holds.
 */
export async function bench(): Promise<BenchResult> {
  const program = which('soffice');
  if (!program) throw new Error('LibreOffice is not installed: apt-get install libreoffice-calc-nogui');
  const folder = mkdtempSync(join(tmpdir(), 'titan-spreadsheet-'));
  const convert = (name: string, to: string, into: string, separator: string, evaluate: boolean) =>
    run(program, [
      '--headless',
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`,
      `--infilter=CSV:${separator},${quote},${utf8},1,,0,false,false,false,false,false,-1,${evaluate}`,
      ...['--convert-to', to, '--outdir', into, join(folder, name)],
    ]);
  try {
    const payloads = [...formulas, ...markups];
    // Half of a pair of code units has no UTF-8.
    const text = (
      csvPieces.head +
      csvPieces.batch(payloads.map(hostileAd), true) +
      csvPieces.tail
    ).toWellFormed();
    writeFileSync(join(folder, 'ads.csv'), text);
    writeFileSync(
      join(folder, 'bare.csv'),
      formulas.map((one) => `"${one.replaceAll('"', '""')}"\r\n`).join(''),
    );
    const found: Record<string, number> = {};
    for (const name of ['bare', 'ads'])
      for (const [called, separator] of Object.entries(separators)) {
        await convert(`${name}.csv`, 'fods', folder, separator, true);
        const opened = readFileSync(join(folder, `${name}.fods`), 'utf8');
        found[`${name}, ${called}`] = opened.match(/table:formula="/g)?.length ?? 0;
      }
    const sumOf = (name: string): number =>
      Object.keys(separators).reduce((sum, called) => sum + (found[`${name}, ${called}`] as number), 0);

    const back = join(folder, 'back');
    const asCsv = `csv:Text - txt - csv (StarCalc):${comma},${quote},${utf8},1,,0,false,true,false`;
    await convert('ads.csv', asCsv, back, comma, false);
    const lost = differing(text, readFileSync(join(back, 'ads.csv'), 'utf8').replace(/(?<!\r)\n/g, '\r\n'));
    return {
      name: 'spreadsheet',
      ratios: {
        'formulas found in an export': { value: sumOf('ads'), bar: 0 },
        'texts that differ after it saved them': { value: lost.length, bar: 0 },
      },
      raw: {
        payloads: payloads.length,
        fields: columns.filter(({ type }) => type === 'text').length,
        formulas: found,
        lost: lost.slice(0, 5),
      },
      pass: sumOf('ads') === 0 && sumOf('bare') > 0 && lost.length === 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Texts of one file that the other does not have in the same place. */
function differing(before: string, after: string): string[] {
  const kept = (cell: string | undefined) =>
    cell === undefined
      ? undefined
      : restoreCell(cell)
          .replace(/[\r\n]+/g, '\n')
          .replaceAll('\0', '');
  const rows = readCsv(after.replace(/^\ufeff/, ''));
  return readCsv(before.replace(/^\ufeff/, '')).flatMap((cells, row) =>
    cells.filter((cell, at) => columns[at]?.type === 'text' && kept(cell) !== kept(rows[row]?.[at])),
  );
}
