import { aRequest } from '../../support/fake-api/approvals.ts';
import { aBudget } from '../../support/fake-api/budget.ts';
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

test('chosen in another window, it leaves what is typed in a dialog, and says it as it is written there', async ({
  open,
}) => {
  const { page, host } = await open();
  host.budget = aBudget();
  await page.evaluate(() => (window.location.hash = '#/budget'));
  await page.getByRole('button', { name: 'Set limits' }).click();
  const dialog = page.getByRole('dialog');
  const floor = dialog.getByLabel('Floor of Static offers DE');
  await dialog.getByLabel('Margin in %', { exact: true }).fill('37.5');
  await dialog.getByRole('radio', { name: /^To find the best budget/ }).check();
  await floor.fill('1,234.50');
  await host.call('settings.set', { locale: 'de-DE' });
  await expect(floor).toHaveValue('1.234,50');
  await expect(floor).toBeFocused();
  await expect(dialog.getByLabel('Margin in %', { exact: true })).toHaveValue('37.5');
  await expect(dialog.getByRole('radio', { name: /^To find the best budget/ })).toBeChecked();
  await page.keyboard.press('Escape');

  const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  host.requests = [aRequest(1, [['Retargeting 30 d', 180_000, 330_000]], { expires_at })];
  host.emit({ type: 'approvals' });
  await page.evaluate(() => (window.location.hash = '#/approvals'));
  await page.getByRole('button', { name: 'Edit values' }).click();
  const amount = dialog.getByRole('textbox');
  await amount.fill('1.890,00');
  await host.call('settings.set', { locale: 'en-US' });
  await expect(amount).toHaveValue('1,890.00');
  await expect(amount).toBeFocused();
});
