import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, _electron as electron } from '@playwright/test';
import { root } from '../../scripts/ground/place.mjs';
import type { BenchResult } from './run.ts';
import { copyApp, copyEmptyApp, workFolder } from './window/app-copy.ts';
import { openBrowser, type Served, serveApp } from './window/gateway.ts';
import { usable, watchUsable } from './window/in-page.ts';
import { fillLibrary, measureSamples } from './window/library.ts';

/** What must be there, with text in it; the key that is pressed then; what has the focus after it. */
type Signs = [selector: string, key: string | null, focused: string];
const emptySigns: Signs = ['#root', null, ''];
const librarySigns: Signs = [
  '[role=grid] [data-index="0"]:has(input:enabled)',
  '/',
  'input[aria-label="Filter and search ads"]',
];

/** A new window of Chromium loads pages of its own, such as its address bar; a window of Electron has none. */
const BROWSER_RESTS_MS = 2500;

/**
 * How long the window needs until the first row of the library is painted and a key press is answered, against a page
 * of one word in the same framework, styles and build, served by the same program over the same library. Each load has
 * a browser context of its own. Flags: --rounds N, --ads N (of the larger library), --desktop 0 (leaves out whole starts).
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const rounds = Number(flags.get('rounds') ?? 9);
  const ads = Number(flags.get('ads') ?? 10_000);
  const work = workFolder('start');
  const home = (name: string) => join(work.folder, name);
  const browser = await openBrowser();
  const served: Served[] = [];
  try {
    const app = copyApp(join(work.folder, 'app'));
    const empty = await copyEmptyApp(join(work.folder, 'empty'));
    measureSamples(home('samples'));
    for (const name of ['empty-home', 'large']) cpSync(home('samples'), home(name), { recursive: true });
    fillLibrary(home('large'), ads);
    const serve = async (from: string, data: string) => {
      const gateway = await serveApp(browser, from, data);
      served.push(gateway);
      return gateway;
    };
    const subjects = [
      { gateway: await serve(empty, home('empty-home')), signs: emptySigns, ms: [] as number[] },
      { gateway: await serve(app, home('samples')), signs: librarySigns, ms: [] as number[] },
      { gateway: await serve(app, home('large')), signs: librarySigns, ms: [] as number[] },
    ] as const;
    // The first load of each meets cold caches of its server and of the disk.
    for (let round = -1; round < rounds; round += 1) {
      for (const { gateway, signs, ms } of subjects) {
        const took = await loadMs(browser, gateway, signs);
        if (round >= 0) ms.push(took);
      }
    }
    for (const gateway of served.splice(0)) await gateway.stop();
    const [emptyMs, samplesMs, largeMs] = subjects.map(({ ms }) => median(ms)) as [number, number, number];
    const desktop = {
      desktop_empty_ms: [] as number[],
      desktop_samples_ms: [] as number[],
      desktop_large_ms: [] as number[],
    };
    if (hasStandIn && flags.get('desktop') !== '0') {
      for (let round = 0; round < 3; round += 1) {
        desktop.desktop_empty_ms.push(await wholeStartMs(empty, home('empty-home'), emptySigns));
        desktop.desktop_samples_ms.push(await wholeStartMs(app, home('samples'), librarySigns));
        desktop.desktop_large_ms.push(await wholeStartMs(app, home('large'), librarySigns));
      }
    }
    const ratio = samplesMs / emptyMs;
    return {
      name: 'start',
      ratios: {
        'usable / empty window': { value: ratio, bar: 2 },
        [`usable with ${ads} ads / empty`]: { value: largeMs / emptyMs, bar: 2 },
      },
      raw: {
        empty_ms: subjects[0].ms,
        samples_ms: subjects[1].ms,
        large_ms: subjects[2].ms,
        ...desktop,
      },
      pass: ratio <= 2 && largeMs / emptyMs <= 2,
    };
  } finally {
    for (const gateway of served) await gateway.stop();
    await browser.close();
    work.remove();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function loadMs(browser: Browser, { origin, storageState }: Served, signs: Signs): Promise<number> {
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchUsable, signs);
    await page.waitForTimeout(BROWSER_RESTS_MS);
    await page.goto(`${origin}/#/library`);
    return (await page.evaluate(usable)).sinceNavigationMs;
  } finally {
    await context.close();
  }
}

const standIn = join(root, 'test/support/electron-stand-in/electron');
const hasStandIn = process.platform === 'linux' && existsSync(standIn);

/** From starting the desktop program until its window is usable; what draws the window is the stand-in's browser. */
async function wholeStartMs(app: string, home: string, signs: Signs): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...env } = process.env;
  const startedMs = Date.now();
  const desktop = await electron.launch({
    executablePath: standIn,
    args: [app],
    env: { ...env, TITAN_HOME: home } as Record<string, string>,
    timeout: 120_000,
  });
  try {
    const page = await desktop.firstWindow();
    // Before that the window may still be on its way from the blank page.
    await page.locator('#root > *').first().waitFor();
    await page.evaluate(watchUsable, signs);
    return (await page.evaluate(usable)).atEpochMs - startedMs;
  } finally {
    await desktop.close();
  }
}
