import type { Page } from '@playwright/test';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, picture, test } from '../support/window.ts';

/** Tasks over 50 ms since the last call, as the browser itself counts them. */
const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const watched = window as unknown as { tasks: number[] };
    return watched.tasks.splice(0);
  });

const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const watched = window as unknown as { tasks: number[] };
    watched.tasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watched.tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });

/** Scrolls a little with each frame, as a wheel does. */
const scroll = (page: Page, frames: number): Promise<void> =>
  page.getByRole('grid').evaluate(async (grid, count) => {
    for (let at = 0; at < count; at += 1) {
      grid.scrollTop += 60;
      await new Promise(requestAnimationFrame);
    }
  }, frames);

test('10,000 ads scroll', async ({ open }, info) => {
  const { page } = await open({ rows: rows(10_000) });
  await expect(page.getByText('10,000 ads', { exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await watch(page);
  await scroll(page, 240);
  await expect.poll(() => page.getByRole('grid').evaluate((grid) => grid.scrollTop)).toBeGreaterThan(10_000);
  const tasks = await longTasks(page);
  info.annotations.push({ type: 'long tasks while scrolling', description: JSON.stringify(tasks) });
  await expect(page.getByRole('grid').locator('[data-index]').nth(8)).toContainText('Strong');
  await picture(page, 'scale-10000');
  // How long a task takes depends on the machine, so the count is reported; what must hold everywhere is the DOM.
  expect(await page.getByRole('grid').locator('[data-index]').count()).toBeLessThan(60);
});

test('100,000 ads open, jump to their end and filter', async ({ open }) => {
  const { page, host } = await open({ rows: rows(100_000) });
  await expect(page.getByText('100,000 ads', { exact: true })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('grid').locator('[data-index="99999"]')).toContainText('no score');
  expect(host.calls.filter(({ id }) => id === 'score.rows').length).toBeLessThan(12);
  await page.getByRole('combobox', { name: 'Filter and search ads' }).fill('score>95 ');
  await expect(page.getByText(/of 100,000/)).toBeVisible();
  await expect(page.getByRole('grid').locator('[data-index]').first()).toContainText('96');
  await picture(page, 'scale-100000');
});

test('the ad that the keyboard stands on is never taken out of the list, over a jump and a scroll', async ({
  open,
}) => {
  const { page } = await open({ rows: rows(5_000) });
  const grid = page.getByRole('grid');
  await expect(grid.locator('[data-index="0"]')).toContainText('96');
  await grid.focus();
  await grid.evaluate((list) => {
    const lost = () => {
      const id = list.getAttribute('aria-activedescendant');
      if (id === null || !document.getElementById(id)) list.dataset.lost = 'yes';
    };
    list.addEventListener('keydown', () => new MutationObserver(lost).observe(list, look), { once: true });
    const look = {
      attributes: true,
      attributeFilter: ['aria-activedescendant'],
      childList: true,
      subtree: true,
    };
  });
  for (const key of ['ArrowDown', 'PageDown', 'PageDown', 'End', 'Home', 'PageDown'])
    await page.keyboard.press(key);
  const stands = (await grid.getAttribute('aria-activedescendant')) ?? '';
  await grid.evaluate((list) => {
    list.scrollTop = 90_000;
  });
  const isThere = () =>
    grid.evaluate((list) =>
      /Strong|Watch|Low/.test(list.lastElementChild?.lastElementChild?.textContent ?? ''),
    );
  await expect.poll(isThere).toBe(true);
  await expect(grid.locator('[data-index]').last()).toHaveAttribute('data-index', /^1\d\d\d$/);
  await expect(grid).toHaveAttribute('aria-activedescendant', stands);
  expect(await grid.getAttribute('data-lost')).toBeNull();
});
