import { withoutDecoder } from '../../support/fake-api/health.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

test('empty', async ({ open }) => {
  const { page } = await open();
  await expect(page.getByText('No ads yet')).toBeVisible();
  await expectLooks(page, 'empty');
});

test('without ffmpeg, where ads are added, it says how to get it', async ({ open }) => {
  const { page, host } = await open({}, '#/settings');
  const healthy = host.health;
  host.health = withoutDecoder;
  await page.evaluate(() => window.location.assign('#/welcome'));
  await page.reload();
  const note = page.getByRole('alert');
  await expect(note).toContainText('no ad can be measured');
  await expectLooks(page, 'welcome-no-decoder');
  await note.getByRole('button', { name: 'Name its folder' }).click();
  await expect(page.getByLabel('Folder with ffmpeg and ffprobe')).toBeFocused();
  await page.goBack();
  host.health = healthy;
  await note.getByRole('button', { name: 'Look again' }).click();
  await expect(note).toHaveCount(0);
});

test('nothing matches', async ({ open }) => {
  const { page } = await open({ rows: rows(30) });
  await page.getByRole('combobox', { name: 'Filter and search ads' }).fill('nowhere');
  await expect(page.getByText('No ad matches')).toBeVisible();
  await expectLooks(page, 'no-match');
  await page.getByRole('button', { name: 'Show all ads' }).click();
  await expect(page.getByText('30 ads', { exact: true })).toBeVisible();
});

test('the store is damaged', async ({ open, page: bare }) => {
  const opening = open({ rows: rows(30) }, '#/settings');
  const { page, host } = await opening;
  host.refuse('score.rows', 'STORE_CORRUPT');
  await bare.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByText('The library could not be read')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('titan restore');
  await expectLooks(page, 'error');
  host.refuse('score.rows', null);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('30 ads', { exact: true })).toBeVisible();
});

test('the library was damaged and is an older one', async ({ open }) => {
  const recovery = {
    at: '2026-11-20T09:00:00.000Z',
    backup_at: '2026-11-19T18:00:00Z',
    kept_aside: '/home/anna/.config/titan-ads/titan.db.replaced-20261120T090000Z',
  };
  const { page, host } = await open({ rows: rows(30), settings: { recovery } });
  const note = page.getByRole('alert');
  await expect(note).toContainText('The library was damaged and is back at');
  await expectLooks(page, 'recovered');
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await expect(note).toHaveCount(0);
  expect(host.settings.recovery).toBeNull();
});

test('no library was here, and its backups are', async ({ open }) => {
  const recovery = { at: '2026-11-20T09:00:00.000Z', backup_at: null, backups: 12 } as const;
  const { page, host } = await open({ rows: [], settings: { recovery } });
  const note = page.getByRole('alert');
  await expect(note).toContainText('No library was here, but backups of one are (12)');
  await expectLooks(page, 'library-gone');
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await expect(note).toHaveCount(0);
  expect(host.settings.recovery).toBeNull();
});

test('signed out', async ({ open }) => {
  const { page, host } = await open({ rows: rows(30) }, '#/health');
  host.refuse('settings.get', 'AUTH_EXPIRED');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This tab is signed out' })).toBeVisible();
  await expectLooks(page, 'signed-out');
});

test('loading', async ({ open }) => {
  const { page, host } = await open({ rows: rows(30) }, '#/settings');
  const release = host.hold('score.rows');
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByText('Opening the library')).toBeVisible();
  await expectLooks(page, 'loading');
  release();
  await expect(page.getByText('30 ads', { exact: true })).toBeVisible();
});

test('a view that was left and cannot be read is no library that cannot', async ({ open }) => {
  const { page } = await open({ rows: rows(30) });
  const field = page.getByRole('combobox', { name: 'Filter and search ads' });
  await field.fill('score>much');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText('score');
  await page.reload();
  await expect(page.getByText('This filter cannot be read')).toBeVisible();
  await page.getByRole('button', { name: 'Show all ads' }).click();
  await expect(page.getByText('30 ads', { exact: true })).toBeVisible();

  await page.evaluate(() => {
    const view = { where: 'score>10', sort: 'beauty', direction: 'desc', group: 'mood' };
    localStorage.setItem('titan.last-visit', JSON.stringify({ view }));
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Remove filter score>10' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Order: Score' })).toBeVisible();
  await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible();
});

test('a lost connection is shown, and the window catches up by itself', async ({ open, context }) => {
  const { page, host } = await open({ rows: rows(30) });
  await expect(page.getByText('30 ads', { exact: true })).toBeVisible();
  await context.setOffline(true);
  host.dropListeners();
  await expect(page.getByText('Connection lost')).toBeVisible();
  host.library.add(rows(5, 9), null);
  await context.setOffline(false);
  await expect(page.getByText('Connection lost')).toHaveCount(0);
  await expect(page.getByText('35 ads', { exact: true })).toBeVisible();
});

test('a part that could not be fetched while the connection was lost is fetched again', async ({
  open,
  page,
}) => {
  let asked = 0;
  await page.route('**/assets/source-reads-*.js', (route) => {
    asked += 1;
    return asked < 3 ? route.abort('connectionfailed') : route.continue();
  });
  await open({ rows: rows(2) });
  await expect(page.getByText('Works offline')).toBeVisible();
  await expect(page.getByText('2 ads', { exact: true })).toBeVisible();
});
