import { aJob, jobIdOf, someFailures, someSkipped } from '../../support/fake-api/a-job.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, picture, test, themes } from '../support/window.ts';

const running = aJob(1, { state: 'running' }, { done: 132, total: 412, failed: 3, eta_s: 190 });
const samples = aJob(2, { title: 'Sample ads' }, { done: 12, total: 12 });

for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test('library with a running job', async ({ open }) => {
      const { page } = await open({ rows: rows(132), jobs: [running] });
      await expect(page.getByRole('grid').getByRole('row')).not.toHaveCount(1);
      await page
        .getByRole('checkbox', { name: /^Select/ })
        .nth(1)
        .check();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await picture(page, `library-${theme}`);
      await expectAccessible(page);
    });

    test('library with an open ad', async ({ open }) => {
      const { page } = await open({ rows: rows(60), jobs: [running] });
      await page.getByRole('row').nth(2).click();
      await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
      await page.waitForTimeout(300);
      await picture(page, `detail-${theme}`);
      await expectAccessible(page);
    });

    test('tiles', async ({ open }) => {
      const { page } = await open({ rows: rows(60) });
      await expect(page.getByRole('grid')).toBeVisible();
      await page.keyboard.press('t');
      await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
      await picture(page, `tiles-${theme}`);
      await expectAccessible(page);
    });

    test('first run', async ({ open }) => {
      const { page } = await open({ rows: rows(12, 3), jobs: [samples], settings: { recent_folders: [] } });
      await expect(page.getByRole('heading', { name: /See which ads/ })).toBeVisible();
      await expect(page.getByRole('button', { name: /Checklist score/ }).first()).toBeVisible();
      await picture(page, `first-run-${theme}`);
      await expectAccessible(page);
    });

    test('failures of a job', async ({ open }) => {
      const job = aJob(1, { state: 'done' }, { done: 140, total: 140, failed: 3, skipped: 2 });
      const { page } = await open(
        { rows: rows(10), jobs: [job], failures: someFailures, skipped: someSkipped },
        `#/job/${jobIdOf(1)}`,
      );
      await expect(page.getByText('NO_INDEX')).toBeVisible();
      await picture(page, `failures-${theme}`);
      await expectAccessible(page);
    });

    test('health', async ({ open }) => {
      const { page } = await open({ rows: rows(10), jobs: [running, samples] }, '#/health');
      await expect(page.getByRole('heading', { name: 'Versions and storage' })).toBeVisible();
      await expect(page.getByText('SIGSEGV')).toBeVisible();
      await picture(page, `health-${theme}`);
      await expectAccessible(page);
    });

    test('settings', async ({ open }) => {
      const { page } = await open({}, '#/settings');
      await expect(page.getByText('Files at the same time')).toBeVisible();
      await picture(page, `settings-${theme}`);
      await expectAccessible(page);
    });
  });
}
