import type { Page } from '@playwright/test';
import { aRequest } from '../../support/fake-api/approvals.ts';
import { expect, goTo, test } from '../support/window.ts';

/** Tab by Tab, as somebody without a pointer gets there. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  const button = page.getByRole('button', { name });
  const isThere = () => button.evaluate((element) => element === document.activeElement);
  for (let at = 0; at < 40 && !(await isThere()); at += 1) await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
};

test('by keyboard alone: a folder, a filter, Review and marks, Compare, an export, an approval and back', async ({
  open,
}) => {
  const { page, host } = await open({ settings: { recent_folders: ['/ads/spring'] } });
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  const grid = page.getByRole('grid');
  await expect(page.getByText('No ads yet')).toBeVisible();
  await keyboard.press('ControlOrMeta+k');
  await expect(dialog).toBeVisible();
  await keyboard.type('ads/spring');
  await expect(page.getByRole('option', { name: /ads\/spring/ })).toBeVisible();
  await keyboard.press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText('Scoring');
  host.advance(host.jobs[0]?.id ?? '', 6, { score: 80, interval80: [70, 90] });
  await expect(page.getByText('6 ads', { exact: true })).toBeVisible();

  await keyboard.press('/');
  await keyboard.type('score>70 ');
  await expect(grid.locator('[data-index="1"]')).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();

  await keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /^Review of/ })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Tags and notes' })).toBeVisible();
  await keyboard.press('p');
  await keyboard.press('4');
  await expect(page.getByRole('button', { name: 'Picked' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Rated 4 of 5' })).toBeVisible();
  await keyboard.press('m');
  await keyboard.type('The logo comes late');
  await keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Tags and notes' })).toContainText('The logo comes late');
  await keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('The logo comes late')).toHaveCount(0);
  await keyboard.press('Escape');
  await expect(grid).toBeFocused();

  await keyboard.press('ControlOrMeta+Space');
  await keyboard.press('ArrowDown');
  await keyboard.press('ControlOrMeta+Space');
  await expect(page.getByText('2 selected')).toBeVisible();
  await keyboard.press('c');
  await expect(page.getByRole('region', { name: /^Compare/ })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByText('2 selected')).toBeVisible();
  await keyboard.press('ControlOrMeta+e');
  await expect(dialog).toBeVisible();
  const download = page.waitForEvent('download');
  await tabTo(page, /^Export 2 ads/);
  await keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('titan-ads.csv');

  host.requests = [aRequest(1, [['Broad DE', 12_000, 14_400]])];
  host.emit({ type: 'approvals' });
  await expect(dialog).toHaveCount(0);
  await goTo(page, 'a');
  await expect(page.getByRole('button', { name: 'Approve and send' })).toBeEnabled();
  await keyboard.press('a');
  await expect(page.getByText(/^Sent and read back: Change Broad DE/)).toBeVisible();
  await goTo(page, 'l');
  await expect(grid).toBeVisible();
});
