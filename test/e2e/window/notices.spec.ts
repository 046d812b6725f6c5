import { aJob } from '../../support/fake-api/a-job.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, goTo, pictures, test } from '../support/window.ts';

const library = rows(1200);
const running = aJob(
  1,
  { title: 'spring', state: 'running' },
  { total: 40, done: 37, failed: 2, listed: true },
);

test('notifications, saved views by name and the locale', async ({ open }) => {
  const { page, host } = await open({ rows: library, jobs: [running] });
  const grid = page.getByRole('grid');
  await expect(grid.locator('[data-index]').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();
  host.advance(running.id, 3);
  await expect(page.getByRole('button', { name: 'Notifications, 1 not read' })).toBeVisible();
  await grid.locator('[data-index="0"]').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('p');
  await page.keyboard.press('F8');
  const list = page.getByRole('dialog', { name: 'Notifications' });
  await expect(list.getByText('spring: done, 40 of 40, 2 failed')).toBeVisible();
  await expect(list.getByRole('button', { name: 'Undo' })).toHaveCount(1);
  await expectLooks(page, 'notices');
  await page.setViewportSize({ width: 960, height: 600 });
  await page.emulateMedia({ forcedColors: 'active' });
  await pictures(page, 'notices-forced');
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await list.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { name: 'Job', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();

  const state = {
    where: 'score>70',
    sort: 'name',
    direction: 'asc',
    layout: 'table',
    columns: null,
  } as const;
  await host.call('collections.saveView', { id: 'view_00000001', name: 'Strong ones', state });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('strong on');
  await expect(page.getByRole('option', { name: /Strong ones/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove filter score>70' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('combobox', { name: 'Numbers and dates' }).selectOption('de-DE');
  await expect(page.getByText('Now: 12.345,6 and')).toBeVisible();
  await pictures(page, 'locale');
  await page.getByRole('combobox', { name: 'Refresh results each day' }).selectOption('06:00');
  await expect.poll(() => host.settings.refresh_hour).toBe(6);
  await page.getByText('Tell what a refresh brought').scrollIntoViewIfNeeded();
  await expectLooks(page, 'refresh');
  host.emit({ type: 'digest', text: '2 ads newly tired.' });
  await expect(page.getByRole('button', { name: 'Notifications, 4 not read' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+1');
  await expect(page.getByText('of 1.203')).toBeVisible();

  await grid.focus();
  await goTo(page, 'w');
  const steps = page.getByRole('region', { name: 'When you are ready' });
  await expect(steps.getByRole('listitem')).toHaveCount(4);
  await steps.getByRole('button', { name: 'Skip: Name your brand or a client' }).click();
  await expect(steps.getByText('skipped', { exact: true })).toBeVisible();
  await expectLooks(page, 'first-steps');
  await steps.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Time line' }).or(page.getByText('Back'))).toBeVisible();
  await goTo(page, 'w');
  await expect(steps.getByText('done', { exact: true })).toHaveCount(2);
  await steps.getByRole('button', { name: 'Show skipped steps' }).click();
  await expect(steps.getByRole('button', { name: 'Name', exact: true })).toBeVisible();
});
