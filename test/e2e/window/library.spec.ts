import type { Page } from '@playwright/test';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, picture, test } from '../support/window.ts';

const names = (page: Page) => page.getByRole('grid').locator('[data-index]');
const first = (page: Page) => names(page).first();
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter and search ads' });
const library = rows(300);
const best = [...library].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));

test('sorts by a column, turns it round, and says so', async ({ open }) => {
  const { page } = await open({ rows: library });
  await expect(first(page)).toContainText(best[0]?.name ?? '');
  // To press the head of a column chooses no ad that the list would then follow to its new place.
  await page.getByRole('button', { name: 'Sort by name' }).focus();
  await expect(page.getByRole('grid')).not.toHaveAttribute('aria-activedescendant');
  await page.getByRole('button', { name: 'Sort by name' }).click();
  const sorted = library.map(({ name }) => name).sort();
  await expect(first(page)).toContainText(sorted[0] ?? '');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'Sort by name' }).click();
  await expect(first(page)).toContainText(sorted.at(-1) ?? '');
  await page.getByRole('button', { name: 'Hook, sort by hook' }).click();
  await expect(page.getByRole('columnheader', { name: /Hook/ })).toHaveAttribute('aria-sort', 'descending');
});

test('sorting goes to the start of the list, however the list had got the focus, and stays on an ad that was chosen', async ({
  open,
}) => {
  // The ad that is first by its score is the 41st by its name, and so among those that the list finds at once.
  const [top, ...rest] = best;
  const byName = rest.map((row, at) => ({
    ...row,
    name: `${at < 40 ? 'a' : 'n'} ${String(at).padStart(3, '0')}.mp4`,
  }));
  const { page } = await open({ rows: [{ ...top, name: 'm.mp4' } as (typeof best)[0], ...byName] });
  const grid = page.getByRole('grid');
  const sort = page.getByRole('button', { name: 'Sort by name' });
  await expect(first(page)).toContainText('m.mp4');
  await filter(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'ad-row-0');
  await sort.press('Enter');
  await expect(first(page)).toContainText('a 000.mp4');
  await expect(grid).not.toHaveAttribute('aria-activedescendant');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Sort by score' }).press('Enter');
  await expect(first(page)).toContainText('m.mp4');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'ad-row-2');
});

