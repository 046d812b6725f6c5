import type { AdRow } from '../../../src/contract/index.ts';
import { aRow } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

/** Forty ads, of which every fifth repeats the one before it, and half open with a hook that was read. */
const library: AdRow[] = Array.from({ length: 40 }, (_, at) =>
  aRow(at, 1, {
    near_duplicate_of: at % 5 === 4 ? aRow(at - 1).id : null,
    hook_type: at % 4 < 2 ? 'unknown' : at % 4 === 2 ? 'before_after' : 'offer',
  }),
);

test('ads lie in groups that are folded, walked and chosen by key', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  const grid = page.getByRole('grid');
  await expect(grid.locator('[data-index]').first()).toBeVisible();
  await page.keyboard.press('Shift+G');
  const heads = grid.locator('[data-group]');
  await expect(heads.first()).toContainText('Nearly the same as');
  await expect(heads.first()).toContainText('2 ads · best');
  await expectLooks(page, 'groups-near');

  await page.keyboard.press('Shift+G');
  await expect(heads.first()).toContainText('Hook:');
  await page.keyboard.press('Shift+F');
  await expect(heads).toHaveText([
    /Hook: (offer|before after)/,
    /Hook: (offer|before after)/,
    /Hook not known/,
  ]);
  await pictures(page, 'groups-folded');

  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('p');
  await expect(page.getByText(/^Picked/).first()).toBeVisible();
  // It is shown before the host has heard of it.
  await expect
    .poll(() => host.library.view({ where: '', sort: 'score', group: 'hook' })[1]?.pick)
    .toBe('picked');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByText('10 selected')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(grid.locator('[data-index]')).toHaveCount(0);
  await page.keyboard.press('Shift+F');
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /as tiles/ })).toBeVisible();
  await expectLooks(page, 'groups-tiles');
});
