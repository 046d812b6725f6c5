import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, expectLooks, test } from '../support/window.ts';

test('a command by its name, with nothing but the keyboard', async ({ open }) => {
  const { page } = await open({ rows: rows(30) });
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands and ads' });
  await page.keyboard.type('tiles');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Tiles or table');
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
});

test('an ad by its name opens in Review', async ({ open }) => {
  const ads = rows(30);
  const wanted = ads[7];
  if (!wanted) throw new Error('no such row');
  const { page } = await open({ rows: ads }, '#/health');
  await page.getByRole('button', { name: /Search or run a command/ }).click();
  await page.getByRole('combobox', { name: 'Search commands' }).fill(wanted.name);
  await expect(page.getByRole('group', { name: 'Ads' }).getByRole('option').first()).toContainText(
    wanted.name,
  );
  await page.getByRole('group', { name: 'Ads' }).getByRole('option').first().click();
  await expect(page).toHaveURL(new RegExp(`#/review/${wanted.id}`));
});

test('a recent folder is measured again; a setting is led to', async ({ open }) => {
  const { page, host } = await open({ rows: rows(3), settings: { recent_folders: ['/home/anna/spring'] } });
  await page.keyboard.press('Control+Shift+p');
  await page.keyboard.type('spring');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => host.calls.find(({ id }) => id === 'ingest.analyze')?.input)
    .toEqual({ paths: ['/home/anna/spring'] });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('files same time');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Files at the same time' })).toBeFocused();
});

test('offers only what can be done here, and says when nothing fits', async ({ open }) => {
  const { page } = await open({ rows: rows(30) }, '#/health');
  await expect(page.getByRole('heading', { name: 'Versions and storage' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('next ad');
  await expect(page.getByRole('option', { name: 'Next ad' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Search commands' }).fill('no such thing at all');
  await expect(page.getByText('Nothing is called like that.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the palette', async ({ open }) => {
  const { page } = await open({ rows: rows(30) });
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expectLooks(page, 'palette-all');
  await page.keyboard.type('s');
  await page.keyboard.type('h');
  await expect(page.getByRole('option', { selected: true })).toContainText('Keyboard shortcuts');
  await page.keyboard.press('ArrowDown');
  await expectLooks(page, 'palette');
});
