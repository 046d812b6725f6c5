import type { Page } from '@playwright/test';
import { aJob, jobIdOf } from '../../support/fake-api/a-job.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, picture, test } from '../support/window.ts';

const job = aJob(1, { state: 'running' }, { done: 0, total: 60, listed: true });
const id = jobIdOf(1);
const first = (page: Page) => page.getByRole('grid').locator('[data-index]').first();

test('rows come in by themselves while nobody touches them', async ({ open }) => {
  const { page, host } = await open({ jobs: [job] });
  await expect(page.getByText('No ads yet')).toBeVisible();
  host.advance(id, 5);
  await expect(page.getByText('5 ads', { exact: true })).toBeVisible();
  host.advance(id, 5);
  await expect(page.getByText('10 ads', { exact: true })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('10 / 60');
  await picture(page, 'streaming');
});

test('what changes before the stream of events is open is shown: nothing is asked until it is', async ({
  open,
  page,
}) => {
  const streams = Promise.withResolvers<void>();
  await page.route('**/v1/events', async (route) => {
    await streams.promise;
    await route.continue();
  });
  const { host } = await open({ jobs: [job] });
  await expect(page.getByRole('contentinfo')).toBeVisible();
  host.setJob(aJob(2, { state: 'running', title: 'Winter' }));
  streams.resolve();
  await expect(page.getByRole('button', { name: '+1 more job' })).toBeVisible();
});

test('rows that come after the window was drawn are asked for once', async ({ open, page }) => {
  const drawn = Promise.withResolvers<void>();
  await page.route('**/v1/score/rows', async (route) => {
    await drawn.promise;
    await route.continue();
  });
  const { host } = await open({ rows: rows(300) });
  await expect(page.getByRole('contentinfo')).toBeVisible();
  drawn.resolve();
  await expect(page.getByRole('grid').locator('[data-index="0"]')).toContainText('Strong');
  const first = host.calls.filter(({ id, input }) => id === 'score.rows' && Object(input).offset === 0);
  expect(first).toHaveLength(1);
});

test('under the pointer nothing moves: new ads wait behind a chip', async ({ open }) => {
  const { page, host } = await open({ rows: rows(40), jobs: [job] });
  await first(page).hover();
  const before = await first(page).textContent();
  host.advance(id, 12, { score: 99, interval80: [97, 100] });
  const chip = page.getByRole('button', { name: 'Show 12 new' });
  await expect(chip).toBeVisible();
  expect(await first(page).textContent()).toBe(before);
  await picture(page, 'show-new');
  await expectAccessible(page);
  await chip.click();
  await expect(first(page)).toContainText('99');
  await expect(chip).toHaveCount(0);
});

test('new ads outside of the filter are not announced', async ({ open }) => {
  const { page, host } = await open({ rows: rows(40), jobs: [job] });
  await page.getByRole('combobox', { name: 'Filter and search ads' }).fill('kind:image ');
  await first(page).hover();
  host.advance(id, 4, { kind: 'video' });
  host.advance(id, 3, { kind: 'image', duration_s: null, strip_frames: 0 });
  await expect(page.getByRole('button', { name: 'Show 3 new' })).toBeVisible();
});

test('a job is paused, resumed and cancelled from its bar', async ({ open }) => {
  const { page, host } = await open({ rows: rows(40), jobs: [job] });
  const bar = page.getByRole('contentinfo');
  host.advance(id, 6);
  await expect(bar).toContainText('Scoring BFCM folder');
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(bar).toContainText('Paused: BFCM folder');
  await picture(page, 'job-paused');
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Resume' }).click();
  await expect(bar).toContainText('Scoring BFCM folder');
  await bar.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toContainText('Cancelled: BFCM folder');
  await bar.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(bar).toContainText('Scoring BFCM folder');
  expect(host.job(id).state).toBe('running');
});

test('a refusal is told and stays until it is closed', async ({ open }) => {
  const { page, host } = await open({ rows: rows(5), jobs: [job] });
  host.refuse('jobs.pause', 'CONFLICT', 'The job has just ended.');
  await page.getByRole('button', { name: 'Pause' }).click();
  const toast = page.getByRole('alert');
  await expect(toast).toContainText('The job has just ended.');
  await picture(page, 'toast-error');
  await expectAccessible(page);
  await toast.getByRole('button', { name: 'Close message' }).click();
  await expect(toast).toHaveCount(0);
});

test('progress reaches screen readers, but not each tick of it', async ({ open }) => {
  const { page, host } = await open({ rows: rows(5), jobs: [job] });
  const live = page.locator('[aria-live=polite]');
  await expect(live).toHaveText(/BFCM folder: running, 0 of 60 files/);
  host.advance(id, 1);
  host.advance(id, 1);
  await expect(page.getByRole('contentinfo')).toContainText('2 / 60');
  await expect(live).toHaveText(/0 of 60 files/);
});

test('several jobs: the first, and how many more', async ({ open }) => {
  const { page } = await open({
    rows: rows(5),
    jobs: [aJob(3, { state: 'queued', title: 'Later' }), aJob(2, { state: 'queued', title: 'Next' }), job],
  });
  await expect(page.getByRole('contentinfo')).toContainText('Scoring BFCM folder');
  await page.getByRole('button', { name: '+2 more jobs' }).click();
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
});
