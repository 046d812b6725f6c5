import { aJob } from '../../support/fake-api/a-job.ts';
import { somePerformance } from '../../support/fake-api/performance.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, goTo, pictures, test } from '../support/window.ts';

test('performance: nothing yet, a month of work, and a failure', async ({ open }) => {
  const { page, host } = await open({ rows: rows(6) });
  await expect(page.getByRole('grid')).toBeVisible();
  host.refuse('learn.report', 'NOT_ENOUGH_DATA');

  // Reached by keyboard; without a job it says so and draws no empty plot.
  await goTo(page, 'p');
  await expect(page.getByText('No job ended in these days.')).toBeVisible();
  await expect(page.getByText('No error in these days.')).toBeVisible();
  await expect(page.getByText('Predictions: not enough data')).toBeVisible();
  await expect(page.getByText('Meta, Drive and HubSpot were not asked in these days.')).toBeVisible();
  await expect(page.locator('figure')).toHaveCount(0);
  await expectLooks(page, 'performance-empty');

  host.performance = somePerformance();
  host.record = {
    weights: 'learned',
    judges: [
      {
        judge: 'anthropic claude-sonnet-5-5',
        votes: 340,
        results: 41,
        brier: 0.171,
        spearman: 0.22,
        weight: 0.5,
        says: '41 results.',
      },
    ],
  };
  host.emit({ type: 'learnt' });
  await page.getByText('7 days').click();
  const jobs = page.getByRole('region', { name: 'Jobs' });
  await expect(jobs.getByRole('row', { name: /^Analyses 84 4 1 0:41 49:00$/ })).toBeVisible();
  // The plot is a table to who does not look.
  await expect(jobs.getByRole('table', { name: 'Jobs that ended, by day' })).toBeAttached();
  const speed = page.getByRole('region', { name: 'Speed of analyses' });
  await expect(speed).toContainText('of 2,952 files');
  await expect(page.getByRole('region', { name: 'Errors' })).toContainText('Export the video again.');
  const costs = page.getByRole('region', { name: 'Models and what they cost' });
  await expect(costs).toContainText('nearest came 1.83 USD of its 2.00 USD');
  await expect(costs).toContainText('rate_limit: slow down');
  const services = page.getByRole('region', { name: 'Other services' });
  await expect(services).toContainText('asked to be left alone until');
  await expect(services.getByRole('row', { name: 'Meta 1,841 12 9 12:14' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Storage' })).toContainText('24 of at most 24');
  await expect(page.getByRole('region', { name: 'Record of the models' })).toContainText('0.171');
  await pictures(page, 'performance');
  await page.getByRole('region', { name: 'Storage' }).scrollIntoViewIfNeeded();
  await expectLooks(page, 'performance-foot');
  await page.setViewportSize({ width: 960, height: 600 });
  await expectLooks(page, 'performance-narrow');
  // Runs that ended in one minute are bars of their own, also once the oldest has gone.
  const runs = somePerformance()
    .runs.slice(0, 4)
    .map((run, at) => ({ ...run, ended_at: `2026-11-20T10:0${Math.min(at, 1)}:00.000Z` }));
  for (const [at, from, to] of [
    [1, 0, 3],
    [2, 2, 4],
    [3, 1, 4],
  ] as const) {
    host.performance = { ...somePerformance(), runs: runs.slice(from, to) };
    host.emit({ type: 'job', job: aJob(at) });
    await expect(speed.locator('figure').first().locator('rect')).toHaveCount(to - from);
  }
  await page.getByRole('button', { name: 'Health of every part' }).click();
  await expect(page).toHaveURL(/#\/health/);

  host.refuse('health.performance', 'STORE_CORRUPT');
  await page.goto(page.url().replace(/#.*/, '#/performance'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Performance could not be read' })).toBeVisible();
  await expectLooks(page, 'performance-error');
});
