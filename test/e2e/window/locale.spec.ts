import { rows } from '../../support/fake-api/rows.ts';
import { expect, test } from '../support/window.ts';

test('another locale leaves Settings as they stand: focus, scroll, what is open and amounts', async ({
  open,
}) => {
  const { page } = await open({}, '#/settings');
  await page.getByText('Change keys').click();
  const choice = page.getByRole('combobox', { name: 'Numbers and dates' });
  await choice.focus();
  const amounts = page.getByRole('textbox', { name: /in EUR|in USD/ });
  await expect(amounts.first()).toHaveValue(/^[\d,]+\.\d\d$/);
  const screen = page.getByRole('main').getByRole('region', { name: 'Settings' });
  const top = await screen.evaluate((box) => {
    box.scrollTop = 40;
    return box.scrollTop;
  });
  await choice.selectOption('de-DE');
  await expect(page.getByText('Now: 12.345,6 and')).toBeVisible();
  await expect(choice).toBeFocused();
  await expect(page.getByRole('button', { name: 'Change the key of Filter' })).toBeAttached();
  expect(await screen.evaluate((box) => box.scrollTop)).toBe(top);
  for (const amount of await amounts.all()) await expect(amount).toHaveValue(/^[\d.]+,\d\d$/);
  await expect(page.getByText('This is no amount.')).toHaveCount(0);
});

test('chosen in another window, it leaves the list where it is', async ({ open }) => {
  const { page, host } = await open({ rows: rows(400) });
  const grid = page.getByRole('grid');
  await grid.focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('PageDown');
  await page.keyboard.press('Control+Space');
  const at = await grid.evaluate((list) => [list.scrollTop, list.getAttribute('aria-activedescendant')]);
  expect(at[0]).toBeGreaterThan(500);
  await expect(grid).toContainText(/[+−]\d+\.\d/);
  await host.call('settings.set', { locale: 'de-DE' });
  await expect(grid).not.toContainText(/[+−]\d+\.\d/);
  await expect(grid).toContainText(/[+−]\d+,\d/);
  await expect(grid).toBeFocused();
  expect(await grid.evaluate((list) => [list.scrollTop, list.getAttribute('aria-activedescendant')])).toEqual(
    at,
  );
});
