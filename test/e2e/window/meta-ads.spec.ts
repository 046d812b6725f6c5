import type { AdRow, Link } from '../../../src/contract/index.ts';
import { anAccount } from '../../support/fake-api/accounts.ts';
import { aLink } from '../../support/fake-api/links.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

const library = rows(6);
const link = (at: number, change: Partial<Link>): Link =>
  aLink(at, library[at] as AdRow, { shows: [library[5]?.id ?? ''], ...change });

test('ads at Meta: fetched by account, looked at side by side, decided and taken back', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  await expect(page.getByRole('grid')).toBeVisible();
  const analyze = async () => {
    await page.getByRole('button', { name: 'Add ads' }).click();
    await page.getByRole('menuitem', { name: /Analyze the ads that run at Meta/ }).click();
  };
  await analyze();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Meta is not connected');
  await expect(dialog.getByRole('button', { name: 'Fetch and measure' })).toBeDisabled();
  await pictures(page, 'meta-dialog-none');
  await page.keyboard.press('Escape');

  host.accounts = [...host.accounts.filter(({ service }) => service !== 'meta'), anAccount('meta', {})];
  host.emit({ type: 'accounts' });
  await analyze();
  await dialog.getByLabel('Ad account').selectOption({ label: 'Pacific Outfitters (USD), 1025309802' });
  await expectLooks(page, 'meta-dialog');
  await dialog.getByRole('button', { name: 'Fetch and measure' }).click();
  await expect(dialog).toBeHidden();
  expect(host.calls.findLast(({ id }) => id === 'ingest.analyzeMeta')?.input).toEqual({
    account: '1025309802',
  });

  await page.goto(page.url().replace(/#.*/, '#/links'));
  await expect(page.getByRole('heading', { name: 'No ad at Meta is linked yet' })).toBeVisible();
  await expectLooks(page, 'links-empty');

  host.links = [
    link(0, { state: 'proposed', certainty: 0.5 }),
    link(1, { state: 'proposed', certainty: 0.05, how: 'name', shows: [] }),
    link(2, { how: 'name', certainty: 0.95 }),
    link(3, { how: 'hand', certainty: 1, state: 'rejected' }),
  ];
  host.emit({ type: 'learnt' });
  const waiting = page.getByRole('region', { name: 'Look at these' });
  const decided = page.getByRole('region', { name: 'Decided' });
  await expect(waiting.getByRole('listitem')).toHaveCount(2);
  await expect(decided.getByRole('listitem')).toHaveCount(2);
  await expect(decided).toContainText('by its name, likely (0.95)');
  const names = page.getByLabel('How your ads are named at Meta');
  await names.fill('{creator}_{file}_v{n}');
  await expect(page.getByText('creator Mia').first()).toBeVisible();
  await expectLooks(page, 'links');
  await names.fill('{creator}');
  await expect(page.getByText(/it takes \{file\} once/)).toBeVisible();
  await expectLooks(page, 'links-wrong');

  await waiting
    .getByRole('button', { name: /^Same ad: / })
    .first()
    .click();
  await expect(waiting.getByRole('listitem')).toHaveCount(1);
  await expect(decided.getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(waiting.getByRole('listitem')).toHaveCount(2);

  // What nothing was found for is linked by hand, from either side; a second file for one ad is told on both.
  host.unlinked = [
    { id: '777', name: 'Retro bundle', place: 'Autumn', account: 'Pacific Outfitters', picture: null },
  ];
  host.emit({ type: 'learnt' });
  const byHand = page.getByRole('region', { name: 'Link by hand' });
  const chosen = page.getByRole('dialog');
  await byHand.getByRole('button', { name: 'Choose its file: Retro bundle' }).click();
  await expect(chosen.getByRole('listitem')).toHaveCount(6);
  await expectLooks(page, 'links-picker');
  await chosen.getByLabel('Find a file').fill(library[4]?.name ?? '');
  await expect(chosen.getByRole('listitem')).toHaveCount(1);
  await chosen.getByRole('button', { name: /^Same ad: / }).click();
  await expect(chosen).toBeHidden();
  await expect(decided.getByRole('listitem')).toHaveCount(3);
  await expect(byHand).toContainText('No ad at Meta is without a link or a guess.');
  await byHand.getByText('Files', { exact: true }).click();
  await byHand
    .getByRole('button', { name: /^Choose its ad at Meta: / })
    .first()
    .click();
  await chosen.getByRole('button', { name: 'Same ad: Retro bundle' }).click();
  await expect(decided.getByText(/several files are linked with it/)).toHaveCount(2);
  await expectLooks(page, 'links-several');
  await decided
    .getByRole('button', { name: /^Only this one: / })
    .first()
    .click();
  await expect(decided.getByText(/several files are linked with it/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(decided.getByText(/several files are linked with it/)).toHaveCount(2);

  // More of a long list comes under the hand: list and button stay while it is read, and whoever pressed it too.
  host.unlinked = Array.from({ length: 45 }, (_, at) => ({
    ...{ id: `9${at}`, name: `Retro ${at}`, place: 'Autumn', account: 'Pacific Outfitters', picture: null },
  }));
  host.emit({ type: 'learnt' });
  await byHand.getByText('Ads at Meta', { exact: true }).click();
  const items = byHand.getByRole('listitem');
  await expect(items).toHaveCount(20);
  await byHand.getByRole('button', { name: 'Show 20 more of 45' }).focus();
  const arrives = host.hold('learn.linkable');
  await page.keyboard.press('Enter');
  await expect(byHand.getByRole('button', { name: 'Show 5 more of 45' })).toBeFocused();
  await expect(items).toHaveCount(20);
  arrives();
  await expect(items).toHaveCount(40);
  await page.keyboard.press('Enter');
  await expect(items).toHaveCount(45);
  await expect(byHand.getByRole('button', { name: 'All 45 are shown' })).toBeFocused();

  await page.setViewportSize({ width: 960, height: 600 });
  await expectLooks(page, 'links-small');
  host.refuse('learn.links', 'STORE_CORRUPT');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The links could not be read' })).toBeVisible();
  await pictures(page, 'links-error');
});
