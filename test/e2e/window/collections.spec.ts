import type { Page } from '@playwright/test';
import { aJob } from '../../support/fake-api/a-job.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, expectLooks, picture, test } from '../support/window.ts';

const library = rows(300);
const first = (page: Page) => page.getByRole('grid').locator('[data-index]').first();
const side = (page: Page) => page.getByRole('navigation', { name: 'Collections' });
const top = (page: Page) => page.getByRole('region', { name: 'Top of this view' });
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' });
const select = async (page: Page, ...indices: number[]): Promise<void> => {
  for (const index of indices)
    await page
      .getByRole('grid')
      .locator(`[data-index="${index}"]`)
      .click({ modifiers: ['ControlOrMeta'] });
};
const inFolder = (folder: string) => library.filter(({ path }) => path.startsWith(`${folder}/`)).length;

test('folders, clients and views are ways to a part of the library', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  await page.keyboard.press('b');
  await side(page)
    .getByRole('button', { name: /^spring/ })
    .click();
  await expect(page.getByText(`${inFolder('spring')} of 300`)).toBeVisible();

  await side(page).getByRole('button', { name: 'More for spring' }).click();
  await page.getByRole('menuitem', { name: 'Give to a new client…' }).click();
  await page.getByRole('textbox', { name: 'Name of the client' }).fill('Fjordline');
  await page.keyboard.press('Enter');
  await side(page)
    .getByRole('button', { name: /^Fjordline/ })
    .click();
  await expect(page.getByRole('button', { name: 'Remove filter client:"Fjordline"' })).toBeVisible();
  await expect(page.getByText(`${inFolder('spring')} of 300`)).toBeVisible();
  expect(host.collections.folderClients.get('spring')).toMatch(/^client_/);

  await side(page).getByRole('button', { name: 'More for Fjordline' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name of the client' }).fill('Fjord & Sons');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove filter client:"Fjord & Sons"' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('button', { name: 'Remove filter client:"Fjordline"' })).toBeVisible();
  await expect(page.getByText(`${inFolder('spring')} of 300`)).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('score>70 ');
  await side(page).getByRole('button', { name: 'Save this view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Strong Fjordline');
  await page.keyboard.press('Enter');
  await side(page)
    .getByRole('button', { name: /^All ads/ })
    .click();
  await page.getByRole('button', { name: 'Remove filter score>70' }).click();
  await page.getByRole('grid').focus();
  await page.keyboard.press('v');
  await expect(side(page).getByRole('button', { name: 'Save this view' })).toBeFocused();
  await side(page).getByRole('button', { name: 'Strong Fjordline', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Remove filter score>70' })).toBeVisible();
  await side(page).getByRole('button', { name: 'More for Strong Fjordline' }).click();
  await expectLooks(page, 'collections');

  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(side(page).getByRole('button', { name: 'Strong Fjordline', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(side(page).getByRole('button', { name: 'Strong Fjordline', exact: true })).toBeVisible();
});

test('a view says that it keeps no chosen analysis, and two of one folder are told apart', async ({
  open,
}) => {
  const jobs = [1, 2].map((at) => aJob(at, { title: 'Spring', created_at: `2026-11-2${at}T09:30:00.000Z` }));
  const { page } = await open({ rows: library, jobs, settings: { side_list: true } });
  await expect(first(page)).toBeVisible();
  await page.getByRole('button', { name: 'Collection All ads' }).click();
  const runs = page.getByRole('menuitemradio', { name: /^Spring/ });
  await expect(runs).toHaveText([/Nov 21, 2026/, /Nov 22, 2026/]);
  await picture(page, 'analyses-of-one-name');
  await runs.first().click();
  await side(page).getByRole('button', { name: 'Save this view' }).click();
  await expect(page.getByRole('dialog')).toContainText('the one analysis that is chosen now is not kept');
  await expectLooks(page, 'save-view-of-one');
});

test('analyses are offered, and what waits is told, also after many other jobs', async ({ open }) => {
  const daily = Array.from({ length: 60 }, (_, at) =>
    aJob(at, { kind: 'refresh', title: 'Results from Meta' }),
  );
  const jobs = [
    ...daily,
    aJob(61, { kind: 'judge', title: 'Council', state: 'paused' }),
    aJob(62, { title: 'Spring' }),
  ];
  const { page } = await open({ rows: library, jobs });
  await expect(first(page)).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Paused: Council');
  await page.getByRole('contentinfo').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('Done: Spring');
  await page.getByRole('button', { name: 'Collection All ads' }).click();
  await expect(page.getByRole('menuitemradio')).toHaveText([/^All ads/, /^Spring/]);
});

test('chosen ads are picked, rated, tagged and given to a client, each a step to undo', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  await select(page, 0, 2);
  const chosen = [...library]
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1))
    .filter((_, n) => n === 0 || n === 2);
  const now = () => chosen.map(({ id }) => host.library.row(id));
  await page.getByRole('grid').focus();
  await page.keyboard.press('p');
  await expect.poll(() => now().map((row) => row?.pick)).toEqual(['picked', 'picked']);
  const message = page.getByRole('status').filter({ hasText: 'Picked 2 ads' });
  const [over, under] = [await message.boundingBox(), await bar(page).boundingBox()];
  expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThan(under?.y ?? 0);
  await page.keyboard.press('4');
  await expect.poll(() => now().map((row) => row?.rating)).toEqual([4, 4]);
  for (const { name } of chosen)
    for (const seen of [page.getByRole('row'), top(page).getByRole('listitem')]) {
      const ad = seen.filter({ hasText: name });
      await expect(ad).toContainText('Rated 4 of 5');
      await expect(ad.getByTitle('Picked')).toBeVisible();
    }
  await expectLooks(page, 'library-marks');
  await page.keyboard.press('Shift+T');
  await page.getByRole('combobox', { name: 'Tags' }).fill('spring');
  await page.keyboard.press('Enter');
  await expect.poll(() => now().map((row) => row?.tags)).toEqual([['spring'], ['spring']]);
  await bar(page).getByRole('button', { name: 'Give the chosen ads to a client' }).click();
  await picture(page, 'bulk-menu');
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'New client…' }).click();
  await page.getByRole('textbox', { name: 'Name of the client' }).fill('Nord');
  await page.keyboard.press('Enter');
  await expect.poll(() => now().map((row) => row?.client)).toEqual(['Nord', 'Nord']);
  await page.getByRole('grid').focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+z');
  await expect(page.getByTitle('Picked')).toHaveCount(0);
  await expect
    .poll(() => now().map((row) => [row?.pick, row?.rating, row?.tags, row?.client]))
    .toEqual([
      ['none', null, [], null],
      ['none', null, [], null],
    ]);
});

test('tags for chosen ads are completed from those in use, and spelled as there', async ({ open }) => {
  const used = library.map((row, n) => (n < 2 ? { ...row, tags: ['UGC', 'hero'] } : row));
  const { page } = await open({ rows: used });
  await expect(first(page)).toBeVisible();
  await select(page, 0, 2);
  await page.keyboard.press('Shift+T');
  const field = page.getByRole('combobox', { name: 'Tags' });
  await expect(page.getByRole('option')).toHaveCount(2);
  await field.pressSequentially('spring, ug');
  await expect(page.getByRole('option')).toHaveText([/^UGC/]);
  await page.keyboard.press('ArrowDown');
  await expectLooks(page, 'tag-completion');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('spring, UGC, ');
  await field.pressSequentially('HERO');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Tagged 2 ads with “spring”, “UGC”, “hero”').first()).toBeVisible();
});

test('marks are seen in chosen columns and where more are marked than an event names, and call no row outdated', async ({
  open,
}) => {
  const wanted = ['name', 'mark', 'tags', 'rating', 'client', 'frames', 'score', 'reason', 'state'];
  const columns = wanted.map((id, at) => ({ id, width: null, shown: at < 5 }));
  const { page, host } = await open({ rows: rows(600), settings: { columns } });
  await select(page, 0);
  await page.getByRole('grid').focus();
  await page.keyboard.press('x');
  await page.keyboard.press('2');
  await page.keyboard.press('Shift+T');
  await page.getByRole('combobox', { name: 'Tags' }).fill('spring');
  await page.keyboard.press('Enter');
  const cells = first(page).getByRole('gridcell');
  await expect(cells.nth(2)).toHaveText(/Rated 2 of 5.*Rejected/);
  await expect(cells.nth(3)).toHaveText('spring');
  await expect(cells.nth(4)).toHaveText('2 of 5');

  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await expect(bar(page)).toContainText('600 selected');
  await page.keyboard.press('p');
  await expect.poll(() => host.library.all().filter(({ pick }) => pick === 'picked').length).toBe(600);
  await expect(cells.nth(2)).toHaveText(/Rated 2 of 5.*Picked/);
  await page.keyboard.press('End');
  await expect(page.locator('[data-index="599"]').getByTitle('Picked')).toBeVisible();

  await bar(page).getByRole('button', { name: 'Give the chosen ads to a client' }).click();
  await page.getByRole('menuitem', { name: 'New client…' }).click();
  await page.getByRole('textbox', { name: 'Name of the client' }).fill('Nord');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-index="599"]')).toContainText('Nord');
  await page.waitForTimeout(1000);
  await expect(bar(page)).not.toContainText('Show');
});

test('what the chosen ads share is told with numbers on both sides, or that there are too few', async ({
  open,
}) => {
  const short = library.map((row, n) =>
    n < 20 && row.kind === 'video' ? { ...row, duration_s: 3 + n / 10 } : row,
  );
  const { page } = await open({ rows: short });
  await expect(first(page)).toBeVisible();
  await select(page, 0, 2);
  await bar(page).getByRole('button', { name: 'What they share' }).click();
  const dialog = page.getByRole('dialog', { name: 'What these ads share' });
  await expect(dialog).toContainText('Too few to compare: 8 concepts are needed on each side.');
  await dialog.getByText(/^Not enough data/).click();
  await expect(dialog).toContainText('2 of 8 concepts among the chosen');
  await dialog.getByText('Best quarter', { exact: true }).click();
  await expect(dialog).toContainText('this tells what the score rewards, not what works');
  await picture(page, 'share');
  await expectAccessible(page);
});
