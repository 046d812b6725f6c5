import type { Page } from '@playwright/test';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, picture, test } from '../support/window.ts';

const library = rows(300);
const first = (page: Page) => page.getByRole('grid').locator('[data-index]').first();

test('columns are chosen, moved and sized, and kept for the next start', async ({ open }) => {
  const { page, host } = await open({ rows: library, settings: { theme: 'dark' } });
  await expect(first(page)).toBeVisible();
  await page.keyboard.press('Shift+C');
  const dialog = page.getByRole('dialog', { name: 'Columns' });
  await dialog.getByRole('checkbox', { name: 'Top reason' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Client' }).check();
  const width = dialog.getByRole('spinbutton', { name: 'Width of Name in pixels' });
  await width.pressSequentially('1240');
  await width.press('Enter');
  await expect(width).toHaveValue('1200');
  await width.press('ControlOrMeta+a');
  await width.pressSequentially('320');
  await dialog.getByRole('button', { name: 'Move Name to the left' }).click();
  await picture(page, 'columns-dark');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  const heads = page.getByRole('columnheader');
  await expect(heads.filter({ hasText: 'Client' })).toBeVisible();
  await expect(heads.filter({ hasText: 'Top reason' })).toHaveCount(0);
  await expect(heads.nth(1)).toContainText('Name');
  expect(Math.round((await heads.nth(1).boundingBox())?.width ?? 0)).toBe(320);
  await expect
    .poll(() => host.settings.columns?.slice(0, 2))
    .toEqual([
      { id: 'name', width: 320, shown: true },
      { id: 'frames', width: null, shown: true },
    ]);
  await page.reload();
  await expect(heads.nth(1)).toContainText('Name');
});

test('a picture runs through its film under the pointer and by keyboard, and comes back', async ({
  open,
}) => {
  const films = library.filter(({ kind }) => kind === 'video');
  const { page } = await open({ rows: films });
  await expect(first(page)).toBeVisible();
  const shown = (index: number) =>
    page
      .locator(`#ad-row-${index} [data-film]`)
      .evaluateAll((all) => all.map((film) => (film as HTMLElement).style.backgroundPosition));
  const before = await shown(1);
  const box = await page.locator('#ad-row-1 [data-scrub]').boundingBox();
  if (!box) throw new Error('no frames');
  await page.mouse.move(box.x + box.width - 2, box.y + 10);
  await expect.poll(() => shown(1)).not.toEqual(before);
  await page.mouse.move(5, 5);
  await expect.poll(() => shown(1)).toEqual(before);

  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  const width = async () => (await first(page).boundingBox())?.width ?? 0;
  const narrow = await width();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('=');
  await expect.poll(width).toBeGreaterThan(narrow);
  const tile = await page.locator('#ad-row-0 [data-scrub]').boundingBox();
  if (!tile) throw new Error('no tile');
  await page.mouse.move(tile.x + tile.width * 0.8, tile.y + 30);
  await expect.poll(() => shown(0)).toHaveLength(1);
  await picture(page, 'scrub-tiles');
  await page.mouse.move(5, 5);
  await expect.poll(() => shown(0)).toHaveLength(0);
  await page.getByRole('grid').focus();
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await expect.poll(() => page.locator('#ad-row-0 [data-scrub]').getAttribute('data-at')).toBe('1');
});

test('the side list leaves room for the rows in a narrow window', async ({ open }) => {
  const { page } = await open({ rows: library, settings: { side_list: true } });
  await page.setViewportSize({ width: 960, height: 600 });
  await expect(first(page)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Collections' })).toBeVisible();
  await first(page).click({ modifiers: ['ControlOrMeta'] });
  await picture(page, 'side-narrow');
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(960);
});
