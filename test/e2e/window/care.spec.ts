import { aJob, jobIdOf, someFailures, someSkipped } from '../../support/fake-api/a-job.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, expectLooks, picture, test } from '../support/window.ts';

test('failed files have code, cause, next step, and are tried again', async ({ open }) => {
  const job = aJob(1, { state: 'done' }, { done: 140, total: 140, failed: 3, skipped: 2 });
  const { page, host } = await open({
    rows: rows(10),
    jobs: [job],
    failures: someFailures,
    skipped: someSkipped,
  });
  await page.getByRole('button', { name: '3 failed, 2 skipped' }).click();
  const row = page.getByRole('row', { name: /voiceover_only/ });
  await expect(row).toContainText('NO_VIDEO');
  await expect(row).toContainText('The file has sound but no picture.');
  await expect(row).toContainText('Export the ad again with its video track.');
  await page.getByRole('button', { name: 'Retry 3 files' }).click();
  await expect(page.getByText('No file failed')).toHaveCount(0);
  await expect(page.getByRole('row', { name: /voiceover_only/ })).toHaveCount(0);
  expect(host.job(jobIdOf(1)).state).toBe('running');
});

test('settings are kept by the host and take effect at once', async ({ open }) => {
  const { page, host } = await open({ rows: rows(30) }, '#/settings');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByText('Roomy', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Files at the same time' }).fill('4');
  await page.getByRole('textbox', { name: 'Folder with ffmpeg and ffprobe' }).fill('/opt/ffmpeg/bin');
  await page.getByRole('textbox', { name: 'Folder with ffmpeg and ffprobe' }).press('Enter');
  await expect
    .poll(() => host.settings)
    .toMatchObject({ theme: 'dark', density: 'roomy', parallel_files: 4, ffmpeg_dir: '/opt/ffmpeg/bin' });
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('grid').locator('[data-index]').first()).toHaveCSS('height', '64px');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('a number is saved as it was meant, not at each digit, and one step takes it back', async ({ open }) => {
  const { page, host } = await open({ rows: rows(3) }, '#/settings');
  const before = host.settings.drive_cache_gb;
  const field = page.getByRole('textbox', { name: 'Files kept from Drive in GB' });
  await field.clear();
  await field.pressSequentially('120');
  await field.press('Enter');
  await expect.poll(() => host.settings.drive_cache_gb).toBe(120);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => host.settings.drive_cache_gb).toBe(before);
  await expect(field).toHaveValue(String(before));
  expect(host.calls.filter(({ id }) => id === 'settings.set')).toHaveLength(2);
});

test('programs get a token that reads or proposes, shown once, and lose it', async ({ open }) => {
  const { page, host } = await open({}, '#/settings/programs');
  const name = page.getByRole('textbox', { name: 'Name of the program' });
  await expect(name).toBeFocused();
  await name.fill('Weekly report');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The token of Weekly report, shown this once:')).toBeVisible();
  await expect(page.getByText(/^titan_x{43}$/)).toBeVisible();
  await name.fill('n8n');
  await page.getByText('Reads and proposes', { exact: true }).click();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(page.getByText('The token of n8n')).toBeVisible();
  expect(host.tokens.map((token) => [token.name, token.scopes])).toEqual([
    ['n8n', 'read propose'],
    ['Weekly report', 'read'],
  ]);
  await expectLooks(page, 'program-tokens');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(/^titan_/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Take away the token of n8n' }).click();
  await expect(page.getByText('n8n', { exact: true })).toHaveCount(0);
});

test('a refused setting goes back and says why', async ({ open }) => {
  const { page, host } = await open({}, '#/settings');
  await expect(page.getByText('Rows', { exact: true })).toBeVisible();
  host.refuse('settings.set', 'READ_ONLY');
  await page.getByText('Compact', { exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('The data folder cannot be written.');
  await expect(page.getByRole('radio', { name: 'Default' })).toBeChecked();
});

test('the logo of a brand is chosen, shown, taken away and brought back', async ({ open }) => {
  const { page, host } = await open({}, '#/settings/brand-logo');
  const kit = () => host.kits[0]?.kit;
  const arrives = host.hold('brand.addLogo');
  await page.getByLabel('Picture of the logo').setInputFiles('resources/icons/icon.png');
  // Typed while the picture is on its way.
  await page.getByLabel('Names of the brand').fill('Fjordline');
  await page.getByLabel('Names of the brand').press('Enter');
  await expect.poll(kit).toMatchObject({ names: ['Fjordline'], logo: null });
  arrives();
  const logo = page.getByRole('img', { name: 'Logo of the brand' });
  await expect(logo).toBeVisible();
  await expectLooks(page, 'brand-logo');
  await page.getByRole('button', { name: 'Take away' }).click();
  await expect(logo).toHaveCount(0);
  expect(kit()).toEqual({ names: ['Fjordline'], colours: [], logo: null });
  await expect(page.getByRole('button', { name: 'Choose a picture …' })).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(logo).toBeVisible();
  expect(kit()).toMatchObject({ names: ['Fjordline'], logo: { width: 256 } });
});

test('single keys can be turned off', async ({ open }) => {
  const { page } = await open({ rows: rows(30), settings: { single_key_shortcuts: false } });
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('t');
  await page.keyboard.press('?');
  await expect(page.getByRole('grid', { name: /tiles/ })).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { name: 'Look' })).toBeVisible();
});

test('health: backup, log, copy', async ({ open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, host } = await open({ rows: rows(30) }, '#/health');
  // A button that is at work cannot be pressed, and has the focus again behind that.
  const backUp = page.getByRole('button', { name: 'Back up now' });
  const written = host.hold('store.backup');
  await backUp.focus();
  await page.keyboard.press('Enter');
  await expect(backUp).toBeDisabled();
  await expect(backUp).not.toBeFocused();
  written();
  await expect(page.getByText('Backup written: titan-20261120-092100.db')).toBeVisible();
  await expect(backUp).toBeFocused();
  expect(host.backups).toHaveLength(4);
  await page.getByText('Errors', { exact: true }).click();
  const log = page.getByRole('region', { name: 'Log lines' });
  await expect(log.getByRole('listitem')).toHaveCount(1);
  await log.getByText(/Details/).click();
  await expect(log).toContainText('measure.ts:88');
  await log.getByRole('button', { name: 'Copy this line' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('log id 3fa9c1d2');
  await picture(page, 'health-error');
  await expectAccessible(page);
});
