import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { makeAds } from './ads.ts';
import { call, expect, test } from './desktop.ts';

const analyse = async (page: Page, folder: string, ads: number) => {
  await call(page, 'ingest.analyze', { paths: [folder] });
  await expect
    .poll(async () => ((await call(page, 'score.rows', {})).value as { total: number }).total, {
      timeout: 90_000,
    })
    .toBe(ads);
  // The view as of now, whatever it has seen of the job.
  await page.reload();
  await expect(page.getByRole('grid', { name: `${ads} ads` })).toBeVisible();
};

/** The person chooses this place, or none. */
const choose = (app: ElectronApplication, filePath: string | null) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' });
  }, filePath);

test('a report becomes pages of paper, laid out by a window that nobody sees', async ({ start }, info) => {
  const { app, page, violations } = await start();
  await analyse(page, await makeAds(info.outputPath('spring'), 3), 3);
  const pdf = info.outputPath('spring.pdf');
  await choose(app, pdf);
  await page.keyboard.press('Control+p');
  await page.getByLabel('Title').fill('Spring <b>launch</b>');
  await page.getByRole('button', { name: 'Export 3 ads' }).click();
  await expect(page.getByText(`Exported 3 ads to ${pdf}`)).toBeVisible();
  const bytes = await readFile(pdf);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  // A first page, a page at least for each ad, and a last one.
  expect(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(5);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(violations).toEqual([]);
});

test('each format is the file that the call answers, whole or not at all', async ({ start }, info) => {
  const { app, page } = await start();
  await analyse(page, await makeAds(info.outputPath('summer'), 2), 2);
  for (const [format, name] of [
    ['csv', 'CSV'],
    ['json', 'JSON'],
    ['html', 'Report'],
  ] as const) {
    const file = info.outputPath(`summer.${format}`);
    await choose(app, file);
    await page.keyboard.press('Control+e');
    await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
    await page.getByRole('button', { name: 'Export 2 ads' }).click();
    await expect.poll(() => existsSync(file)).toBe(true);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    const { value } = await call(page, 'score.export', { format });
    const expected = (value as { content: string }).content;
    // The minute at which a report was made stands in it.
    const steady = (text: string) => text.replace(/\d\d:\d\d UTC/, '');
    expect(steady(await readFile(file, 'utf8'))).toBe(steady(expected));
  }
  await call(page, 'collections.saveClient', { id: 'client_00000001', name: 'Fjordline' });
  const where = `kind:video -client:fjordline in:"${dirname(info.outputPath('summer'))}"`;
  const { value: report } = await call(page, 'score.export', { format: 'html', where });
  expect((report as { content: string }).content).toContain(
    `Ads of the library that fit: video; not client Fjordline; in the folder “${basename(info.outputPath('.'))}”.`,
  );
  await choose(app, null);
  await page.keyboard.press('Control+e');
  await page.getByRole('button', { name: 'Export 2 ads' }).click();
  await expect(page.getByRole('button', { name: 'Export 2 ads' })).toBeEnabled();
  await choose(app, info.outputPath('no', 'such', 'folder.csv'));
  await page.getByRole('button', { name: 'Export 2 ads' }).click();
  await expect(page.getByRole('alert')).toContainText('folder.csv cannot be written (ENOENT)');
  expect(
    (await readdir(dirname(info.outputPath('summer.csv')))).filter((one) => one.endsWith('.part')),
  ).toEqual([]);
});

test('saving takes an opened export alone, and shows nobody a closed one', async ({ start }) => {
  const { app, page } = await start();
  const saved = await page.evaluate(async () => {
    const { saveExport } = window.titan as unknown as {
      saveExport(input: unknown): Promise<{ error?: { code: string } }>;
    };
    const id = '0000000000000000';
    const good = { export_id: id, filename: 'a.csv', parts: 2, pdf: false };
    const wrong = [
      {},
      { ...good, filename: '' },
      { ...good, path: '/etc/passwd' },
      { ...good, export_id: '../x' },
    ];
    return Promise.all(wrong.map(async (input) => (await saveExport(input)).error?.code));
  });
  expect(saved).toEqual(Array(4).fill('INVALID_INPUT'));
  expect(
    await app.evaluate(async ({ net }) => (await net.fetch('app://titan/exports/0000000000000000')).status),
  ).toBe(404);
});