test('terms become tokens, free text searches as it is typed', async ({ open }) => {
  const { page } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  await page.keyboard.press('/');
  await expect(filter(page)).toBeFocused();
  await page.keyboard.type('score>70 kind:video ');
  const strong = library.filter(({ score, kind }) => (score ?? 0) > 70 && kind === 'video');
  await expect(page.getByText(`${strong.length} of 300`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove filter kind:video' })).toBeVisible();
  await page.keyboard.type('recipe');
  const recipes = strong.filter(({ path }) => path.includes('recipe'));
  await expect(page.getByText(`${recipes.length} of 300`)).toBeVisible();
  await picture(page, 'filter-tokens');
  await expectAccessible(page);
  for (let at = 0; at < 'recipe'.length; at += 1) await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('button', { name: 'Remove filter kind:video' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove filter score>70' }).click();
  await expect(page.getByText('300 ads', { exact: true })).toBeVisible();
});

test('a filter that cannot be read says where, and the rows stay', async ({ open }) => {
  const { page } = await open({ rows: library });
  await filter(page).fill('scroe>70 ');
  await expect(page.getByRole('alert')).toContainText('There is no field "scroe"');
  await expect(page.getByRole('alert')).toContainText('score');
  await expect(first(page)).toBeVisible();
  await picture(page, 'filter-wrong');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove filter scroe>70' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a filter that cannot be read is no empty result, and its place is told by what was typed', async ({
  open,
}) => {
  const { page } = await open({ rows: library });
  await filter(page).fill('name:nothingofthatname ');
  await expect(page.getByRole('heading', { name: 'No ad matches' })).toBeVisible();
  await filter(page).fill('score>x');
  await expect(page.getByRole('alert')).toContainText('Filter, at “x”: ');
  await expect(page.getByRole('heading', { name: 'This filter cannot be read' })).toBeVisible();
  await expect(page.getByText('No ad matches')).toHaveCount(0);
  await expect(page.getByText('0 of 300')).toHaveCount(0);
});

for (const layout of ['Table', 'Tiles'])
  test(`keys that move are the list's where nothing has the focus: ${layout}`, async ({ open }) => {
    const { page } = await open({ rows: library });
    await page.getByRole('radio', { name: layout }).check({ force: true });
    await expect(first(page)).toBeVisible();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('ArrowDown');
    const grid = page.getByRole('grid');
    await expect(grid).toBeFocused();
    await expect(grid).toHaveAttribute('aria-activedescendant', /\D0$/);
    await page.keyboard.press('End');
    await expect(grid).toHaveAttribute('aria-activedescendant', /\D299$/);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('Home');
    await expect(grid).toHaveAttribute('aria-activedescendant', /\D0$/);
  });

test('ready-made filters and the sort menu work by keyboard', async ({ open }) => {
  const { page } = await open({ rows: library });
  await page.getByRole('button', { name: 'Ready-made filters' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: /Score over 70/ })).toBeFocused();
  await picture(page, 'menu-filters');
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove filter score<50' })).toBeVisible();
  await page.getByRole('button', { name: 'Order: Score' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Score', exact: true })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await page.keyboard.press('l');
  await expect(page.getByRole('menuitemradio', { name: /^L/ }).first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Order: Score' })).toBeFocused();
});

test('selects by click, range and keyboard, and keeps it across filters', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  const bar = page.getByRole('region', { name: 'Selection' });
  await names(page)
    .nth(1)
    .click({ modifiers: ['ControlOrMeta'] });
  await names(page)
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('4 selected of 300');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar).toContainText('5 selected');
  await page.keyboard.press('Control+Space');
  await expect(bar).toContainText('4 selected');
  await filter(page).fill('kind:image ');
  const hidden = best.slice(1, 5).filter(({ kind }) => kind !== 'image').length;
  await expect(bar).toContainText(`${hidden} hidden by filter`);
  // A range, and all of the view taken in and out again, leave what is hidden chosen.
  await names(page)
    .nth(3)
    .click({ modifiers: ['ControlOrMeta'] });
  await names(page)
    .nth(5)
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText(`${hidden + 3} selected`);
  const whole = page.getByRole('checkbox', { name: 'Select all ads in this view' });
  await whole.click();
  await expect(whole).toBeChecked();
  await whole.click();
  await expect(bar).toContainText(`${hidden} selected of`);
  await page.getByRole('button', { name: /Remove filter/ }).click();
  await expect(bar).not.toContainText('hidden by filter');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText('300 selected');
  await expect(page.getByRole('checkbox', { name: 'Select all ads in this view' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(bar).toContainText('300 selected');
  await page.keyboard.press('Control+Shift+z');
  await expect(bar).toHaveCount(0);
  // Clearing takes nothing from what can be done again.
  await page.keyboard.press('Control+z');
  await expect(bar).toContainText('300 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText('Done again: Cleared the selection of 300 ads').first()).toBeVisible();

  // Of the filter just typed, though the rows of the last one still stand.
  const release = host.hold('score.rows');
  await filter(page).fill('kind:image');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText(`${library.filter(({ kind }) => kind === 'image').length} selected`);
  release();
});

test('exports what is selected', async ({ open }) => {
  const { page, host } = await open({ rows: library });
  await names(page)
    .nth(0)
    .click({ modifiers: ['ControlOrMeta'] });
  await names(page)
    .nth(2)
    .click({ modifiers: ['ControlOrMeta'] });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Selected (2)' })).toBeChecked();
  await page.getByRole('button', { name: 'Export 2 ads' }).click();
  expect((await download).suggestedFilename()).toBe('titan-ads.csv');
  const asked = host.calls.find(({ id }) => id === 'export.open')?.input as { ids: string[] };
  expect(asked.ids).toEqual([best[0]?.id, best[2]?.id]);
  await expect(page.getByText('Exported 2 ads to titan-ads.csv')).toBeVisible();
});

test('an export is of the moment, and says how many ads it holds, where the list stands still while one decides', async ({
  open,
}) => {
  const { page, host } = await open({ rows: rows(20).map((row) => ({ ...row, pick: 'none' as const })) });
  await filter(page).fill('pick:none ');
  await expect(page.getByRole('button', { name: 'Remove filter pick:none' })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('p');
  await expect.poll(() => host.library.view({ where: 'pick:none', sort: 'score' }).length).toBe(19);
  await expect(page.getByRole('grid', { name: '20 ads' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+e');
  await expect(page.getByRole('radio', { name: 'All that fit the filter (19)' })).toBeChecked();
  await page.getByRole('button', { name: 'Export 19 ads' }).click();
  await expect(page.getByText('Exported 19 ads to titan-ads.csv')).toBeVisible();
});

test('the keyboard alone walks, opens, plays, and comes back', async ({ open }) => {
  const { page } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  const grid = page.getByRole('grid');
  await filter(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await page.keyboard.press('End');
  await expect(grid.locator('[data-index="299"]')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  const pane = page.getByRole('complementary');
  await expect(pane).toContainText(best[1]?.name ?? '');
  await page.keyboard.press('ArrowDown');
  await expect(pane).toContainText(best[2]?.name ?? '');
  await page.keyboard.press('n');
  await expect(pane).toContainText(best[3]?.name ?? '');
  await page.keyboard.press('Shift+N');
  await expect(pane).toContainText(best[2]?.name ?? '');
  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
  await expect(grid).toBeFocused();
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await picture(page, 'keys');
  await expectAccessible(page);
});

test('the keys of the list begin with its first ad also where the rows of a filter come after the focus', async ({
  open,
}) => {
  const { page, host } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  const films = host.library.view({ where: 'kind:video', sort: 'score' });
  const release = host.hold('score.rows');
  await filter(page).fill('kind:video ');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('grid')).toBeFocused();
  release();
  await expect(page.getByRole('grid', { name: `${films.length} ads` })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: `Review of ${films[0]?.name}` })).toBeFocused();
});

test('tiles move in both directions', async ({ open }) => {
  const { page } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  await page.keyboard.press('t');
  const grid = page.getByRole('grid', { name: /tiles/ });
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  // Opening the pane leaves room for fewer columns, so they are counted before.
  const columns = Number(await grid.getAttribute('aria-colcount'));
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary')).toContainText(best[1 + columns]?.name ?? '');
});

test('another order begins at its top, as tiles and as a table, and another layout keeps the cursor in sight', async ({
  open,
}) => {
  const { page } = await open({ rows: library });
  await expect(first(page)).toBeVisible();
  const grid = page.getByRole('grid');
  const top = () => grid.evaluate((list) => list.scrollTop);
  const scrolled = async () => {
    await grid.evaluate((list) => list.scrollTo(0, 2000));
    await expect.poll(top).toBe(2000);
  };
  await scrolled();
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  await scrolled();
  await page.getByRole('button', { name: 'Order: Score' }).click();
  await page.getByRole('menuitemradio', { name: 'Hook', exact: true }).click();
  await expect.poll(top).toBe(0);
  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('t');
  await expect(page.locator('[data-index="299"]')).toBeInViewport();
  await page.keyboard.press('t');
  await expect(page.locator('[data-index="299"]')).toBeInViewport();
});

test('terms that need more room than one line are all seen, and a held Backspace takes what was typed alone', async ({
  open,
}) => {
  const { page } = await open({ rows: library, settings: { side_list: true } });
  await page.setViewportSize({ width: 960, height: 600 });
  const where = 'in:"/home/anna/Projects/Vellune/2026/campaigns/spring/cutdowns" score>10 kind:video|image ';
  await filter(page).fill(where);
  await filter(page).press('Enter');
  const removes = page.getByRole('button', { name: /^Remove filter/ });
  await expect(removes).toHaveCount(3);
  for (const remove of await removes.all()) await expect(remove).toBeInViewport({ ratio: 1 });
  await filter(page).pressSequentially('abc');
  await page.keyboard.down('Backspace');
  for (let times = 0; times < 6; times += 1) await page.keyboard.down('Backspace');
  await page.keyboard.up('Backspace');
  await expect(filter(page)).toHaveValue('');
  await expect(removes).toHaveCount(3);
  await page.keyboard.press('Backspace');
  await expect(removes).toHaveCount(2);
});

test('keys mean the ad that is open, also where a link opened it and far from the rows that are here', async ({
  open,
}) => {
  const far = best[240]?.id as string;
  const { page, host } = await open({ rows: library }, `#/library/${far}`);
  const picked = () => host.library.all().flatMap(({ id, pick }) => (pick === 'picked' ? [id] : []));
  const grid = page.getByRole('grid');
  await expect(page.getByRole('complementary')).toContainText(best[240]?.name as string);
  await expect(page.locator('[data-index="240"]')).toContainText(best[240]?.name as string);
  await page.keyboard.press('p');
  await expect.poll(picked).toEqual([far]);
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('complementary')).toContainText(best[241]?.name as string);

  // The cursor stands elsewhere when the next link comes.
  const near = best[3]?.id as string;
  await page.evaluate((id) => window.location.assign(`#/library/${id}`), near);
  await expect(grid).toHaveAttribute('aria-activedescendant', 'ad-row-3');
  await page.keyboard.press('p');
  await expect.poll(picked).toHaveLength(2);
  expect(picked()).toContain(near);

  // An ad that the filter hides is on no row: no key may mean another in its place.
  await page.getByRole('combobox', { name: 'Filter and search ads' }).fill('kind:video ');
  await expect(page.getByText(/ of 300$/)).toBeVisible();
  const hidden = best.find(({ kind }) => kind === 'image');
  await page.evaluate((id) => window.location.assign(`#/library/${id}`), hidden?.id);
  await expect(page.getByRole('complementary')).toContainText(hidden?.name as string);
  await grid.focus();
  await page.keyboard.press('p');
  await expect(grid).not.toHaveAttribute('aria-activedescendant');
  expect(picked()).toHaveLength(2);
});
