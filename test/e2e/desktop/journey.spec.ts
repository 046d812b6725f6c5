import type { Page } from '@playwright/test';
import { dropPaths } from '../support/drop-paths.ts';
import { makeAds } from './ads.ts';
import { expect, test } from './desktop.ts';

const grid = (page: Page) => page.getByRole('grid');
const names = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { value } = await window.titan.call('score.rows', { sort: 'name', direction: 'asc' });
    return (value as { rows: { name: string }[] }).rows.map(({ name }) => name);
  });
const jobState = (page: Page, title: string): Promise<string | undefined> =>
  page.evaluate(async (wanted) => {
    const { value } = await window.titan.call('jobs.list', {});
    return (value as { jobs: { title: string; state: string }[] }).jobs.find((job) => job.title === wanted)
      ?.state;
  }, title);
const middle = { x: 480, y: 400 };

test('drop a folder, watch it stream, sort, open an ad, jump to the second of a reason', async ({
  start,
}, info) => {
  const { page, violations } = await start();
  const folder = await makeAds(info.outputPath('spring'), 8);

  await dropPaths(page, middle, [folder]);
  await expect(page.getByRole('button', { name: 'Watch this folder' })).toBeVisible();
  // The first row is there while the job still runs.
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => jobState(page, 'spring'), { timeout: 60_000 }).toBe('done');
  await expect.poll(() => names(page)).toHaveLength(8);

  const showNew = page.getByRole('button', { name: /new/ }).first();
  if (await showNew.isVisible()) await showNew.click();
  await page.getByRole('button', { name: 'Sort by name' }).click();
  const sorted = grid(page).locator(
    '[role=columnheader][aria-sort=ascending], [role=columnheader][aria-sort=descending]',
  );
  await expect(sorted).toHaveText(/Name/);

  await grid(page).getByRole('row').nth(1).click();
  const pane = page.getByRole('complementary', { name: /^Ad / });
  await expect(pane.getByRole('heading', { name: 'Why' })).toBeVisible();
  const video = pane.locator('video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(0);

  const jumps = pane.getByRole('button', { name: /^\d+:\d\d/ });
  const second = await jumps.evaluateAll((buttons) =>
    buttons.map(({ textContent }) => textContent ?? '').find((text) => !/^0:00(\.0)?$/.test(text)),
  );
  if (!second) throw new Error('no reason names a second after the start');
  await jumps.filter({ hasText: second }).first().click();
  const [minutes = 0, seconds = 0] = second.split(':').map(Number);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeCloseTo(minutes * 60 + seconds, 0);
  expect(violations).toEqual([]);
});

test('cancel a job, then go on where it stopped', async ({ start }, info) => {
  const { page } = await start();
  const folder = await makeAds(info.outputPath('summer'), 12, 10);
  await dropPaths(page, middle, [folder]);
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => jobState(page, 'summer')).toBe('cancelled');
  const kept = (await names(page)).length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(12);

  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => jobState(page, 'summer'), { timeout: 90_000 }).toBe('done');
  expect(new Set(await names(page)).size).toBe(12);
});

test('what was scored is there after a restart', async ({ start }, info) => {
  const first = await start();
  const folder = await makeAds(info.outputPath('autumn'), 2);
  await first.page.evaluate((path) => window.titan.call('ingest.analyze', { paths: [path] }), folder);
  await expect.poll(() => jobState(first.page, 'autumn'), { timeout: 60_000 }).toBe('done');
  const before = await names(first.page);
  await first.app.close();

  const second = await start();
  expect(await names(second.page)).toEqual(before);
  await expect(grid(second.page).getByRole('row').nth(1)).toBeVisible();
});
