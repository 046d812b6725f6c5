import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AppError } from '../../../../src/contract/index.ts';
import type { App } from '../../../../src/main/hosts/app.ts';
import { paperOf } from '../../../../src/main/hosts/electron/print-report.ts';
import { type Saving, saveExport } from '../../../../src/main/hosts/electron/save-export.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const wanted = { export_id: '00112233445566ff', filename: 'titan-ads.html', parts: 3, pdf: false };

/** An opened export of three parts, and a person who chooses this place. */
const saving = (filePath: string | null, changes: Partial<Saving> = {}) => {
  const proposed: string[] = [];
  const progress: string[] = [];
  const parts: Saving = {
    app: {
      call: async (_id, input) => ({
        ok: true,
        value: { content: `${(input as { part: number }).part}\ufeff\u001b;`, mime: '', last: false },
      }),
    } as Pick<App, 'call'>,
    ask: async (options) => {
      proposed.push(options.defaultPath ?? '');
      return { canceled: filePath === null, filePath: filePath ?? '' };
    },
    print: async () => new TextEncoder().encode('%PDF-'),
    onProgress: (done, total) => progress.push(`${done}/${total}`),
    ...changes,
  };
  return { parts, proposed, progress };
};
const never = new AbortController().signal;

test('the parts in order are the file, to the letter, and each is told', async () => {
  const file = join(tempFolder(), 'a.html');
  const { parts, progress, proposed } = saving(file);
  expect(await saveExport(wanted, parts, never)).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('0\ufeff\u001b;1\ufeff\u001b;2\ufeff\u001b;');
  expect(progress).toEqual(['1/3', '2/3', '3/3']);
  expect(proposed).toEqual(['titan-ads.html']);
});

test('pages are written under a name of their own kind', async () => {
  const file = join(tempFolder(), 'a.pdf');
  const { parts, proposed } = saving(file);
  await saveExport({ ...wanted, pdf: true }, parts, never);
  expect(readFileSync(file, 'utf8')).toBe('%PDF-');
  expect(proposed).toEqual(['titan-ads.pdf']);
});

test('a name cannot lead out of the folder that the dialog shows', async () => {
  const { parts, proposed } = saving(null);
  expect(await saveExport({ ...wanted, filename: '../../etc/passwd' }, parts, never)).toBeNull();
  expect(await saveExport({ ...wanted, filename: 'C:\\x\\..\\y' }, parts, never)).toBeNull();
  for (const name of proposed) expect(name).not.toMatch(/[\\/:]/);
});

test('stopped in the middle, or refused by the disk, nothing is left behind', async () => {
  const folder = tempFolder();
  const stop = new AbortController();
  const { parts } = saving(join(folder, 'a.csv'), { onProgress: () => stop.abort() });
  await expect(saveExport(wanted, parts, stop.signal)).rejects.toMatchObject({
    code: 'CANCELLED',
  } satisfies Partial<AppError>);
  await expect(saveExport(wanted, saving(join(folder, 'no', 'a.csv')).parts, never)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(join(folder, 'a.csv'))).toBe(false);
});

test.each([
  {},
  null,
  { ...wanted, path: '/etc/passwd' },
  { ...wanted, export_id: '../x' },
  { ...wanted, filename: '' },
  { ...wanted, parts: 0 },
])('%j is refused before anyone is asked', async (input) => {
  const { parts, proposed } = saving(join(tempFolder(), 'a.csv'));
  await expect(saveExport(input, parts, never)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(proposed).toEqual([]);
});

test('paper is what is bought in that country', () => {
  expect(['US', 'DE', 'JP', 'CA', ''].map(paperOf)).toEqual(['Letter', 'A4', 'A4', 'Letter', 'A4']);
});
