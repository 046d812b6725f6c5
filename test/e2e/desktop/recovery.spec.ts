import type { ElectronApplication } from '@playwright/test';
import { inPage } from '../../support/desktop-control.ts';
import { makeAds } from './ads.ts';
import { expect, test } from './desktop.ts';

const crash = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return new Promise<void>((resolve) => {
      window?.webContents.once('did-finish-load', () => resolve());
      window?.webContents.forcefullyCrashRenderer();
    });
  });

test('a crashed page comes back to the same place, twice, and then as the safe page', async ({ start }) => {
  const { app, page } = await start();
  await page.evaluate(() => {
    location.hash = '#/health';
  });
  for (const time of ['first', 'second']) {
    await crash(app);
    expect(await inPage(app, 'location.hash'), time).toBe('#/health');
    expect(await inPage(app, 'typeof window.titan.call'), time).toBe('function');
    expect(await inPage(app, 'window.titan.call("jobs.list", {}).then(({ ok }) => ok)'), time).toBe(true);
  }
  await crash(app);
  expect(await inPage(app, 'document.querySelector("h1").textContent')).toBe(
    'The window stopped several times',
  );

  await inPage(app, 'document.querySelector("a").click()');
  await expect.poll(() => inPage(app, 'document.querySelector("#root > *") !== null')).toBe(true);
});

test('jobs do not notice a crash of the page, and what was being typed is still there', async ({
  start,
}, info) => {
  const { app, page } = await start();
  const folder = await makeAds(info.outputPath('ads'), 6);
  await page.evaluate((path) => window.titan.call('ingest.analyze', { paths: [path] }), folder);
  const note = 'The logo comes too l';
  const first = (): Promise<unknown> =>
    inPage(
      app,
      `window.titan.call('score.rows', { where: 'ad' }).then(({ value }) => value.rows[0]?.id ?? null)`,
    );
  await expect.poll(first, { timeout: 60_000 }).not.toBe(null);
  await page.evaluate((ad) => location.assign(`#/review/${ad}`), await first());
  await page.getByRole('button', { name: /^Comment/ }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill(note);
  await crash(app);
  await expect
    .poll(() => inPage(app, `document.querySelector('textarea[aria-label="Note"]')?.value ?? ''`))
    .toBe(note);
  const states = (): Promise<unknown> =>
    inPage(
      app,
      `window.titan.call('jobs.list', {}).then(({ value }) =>
        value.jobs.filter(({ title }) => title === 'ads').map(({ state, progress }) => state + ' ' + progress.done))`,
    );
  await expect.poll(states, { timeout: 60_000 }).toEqual(['done 6']);
});
