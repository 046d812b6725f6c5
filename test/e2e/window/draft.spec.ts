import { anAccount } from '../../support/fake-api/accounts.ts';
import { aRow } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

test('a draft at Meta by keyboard: nothing connected, wrong fields, then a request in the queue', async ({
  open,
}) => {
  const { host, page } = await open({ rows: [aRow(1, 1), aRow(2, 1)] });
  const first = page.getByRole('grid').locator('[data-index="0"]');
  await first.click();
  await expect(page.getByRole('complementary', { name: /^Ad / })).toBeVisible();
  await page.keyboard.press('Shift+D');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Meta is not connected.')).toBeVisible();
  await pictures(page, 'draft-not-connected');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  host.draftPlaces = {
    accounts: [
      {
        id: '1203844',
        name: 'Fjord Outdoor',
        ad_sets: [
          { id: '2385101', name: 'Prospecting · UGC broad', campaign: 'Autumn' },
          { id: '2385102', name: 'Retargeting 30 d', campaign: 'Autumn' },
        ],
      },
    ],
    last: null,
  };
  host.emit({ type: 'learnt' });
  host.setAccount(anAccount('meta', { label: 'Fjord Outdoor' }));
  await page.getByRole('button', { name: 'Draft at Meta…' }).click();
  await expect(dialog.getByLabel('Ad set')).toBeFocused();
  await expect(dialog.getByText(/created paused/)).toBeVisible();
  await dialog.getByLabel('Link').fill('http://shop.example');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Choose an ad set.')).toBeVisible();
  await expect(dialog.getByText('A whole address that begins with https://')).toBeVisible();
  await expect(dialog.getByLabel('Ad set')).toBeFocused();
  await expectLooks(page, 'draft-wrong');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Draft at Meta…' }).click();
  await expect(dialog.getByLabel('Link')).toHaveValue('');

  await dialog.getByLabel('Ad set').selectOption('Autumn › Retargeting 30 d');
  await expect(dialog.getByText('Choose an ad set.')).toHaveCount(0);
  await dialog.getByLabel('Page').fill('77001');
  await dialog.getByLabel('Primary text').fill('Carry everything, all day.');
  await dialog.getByLabel('Headline').fill('The backpack');
  await dialog.getByLabel('Link').fill('https://shop.example/backpack');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Draft at Meta…' }).click();
  await expect(dialog.getByLabel('Headline')).toHaveValue('The backpack');
  await expect(dialog.getByText(/in Retargeting 30 d, from exactly this file/)).toBeVisible();
  await expectLooks(page, 'draft');
  await dialog.getByLabel('Link').press('Enter');
  await expect(dialog).toHaveCount(0);

  await expect(page.getByRole('heading', { name: /^Make a paused draft of/ })).toBeVisible();
  await expect(page.getByText('Carry everything, all day.')).toBeVisible();
  await expect(page.getByText(/^Created paused, once/)).toBeVisible();
  await expect(page.getByRole('region', { name: /^Request 1 of/ })).toBeFocused();
  await expectLooks(page, 'draft-request');
  expect(host.calls.findLast(({ id }) => id === 'approve.proposeDraft')?.input).toMatchObject({
    account: '1203844',
    ad_set: '2385102',
    button: 'SHOP_NOW',
  });
});
