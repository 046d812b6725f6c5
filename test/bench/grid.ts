import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { median } from '../support/statistics.ts';
import type { BenchResult } from './run.ts';
import { copyApp, workFolder } from './window/app-copy.ts';
import { openBrowser, type Served, serveApp } from './window/gateway.ts';
import { answered, watchAnswer } from './window/in-page.ts';
import { fillLibrary, measureSamples } from './window/library.ts';
import { firstRow, grid, lastRow, openLibrary, scrolled, viewport } from './window/library-page.ts';

const count = 'span[role=status]';
const field = 'input[aria-label="Filter and search ads"]';
const filters = [
  ...['score>70', 'kind:video', 'backpack', 'score<50', 'kind:image', 'score:none', 'audio:no', 'near:yes'],
  ...['hook>80', 'score>70 kind:video', 'aspect:9:16', 'clarity<30 hook>50'],
];

/**
 * The window over a real library of 10,000 ads behind the real gateway. Long tasks while it is scrolled in every way are
 * counted beside those of a plain list of equal height that knows nothing but its row numbers: a machine with other
 * work stops both. Flags: --ads N, --huge N, --rounds N, --keep to leave the folder.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const ads = Number(flags.get('ads') ?? 10_000);
  const huge = Number(flags.get('huge') ?? 100_000);
  const rounds = Number(flags.get('rounds') ?? 2);
  const work = workFolder('grid');
  const browser = await openBrowser();
  const served: Served[] = [];
  try {
    const app = copyApp(join(work.folder, 'app'));
    const home = join(work.folder, 'home');
    const hugeHome = join(work.folder, 'huge-home');
    measureSamples(home);
    cpSync(home, hugeHome, { recursive: true });
    fillLibrary(home, ads);
    const gateway = await serveApp(browser, app, home);
    served.push(gateway);

    const tasks = { table: [] as number[], tiles: [] as number[], control: [] as number[] };
    const filterMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const layout of ['table', 'tiles'] as const) {
        const { page } = await openLibrary(browser, gateway);
        await page.getByText(layout === 'table' ? 'Table' : 'Tiles', { exact: true }).click();
        const height = await page.locator(`${grid} [role=rowgroup]`).last().evaluate(heightOf);
        tasks[layout].push(...(await scrolled(page, round)));
        if (layout === 'table') filterMs.push(...(await filtered(page)));
        await page.context().close();
        tasks.control.push(...(await control(browser, height, round)));
      }
    }
    await gateway.stop();
    served.pop();

    // One frame an ad, as of stills: what 100,000 films are indexed for is no matter of the grid.
    fillLibrary(hugeHome, huge, 1);
    const hugeGateway = await serveApp(browser, app, hugeHome);
    served.push(hugeGateway);
    const first = await openLibrary(browser, hugeGateway);
    await first.page.context().close();
    const { page, openMs } = await openLibrary(browser, hugeGateway);
    const hugeEnd = await lastRow(page, huge);
    const hugeFilterMs = await filtered(page);
    await page.context().close();

    const ours = tasks.table.length + tasks.tiles.length;
    const answerMs = median(filterMs);
    return {
      name: 'grid',
      ratios: {
        'long tasks beyond those of a plain list': {
          value: Math.max(0, ours - tasks.control.length),
          bar: 0,
        },
        'filter answer / 100 ms': { value: answerMs / 100, bar: 1 },
        'rows reached / rows, huge library': { value: hugeEnd.rows / huge, bar: 1 },
      },
      raw: {
        ads,
        long_tasks_table_ms: tasks.table,
        long_tasks_tiles_ms: tasks.tiles,
        long_tasks_plain_list_ms: tasks.control,
        filter_ms: filterMs,
        huge_ads: huge,
        huge_first_open_ms: first.openMs,
        huge_open_ms: openMs,
        huge_end_ms: hugeEnd.ms,
        huge_filter_ms: hugeFilterMs,
      },
      pass: ours <= tasks.control.length && answerMs < 100 && hugeEnd.rows === huge,
    };
  } finally {
    for (const gateway of served) await gateway.stop();
    await browser.close();
    if (!flags.has('keep')) work.remove();
  }
}

const heightOf = (element: unknown): number => (element as { clientHeight: number }).clientHeight;

/** The least that a list of that height can be: as many rows as fit, moved and numbered anew. */
async function control(browser: Browser, height: number, seed: number): Promise<number[]> {
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    await page.setContent(`<!doctype html><style>
      body { margin: 0; font: 14px sans-serif }
      [role=grid] { height: 100vh; overflow: auto; position: relative }
      [role=grid] p { position: absolute; margin: 0; height: 52px; width: 100% }
    </style><div role="grid" tabindex="0"><div style="height:${height}px"></div></div><script>
      const list = document.querySelector('[role=grid]');
      const rows = Array.from({ length: 20 }, () => list.appendChild(document.createElement('p')));
      const draw = () => rows.forEach((row, at) => {
        const index = Math.floor(list.scrollTop / 52) + at;
        row.style.transform = 'translateY(' + (index * 52 - ${height}) + 'px)';
        row.textContent = 'Row ' + index;
      });
      list.addEventListener('scroll', draw);
      draw();
    </script>`);
    return await scrolled(page, seed);
  } finally {
    await context.close();
  }
}

/** Times from Enter, after which nothing is waited for, to the painted rows. */
async function filtered(page: Page): Promise<number[]> {
  const all = (await page.locator(count).textContent()) ?? '';
  const times: number[] = [];
  for (const filter of filters) {
    await page.locator(field).focus();
    await page.keyboard.insertText(filter);
    await page.evaluate(watchAnswer, [count, firstRow, all] as [string, string, string]);
    await page.keyboard.press('Enter');
    times.push(await page.evaluate(answered));
    await clearFilter(page, all);
  }
  return times;
}

async function clearFilter(page: Page, all: string): Promise<void> {
  await page.locator(field).focus();
  if ((await page.locator(field).inputValue()) !== '') await page.keyboard.press('Escape');
  for (let left = await page.locator('[aria-label^="Remove filter"]').count(); left > 0; left -= 1)
    await page.keyboard.press('Backspace');
  await page.locator(count).filter({ hasText: all }).waitFor();
}
