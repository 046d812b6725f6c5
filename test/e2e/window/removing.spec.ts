import type { Page } from '@playwright/test';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

const library = rows(12);
const row = (page: Page, index: number) => page.getByRole('grid').locator(`[data-index="${index}"]`);
const ads = (page: Page, count: number) => page.locator('[role=status]', { hasText: `${count} ads` }).first();

test('ads leave the library, come back, are measured again and located', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  await expect(row(page, 0)).toBeVisible();
  const best = host.library.view({ where: '', sort: 'score' })[0];
  await row(page, 0).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Remove from the library' })).toBeVisible();
  await expectLooks(page, 'ad-menu');
  await page.getByRole('menuitem', { name: 'Remove from the library' }).click();
  await expect(page.getByText(`Removed ${best?.name} from the library`).first()).toBeVisible();
  await expect(ads(page, 11)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(ads(page, 12)).toBeVisible();

  for (const index of [1, 2]) await row(page, index).click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Shift+R');
  await expect.poll(() => host.jobs[0]?.title).toBe('Again: 2 ads');
  await page.keyboard.press('Shift+T');
  const tags = page.getByRole('combobox', { name: 'Tags' });
  await tags.fill(`ugc, ${'long'.repeat(13)}`);
  const wrong = page.getByRole('alert');
  await expect(wrong).toContainText('A tag has at most 50 letters');
  expect(await wrong.evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0);
  await expect(page.getByRole('button', { name: 'Tag', exact: true }).last()).toBeInViewport({ ratio: 1 });
  await expectLooks(page, 'tag-wrong');
  await tags.fill('ugc, la\u0001te');
  await expect(wrong).toContainText('is not seen');
  await tags.fill('ugc\tlate');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Tagged 2 ads with “ugc”, “late”').first()).toBeVisible();
  await expect.poll(() => host.library.all().filter(({ tags }) => tags.includes('ugc')).length).toBe(2);
  await page.keyboard.press('Shift+U');
  await expect(page.getByRole('button', { name: /^ugc/ })).toBeVisible();
  await expectLooks(page, 'untag');
  await page.getByRole('button', { name: /^ugc/ }).click();
  await expect.poll(() => host.library.all().filter(({ tags }) => tags.includes('ugc')).length).toBe(0);
  await page.keyboard.press('Delete');
  await expect(ads(page, 10)).toBeVisible();
  await page.keyboard.press('Shift+Z');
  await expect(page.getByRole('dialog', { name: 'Ads that were removed' })).toBeVisible();
  await expectLooks(page, 'removed');
  await page.getByRole('button', { name: 'Bring back 2 ads' }).click();
  await expect(page.getByText('None. What you remove')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ads(page, 12)).toBeVisible();

  const video = host.library.view({ where: 'kind:video', sort: 'score' })[0];
  host.gone.add(video?.id as string);
  await page.route(`**/media/${video?.id}`, (route) => route.fulfill({ status: 404 }));
  await page.evaluate((id) => (window.location.hash = `#/library/${id}`), video?.id);
  await expect(page.getByText('The file is gone:')).toBeVisible();
  await pictures(page, 'file-gone');
  await page.getByRole('button', { name: 'Locate…' }).click();
  await page.getByRole('textbox', { name: 'Path of the file' }).fill('/moved/clip.mp4');
  await page.keyboard.press('Enter');
  await expect.poll(() => host.gone.size).toBe(0);
});

test('going through many ads with Delete goes on where it was, and so does undo', async ({ open }) => {
  const { page, host } = await open({ rows: rows(300) });
  const order = host.library.view({ where: '', sort: 'score' }).map(({ name }) => name);
  await expect(row(page, 0)).toBeVisible();
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('End');
  for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowUp');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'ad-row-259');
  await expect(row(page, 259)).toContainText(order[259] as string);
  const top = () => grid.evaluate((box) => box.scrollTop);
  const before = await top();
  for (const next of [order[260], order[261]]) {
    await page.keyboard.press('Delete');
    await expect(row(page, 259)).toContainText(next as string);
    await expect(grid).toHaveAttribute('aria-activedescendant', 'ad-row-259');
    expect(await top()).toBe(before);
  }
  await page.keyboard.press('p');
  await expect(row(page, 259).getByTitle('Picked')).toBeVisible();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ControlOrMeta+z');
  await expect(ads(page, 300)).toBeVisible();
  await expect(row(page, 259)).toContainText(order[259] as string);
  expect(await top()).toBe(before);

  await page.keyboard.press('End');
  await expect(row(page, 299)).toContainText(order[299] as string);
  await page.keyboard.press('Delete');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'ad-row-298');
});
