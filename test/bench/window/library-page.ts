import type { Browser, Page } from '@playwright/test';
import { createDraw } from '../../support/fake-api/random.ts';
import type { Served } from './gateway.ts';
import { scrollAll, takeTasks, usable, watchTasks, watchUsable } from './in-page.ts';

export const grid = '[role=grid]';
export const firstRow = `${grid} [data-index="0"]:has(input:enabled)`;
/** What is watched for without a key. */
export const shown = (selector: string): Parameters<typeof watchUsable>[0] => [selector, null, ''];
export const viewport = { width: 1440, height: 900 };

export async function openLibrary(browser: Browser, { origin, storageState }: Served) {
  const context = await browser.newContext({ storageState, viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.addInitScript(watchUsable, shown(firstRow));
  await page.goto(`${origin}/#/library`);
  const { sinceNavigationMs: openMs } = await page.evaluate(usable);
  return { page, openMs };
}

/** By the scroll bar, by script over the whole height, by the wheel and by a held key. */
export async function scrolled(page: Page, seed: number): Promise<number[]> {
  const draw = createDraw(seed);
  const places = Array.from({ length: 60 }, () => draw.unit());
  await page.evaluate(watchTasks);
  await page.evaluate(scrollAll, [grid, places] as [string, number[]]);
  await page.mouse.move(viewport.width / 2, viewport.height / 2);
  for (let notch = 0; notch < 120; notch += 1) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(20);
  }
  await page.locator(grid).focus();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(200);
  return page.evaluate(takeTasks);
}

/** How many rows the list is known to have once its end was reached by a key, and when that row was there. */
export async function lastRow(page: Page, rows: number): Promise<{ rows: number; ms: number }> {
  await page.locator(grid).focus();
  await page.evaluate(watchUsable, shown(`${grid} [data-index="${rows - 1}"]:has(input:enabled)`));
  const from = performance.now();
  await page.keyboard.press('End');
  await page.evaluate(usable);
  const ms = performance.now() - from;
  const last = await page.locator(`${grid} [data-index]`).last().getAttribute('data-index');
  return { rows: Number(last) + 1, ms };
}
