import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const added_at = '2026-11-20T09:15:00.000Z';

test('a recent folder is watched, paused and let go', async ({ open }) => {
  const { page, host } = await open({ settings: { recent_folders: ['/home/anna/spring'] } }, '#/settings');
  await page.getByRole('button', { name: 'Watch /home/anna/spring' }).click();
  await expect(page.getByText('watching 1 folder')).toBeVisible();
  await page.getByRole('button', { name: 'Pause /home/anna/spring' }).click();
  await expect.poll(() => host.watched[0]?.state).toBe('paused');
  await expect(page.getByText('watching 1 folder')).toHaveCount(0);
  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect.poll(() => host.watched).toEqual([]);
});

test('a watched folder that has gone is told', async ({ open }) => {
  const { page, host } = await open({ rows: rows(3) }, '#/settings');
  await expect.poll(() => host.isHeard).toBe(true);
  host.watch([
    { folder: '/home/anna/spring', state: 'watching', added_at },
    { folder: '/media/stick/ads', state: 'missing', added_at },
  ]);
  await page.getByRole('button', { name: '1 watched folder not found' }).click();
  await expect(page.getByText('not found, looked for again')).toBeInViewport();
  await expectLooks(page, 'watch');
});
