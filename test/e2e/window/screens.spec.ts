import { aJob, jobIdOf, someFailures, someSkipped } from '../../support/fake-api/a-job.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const running = aJob(1, { state: 'running' }, { done: 132, total: 412, failed: 3, eta_s: 190 });
const samples = aJob(2, { title: 'Sample ads' }, { done: 12, total: 12 });

test('library with a running job', async ({ open }) => {
  const { page } = await open({ rows: rows(132), jobs: [running] });
  await expect(page.getByRole('grid').getByRole('row')).not.toHaveCount(1);
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .nth(1)
    .check();
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await expectLooks(page, 'library');
});

test('library with an open ad', async ({ open }) => {
  const { page } = await open({ rows: rows(60), jobs: [running] });
  await page.getByRole('row').nth(2).click();
  await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
  await expectLooks(page, 'detail');
});

test('tiles', async ({ open }) => {
  const { page } = await open({ rows: rows(60) });
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  await expectLooks(page, 'tiles');
});

test('first run', async ({ open }) => {
  const { page } = await open({ rows: rows(12, 3), jobs: [samples], settings: { recent_folders: [] } });
  await expect(page.getByRole('heading', { name: /See which ads/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Checklist score/ }).first()).toBeVisible();
  await expectLooks(page, 'first-run');
});

test('failures of a job', async ({ open }) => {
  const job = aJob(1, { state: 'done' }, { done: 140, total: 140, failed: 3, skipped: 2 });
  const { page } = await open(
    { rows: rows(10), jobs: [job], failures: someFailures, skipped: someSkipped },
    `#/job/${jobIdOf(1)}`,
  );
  await expect(page.getByText('NO_INDEX')).toBeVisible();
  await expectLooks(page, 'failures');
});

test('health', async ({ open }) => {
  const { page } = await open({ rows: rows(10), jobs: [running, samples] }, '#/health');
  await expect(page.getByRole('heading', { name: 'Versions and storage' })).toBeVisible();
  await expect(page.getByText('SIGSEGV')).toBeVisible();
  await expectLooks(page, 'health');
});

test('settings', async ({ open }) => {
  const { page } = await open({}, '#/settings');
  await expect(page.getByText('Files at the same time')).toBeVisible();
  await expectLooks(page, 'settings');
});
