import type { Locator } from '@playwright/test';
import { deceptiveNames } from '../../support/deceptive-names.ts';
import { aRequestFor } from '../../support/fake-api/approvals.ts';
import { expect, picture, test } from '../support/window.ts';

/** Whether the text is drawn letter after letter as it is written, from left to right and downwards. */
const isDrawnInOrder = (at: Locator, text: string): Promise<boolean> =>
  at.evaluate((element, wanted) => {
    const words = element.firstChild;
    const start = words?.textContent?.lastIndexOf(wanted) ?? -1;
    if (!words || start < 0) return false;
    const boxes = [...wanted].map((_, letter) => {
      const range = document.createRange();
      range.setStart(words, start + letter);
      range.setEnd(words, start + letter + 1);
      return range.getBoundingClientRect();
    });
    return boxes.every((box, letter) => {
      const before = boxes[letter - 1];
      return !before || box.top > before.top + 8 || box.left >= before.right - 1 || box.width === 0;
    });
  }, text);

test('forty names made to deceive: account, amounts and object of each are seen as they are', async ({
  open,
}) => {
  test.slow();
  const { host, page } = await open({}, '#/approvals');
  host.requests = deceptiveNames.map((name, n) =>
    aRequestFor(
      n,
      {
        kind: 'budget change',
        account: '1203844',
        client: '1203844',
        currency: 'EUR',
        changes: [{ target: `2385${n}`, name, beforeMinor: 5000, afterMinor: 60_000 }],
      },
      { before: 5000, after: 60_000 },
    ),
  );
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('heading', { name: '40 to decide' })).toBeVisible();
  const title = page.getByRole('heading', { level: 2, name: /^Raise / });
  const row = page.getByRole('row').nth(1);
  for (const n of deceptiveNames.keys()) {
    const listed = page.getByRole('list', { name: 'Requests' }).getByRole('listitem').nth(n);
    await listed.getByRole('button').click();
    await expect(row.getByRole('rowheader')).toContainText(`2385${n}`);
    expect(await isDrawnInOrder(title, 'from 50.00 EUR to 600.00 EUR a day'), `title ${n}`).toBe(true);
    await expect(row.getByRole('cell')).toHaveText(['50.00', '600.00', /\+550\.00/]);
    await expect(page.getByText('1203844', { exact: true })).toBeInViewport();
    await expect(listed).toContainText('50.00 → 600.00 EUR / day');
    await expect(listed).toContainText('+550.00');
    for (const name of ['Approve and send', 'Reject'])
      await expect(page.getByRole('button', { name })).toBeInViewport();
    await expect(row.getByRole('cell', { name: '600.00' })).toBeInViewport();
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('550.00 EUR are at stake');
    await expect(dialog.getByRole('button', { name: 'Not now' })).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    if ([1, 12, 26, 38, 39].includes(n)) await picture(page, `deceptive-name-${n}`);
  }
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});
