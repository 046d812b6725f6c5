import { aFilm, rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, goTo, test } from '../support/window.ts';

const settings = '#/settings';

test('a key can be changed, and then it is the key', async ({ open }) => {
  const { page, host } = await open({ rows: rows(30) }, settings);
  await page.getByText('Change keys').click();
  await page.getByRole('button', { name: 'Change the key of Tiles or table' }).click();
  await page.keyboard.press('y');
  await expect.poll(() => host.settings.keys).toEqual({ layout: ['Y'] });
  await goTo(page, 'l');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /tiles/ })).toHaveCount(0);
  await page.keyboard.press('y');
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  await page.keyboard.press('?');
  const row = page.getByRole('dialog', { name: 'Keys' }).getByText('Tiles or table').locator('..');
  await expect(row).toContainText('Y');
});

test('hints name the keys that are set, and none where there is none', async ({ open }) => {
  const keys = {
    notices: ['F9'],
    help: ['F1'],
    filter: ['Y'],
    slower: ['D'],
    events: ['Q'],
    next: ['Mod+J'],
    rate3: ['F'],
    back: [],
  };
  const film = aFilm(1);
  const { page } = await open({ rows: [film], settings: { keys } });
  await expect(page.getByTitle('Notifications (F9)')).toBeVisible();
  await expect(page.getByRole('contentinfo').getByText('F1', { exact: true })).toBeVisible();
  await expect(page.getByText('Y', { exact: true })).toBeVisible();
  await page
    .getByRole('grid')
    .locator('[data-index="0"]')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByRole('button', { name: 'Clear', exact: true })).toHaveText('Clear');
  await page.getByRole('button', { name: 'Rate the chosen ads' }).click();
  await expect(page.getByRole('menuitem', { name: '3 of 5' })).toContainText('F');
  await page.keyboard.press('Escape');
  await page.evaluate((id) => (window.location.hash = `#/review/${id}`), film.id);
  const bar = page.getByRole('group', { name: 'Your decision' });
  await expect(bar).toContainText('Pick');
  await expect(bar).not.toContainText('1–5');
  await expect(page.getByRole('button', { name: 'Library', exact: true }).last()).toHaveText('Library');
  await expect(page.getByRole('button', { name: 'Next ad' })).toHaveAttribute(
    'aria-keyshortcuts',
    'Control+J',
  );
  for (const key of ['D', 'Q']) await expect(page.getByText(key, { exact: true })).toBeVisible();
});

test('keys that are turned off are named nowhere, and the sheet says why', async ({ open }) => {
  const [film, other] = [aFilm(1), aFilm(2)];
  const { page } = await open({ rows: [film, other], settings: { single_key_shortcuts: false } });
  await page
    .getByRole('grid')
    .locator('[data-index="0"]')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByRole('button', { name: 'Clear', exact: true })).toHaveText('ClearEsc');
  await expect(page.getByRole('button', { name: 'Pick', exact: true })).toHaveText('Pick');
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toContainText('Ctrl E');
  await page.getByRole('button', { name: 'Rate the chosen ads' }).click();
  await expect(page.getByRole('menuitem', { name: '3 of 5' })).toHaveText('3 of 5');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: /^Tiles or table/ })).toHaveText('Tiles or table');
  await expect(page.getByRole('option', { name: /^Go to Library/ })).toContainText('Ctrl 1');
  await page.keyboard.press('Escape');
  await page.getByRole('contentinfo').getByRole('button', { name: 'keys' }).click();
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toContainText('turned off in Settings');
  await expect(sheet).toContainText('Go to Library');
  await expect(sheet).not.toContainText('Tiles or table');
  await expectLooks(page, 'keys-off');
  await page.keyboard.press('Escape');
  await page.evaluate((id) => (window.location.hash = `#/review/${id}`), film.id);
  const bar = page.getByRole('group', { name: 'Your decision' });
  await expect(bar).toContainText('Pick');
  await expect(bar).not.toContainText('1–5');
  await page.evaluate((ids) => (window.location.hash = `#/compare/${ids}`), `${film.id},${other.id}`);
  await expect(page.getByText(/Playing and seeking move all of them\.\s*$/)).toBeVisible();
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

test('F6 goes round the parts of the window, also from a text field and without single keys', async ({
  open,
}) => {
  const { page } = await open({ rows: rows(30), settings: { single_key_shortcuts: false } });
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('combobox', { name: 'Filter and search ads' })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(grid).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('contentinfo').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('F6');
  await expect(page.getByRole('button', { name: 'Library', exact: true })).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  await expect(grid).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Score and reasons' })).toBeVisible();
  for (const name of ['Score and reasons', 'Notes, words, checks and file', 'Lanes']) {
    await page.keyboard.press('F6');
    await expect(page.getByRole('region', { name, exact: true })).toBeFocused();
  }
});

test('a number held with Ctrl goes to each screen', async ({ open }) => {
  const { page } = await open({}, settings);
  const screens = [
    'library',
    'health',
    'insights',
    'budget',
    'approvals',
    'director',
    'today',
    'performance',
  ];
  for (const [at, screen] of screens.entries()) {
    await page.keyboard.press(`Control+${at + 1}`);
    await expect(page).toHaveURL(new RegExp(`#/${screen}$`));
  }
});

test('in Review, keys mean what has the focus: Space folds, the search behind it is not offered', async ({
  open,
}) => {
  const { page } = await open({ rows: [aFilm(1)] });
  await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  const fold = page.locator('summary', { hasText: 'All checks' });
  await fold.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('details:not([open]) > summary', { hasText: 'All checks' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Search');
  await expect(page.getByRole('dialog').getByRole('option', { name: /^Search/ })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.keyboard.press('m');
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('日本');
  await note.evaluate((field) => {
    for (const key of ['Enter', 'Escape'])
      field.dispatchEvent(
        new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }),
      );
  });
  await expect(note).toHaveValue('日本');
});

test('the list of keys', async ({ open }) => {
  const { page } = await open({ settings: { keys: { layout: ['Y'], filter: [] } } }, settings);
  await page.getByText('Change keys').click();
  await page.getByRole('button', { name: 'Change the key of Search' }).click();
  await page.keyboard.press('n');
  await expect(page.getByText('N is “Next ad”.')).toBeVisible();
  await expectLooks(page, 'keys');
});
