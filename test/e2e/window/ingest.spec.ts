import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aJob } from '../../support/fake-api/a-job.ts';
import { anAccount } from '../../support/fake-api/accounts.ts';
import { aBudget } from '../../support/fake-api/budget.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { dropPaths } from '../support/drop-paths.ts';
import { expect, expectLooks, picture, test } from '../support/window.ts';

const fresh = { settings: { recent_folders: [] } };

test('the window opens on the first run until there are ads of one’s own', async ({ open }) => {
  const { page, host } = await open(fresh);
  await expect(page.getByRole('heading', { name: /See which ads/ })).toBeVisible();
  await expect(page.getByText('The sample ads appear here')).toBeVisible();
  const { job_id } = ((await host.call('ingest.samples', {})) as { value: { job_id: string } }).value;
  host.advance(job_id, 6);
  await expect(page.getByRole('heading', { name: 'Or look around with 6 sample ads' })).toBeVisible();
  await expect(page.getByText('6 of 40')).toBeVisible();
  await page.getByRole('button', { name: 'Open the samples' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
});

test('ads of one’s own are not offered as samples on the way back there', async ({ open }) => {
  const { page } = await open({ rows: rows(5) }, '#/welcome');
  await expect(page.getByRole('heading', { name: 'Or look at your 5 ads' })).toBeVisible();
  await page.getByRole('button', { name: 'Open the Library' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
});

test('nor are those of a drive, of which no folder tells', async ({ open }) => {
  const jobs = [aJob(2, { title: 'Sample ads' }), aJob(1, { title: 'Autumn ads' })];
  const { page } = await open({ ...fresh, rows: rows(5), jobs }, '#/welcome');
  await expect(page.getByRole('heading', { name: 'Or look at your 5 ads' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Add your own ads' })).toContainText('done');
});

test('the first steps promise what holds with the accounts that are connected', async ({ open }) => {
  const { page, host } = await open(fresh);
  const promises = page.getByRole('complementary', { name: 'What stays on this machine' });
  await expect(promises).toContainText('Nothing leaves it');
  await expect(promises).toContainText('No model outside is asked.');
  host.setAccount(anAccount('meta', {}));
  await expect(promises).toContainText('goes to the accounts that you connected: Meta Ads.');
  await expect(promises).toContainText('No model outside is asked.');
  host.setAccount(anAccount('anthropic', {}));
  await expect(promises).toContainText('ask models: ');
  await expect(promises).not.toContainText('No model outside');
  await expectLooks(page, 'welcome-connected');
});

test('files that are chosen in a browser are sent, then measured', async ({ open }) => {
  const { page, host } = await open(fresh);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles([
    { name: 'one.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(1500) },
    { name: 'two words.png', mimeType: 'image/png', buffer: Buffer.alloc(700) },
  ]);
  await expect(page.getByRole('contentinfo')).toContainText('Scoring 2 dropped files');
  expect(host.uploads.map((line) => line.replace(/^[^/]*\//, '')).sort()).toEqual([
    'one.mp4 1500',
    'two words.png 700',
  ]);
  expect(page.url()).toContain('#/library');
});

test('a drop anywhere in the window is taken', async ({ open }) => {
  const { page, host } = await open({ rows: rows(5) });
  await expect(page.getByRole('grid')).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['abc'], 'dropped.mp4', { type: 'video/mp4' }));
    return transfer;
  });
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop to measure 1 item')).toBeVisible();
  await picture(page, 'drop-over');
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(page.getByText('Drop to measure')).toHaveCount(0);
  await expect.poll(() => host.uploads).toHaveLength(1);
  await expect(page.getByRole('contentinfo')).toContainText('Scoring');
});

test('files of views that are dropped are shown, and what lies beside them is measured', async ({ open }) => {
  const { page, host } = await open({ rows: rows(5) });
  await expect(page.getByRole('grid')).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    for (const [name, where] of Object.entries({ Strong: 'score>70', Films: 'kind:video' })) {
      const state = { where, sort: 'name', direction: 'asc', layout: 'table', columns: null };
      const text = JSON.stringify({ titan_views: 1, views: [{ name, state }] });
      transfer.items.add(new File([text], `${name}.TITAN`));
    }
    transfer.items.add(new File(['abc'], 'dropped.mp4', { type: 'video/mp4' }));
    transfer.items.add(new File(['{'], 'other.titan'));
    return transfer;
  });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(page.getByText('1 of 3 files hold no views.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove filter score>70' })).toBeVisible();
  await expect
    .poll(() => host.uploads.map((line) => line.replace(/^[^/]*\//, '')))
    .toEqual(['dropped.mp4 3']);
  await page.getByText('Strong is the first of 2 views of the files').waitFor();
  await page.getByRole('button', { name: 'Save all' }).click();
  await page.keyboard.press('b');
  const pane = page.getByRole('navigation', { name: 'Collections' });
  for (const name of ['Strong', 'Films'])
    await expect(pane.getByRole('button', { name, exact: true })).toBeVisible();
});

test('what is dropped on a dialog leaves it as it stands: a folder is measured, views wait', async ({
  open,
}) => {
  const { host, page } = await open({ rows: rows(5) });
  host.budget = aBudget();
  await page.evaluate(() => (window.location.hash = '#/budget'));
  await page.getByRole('button', { name: 'Set limits' }).click();
  const floor = page.getByRole('dialog').getByLabel('Floor of Static offers DE');
  await floor.fill('50');
  const folder = await mkdtemp(join(tmpdir(), 'titan-'));
  // Called as a file of views is, and none.
  await mkdir(join(folder, 'spring.titan'));
  await writeFile(join(folder, 'spring.titan', 'one.mp4'), 'abc');
  const state = { where: 'score>70', sort: 'name', direction: 'asc', layout: 'table', columns: null };
  const views = [{ name: 'Strong', state }];
  await writeFile(join(folder, 'Strong.titan'), JSON.stringify({ titan_views: 1, views }));
  await dropPaths(page, { x: 700, y: 450 }, [join(folder, 'spring.titan'), join(folder, 'Strong.titan')]);
  await expect
    .poll(() => host.uploads.map((line) => line.replace(/^[^/]*\//, '')))
    .toEqual(['spring.titan/one.mp4 3']);
  await expect(page.getByText('What you opened is shown once the dialog is closed.')).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Scoring');
  await expect(floor).toHaveValue('50');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Remove filter score>70' })).toBeVisible();
  await rm(folder, { recursive: true });
});

test('a folder of this machine is named by its path', async ({ open }) => {
  const { page, host } = await open({ rows: rows(5) });
  await page.getByRole('button', { name: 'Add ads' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectLooks(page, 'menu-add');
  await page.getByRole('menuitem', { name: /Path on this machine/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Path').fill('/missing/folder');
  await dialog.getByLabel('Path').press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('There is no such thing here.');
  await expectLooks(page, 'dialog-path');
  await dialog.getByLabel('Path').fill('/home/anna/ads');
  await dialog.getByRole('button', { name: 'Measure this path' }).click();
  await expect(dialog).toHaveCount(0);
  expect(host.calls.findLast(({ id }) => id === 'ingest.analyze')?.input).toEqual({
    paths: ['/home/anna/ads'],
  });
  await page.getByRole('button', { name: 'Watch this folder' }).click();
  await expect.poll(() => host.watched.map(({ folder }) => folder)).toEqual(['/home/anna/ads']);
  await page.getByRole('button', { name: 'Add ads' }).click();
  await page.getByRole('menuitem', { name: /Path on this machine/ }).click();
  await dialog.getByLabel('Path').fill('/home/anna/one.mp4');
  await dialog.getByLabel('Path').press('Enter');
  await expect(dialog).toHaveCount(0);
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('button', { name: 'Watch this folder' })).toHaveCount(0);
});

test('a full disk stops an upload and says what to do', async ({ open }) => {
  const { page, host } = await open(fresh);
  host.refuse('ingest.openUpload', 'DISK_FULL');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles([{ name: 'one.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(10) }]);
  await expect(page.getByRole('alert')).toContainText('Free some space');
});
