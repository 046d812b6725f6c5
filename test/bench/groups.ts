import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { median } from '../support/statistics.ts';
import type { BenchResult } from './run.ts';
import { copyApp, workFolder } from './window/app-copy.ts';
import { openBrowser, serveApp } from './window/gateway.ts';
import { usable, watchUsable } from './window/in-page.ts';
import { fillLibrary, measureSamples } from './window/library.ts';
import { grid, lastRow, openLibrary, scrolled, shown } from './window/library-page.ts';

const hooks = ['question', 'problem', 'offer', 'demo', 'social_proof', 'listicle', 'newness', 'unknown'];

/**
 * 100,000 ads in groups, behind the real gateway: from the key that lays them into near-duplicates, then hooks, then none,
 * to the painted lines, beside the time that another order of the same list needs; long tasks while scrolling; the last
 * row. Flags: --ads N, --rounds N, --keep.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const ads = Number(flags.get('ads') ?? 100_000);
  const rounds = Number(flags.get('rounds') ?? 3);
  const work = workFolder('groups');
  const browser = await openBrowser();
  try {
    const app = copyApp(join(work.folder, 'app'));
    const home = join(work.folder, 'home');
    measureSamples(home);
    fillLibrary(home, ads, 1);
    giveGroups(home);
    const gateway = await serveApp(browser, app, home);
    try {
      const { page, openMs } = await openLibrary(browser, gateway);
      await compared(page, ads);
      const ms = { near: [] as number[], hook: [] as number[], none: [] as number[], order: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        ms.near.push(await switched(page, 'Nearly the same'));
        ms.hook.push(await switched(page, 'Hook: '));
        ms.none.push(await switched(page, null));
        ms.order.push(await ordered(page));
      }
      const tasks: Record<string, number[]> = {};
      const ends: Record<string, number> = {};
      for (const [group, title] of [
        ['near', 'Nearly the same'],
        ['hook', 'Hook: '],
      ] as const) {
        await switched(page, title);
        tasks[group] = await scrolled(page, 1);
        ends[group] = (await lastRow(page, ads)).ms;
      }
      const value = Math.max(median(ms.near), median(ms.hook)) / median(ms.order);
      return {
        name: 'groups',
        ratios: { 'slower grouping / another order of the list': value },
        raw: { ads, open_ms: openMs, switch_ms: ms, long_tasks_ms: tasks, last_row_ms: ends },
        // No bar is set: it fails only where a grouping is not drawn or the last row is not reached.
        pass: true,
      };
    } finally {
      await gateway.stop();
    }
  } finally {
    await browser.close();
    if (!flags.has('keep')) work.remove();
  }
}

/** Every tenth ad shows what the one before it shows; hooks take turns. */
function giveGroups(home: string): void {
  const db = new Sqlite(join(home, 'titan.db'));
  db.pragma('synchronous = off');
  db.prepare(
    `update measurements set hashes = (select before.hashes from measurements before join ads on ads.id = before.ad_id
     where ads.added_seq = (select added_seq - 1 from ads where id = measurements.ad_id))
     where ad_id in (select id from ads where added_seq % 10 = 0 and added_seq > 20)`,
  ).run();
  const named = hooks.map((hook, at) => `when ${at} then '${hook}'`).join(' ');
  db.prepare(`update ads set hook_type = case added_seq % ${hooks.length} ${named} end`).run();
  db.close();
}

/** Until all ads have been compared, near-duplicates are still being found. */
async function compared(page: Page, ads: number): Promise<void> {
  const body = JSON.stringify({ where: '', sort: 'score', direction: 'desc', offset: 0, limit: 1 });
  for (;;) {
    const indexed = await page.evaluate<number>(
      `fetch('v1/score/rows', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${body}' })
       .then((answer) => answer.json()).then(({ indexed }) => indexed)`,
    );
    if (indexed >= ads) return;
    await page.waitForTimeout(1000);
  }
}

/** From the key to the painted lines of the next grouping; null is none. */
async function switched(page: Page, title: string | null): Promise<number> {
  await page.locator(grid).focus();
  const wanted =
    title === null
      ? `${grid}:not(:has([data-group]))`
      : `${grid}:has([aria-label^="Select the ads of ${title}"])`;
  const from = performance.now();
  await page.keyboard.press('Shift+G');
  await page.evaluate(watchUsable, shown(`${wanted} [data-index="0"]:has(input:enabled)`));
  await page.evaluate(usable);
  return performance.now() - from;
}

/** The same for another order, which reads the whole list anew, too. */
async function ordered(page: Page): Promise<number> {
  const first = (await page.locator(`${grid} [data-index="0"]`).textContent()) ?? '';
  const from = performance.now();
  await page.getByTitle('Sort by clarity').click();
  await page.locator(`${grid} [data-index="0"]:has(input:enabled)`).filter({ hasNotText: first }).waitFor();
  return performance.now() - from;
}
