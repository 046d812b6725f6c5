import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const settings = '#/settings';

test('a key can be changed, and then it is the key', async ({ open }) => {
  const { page, host } = await open({ rows: rows(30) }, settings);
  await page.getByText('Change keys').click();
  await page.getByRole('button', { name: 'Change the key of Tiles or table' }).click();
  await page.keyboard.press('y');
  await expect.poll(() => host.settings.keys).toEqual({ layout: ['Y'] });
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /tiles/ })).toHaveCount(0);
  await page.keyboard.press('y');
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  await page.keyboard.press('?');
  const row = page.getByRole('dialog', { name: 'Keys' }).getByText('Tiles or table').locator('..');
  await expect(row).toContainText('Y');
});

test('a key that is in use is told, and only taken on demand', async ({ open }) => {
  const { page, host } = await open({}, settings);
  await page.getByText('Change keys').click();
  await page.getByRole('button', { name: 'Change the key of Tiles or table' }).click();
  await page.keyboard.press('n');
  await expect(page.getByText('N is “Next ad”.')).toBeVisible();
  expect(host.settings.keys).toEqual({});
  await page.keyboard.press('Control+c');
  await expect(page.getByText(/belongs to the system/)).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Use it here instead' }).click();
  await expect.poll(() => host.settings.keys).toEqual({ layout: ['N'], next: [] });
  await page.getByRole('button', { name: 'Key of Tiles or table as it comes' }).click();
  await expect.poll(() => host.settings.keys).toEqual({ next: [] });
});

test('asking for a key catches nobody: Tab and Esc leave', async ({ open }) => {
  const { page, host } = await open({}, settings);
  await page.getByText('Change keys').click();
  const ask = page.getByRole('button', { name: 'Change the key of Filter' });
  await ask.click();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Press the new key for Filter' })).not.toBeFocused();
  await page.getByRole('button', { name: 'Press the new key for Filter' }).press('Escape');
  await expect(ask).toBeVisible();
  expect(host.settings.keys).toEqual({});
});

test('the list of keys', async ({ open }) => {
  const { page } = await open({ settings: { keys: { layout: ['Y'], filter: [] } } }, settings);
  await page.getByText('Change keys').click();
  await page.getByRole('button', { name: 'Change the key of Search' }).click();
  await page.keyboard.press('n');
  await expect(page.getByText('N is “Next ad”.')).toBeVisible();
  await expectLooks(page, 'keys');
});
