import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, _electron as electron } from '@playwright/test';
import { root } from '../../scripts/ground/place.mjs';
import type { BenchResult } from './run.ts';
import { copyApp, copyEmptyApp, workFolder } from './window/app-copy.ts';
import { openBrowser, openProfile, type Served, serveApp } from './window/gateway.ts';
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

/** From the second load on the browser keeps what it compiled, and uses that from the third. */
const UNCOUNTED = 2;

/**
 * How long the window of an installed app needs until the first row of the library is painted and a key press is
 * answered, against a page of one word in the same framework, styles and build, served by the same program over the
 * same library. Each has a browser profile of its own, in which it was opened before; the very first load of each is in
 * the raw figures. Flags: --rounds N, --ads N (of the larger library), --desktop 0 (leaves out whole starts).
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const rounds = Number(flags.get('rounds') ?? 9);
  const ads = Number(flags.get('ads') ?? 10_000);
  const work = workFolder('start');
  const home = (name: string) => join(work.folder, name);
  const browser = await openBrowser();
  const served: Served[] = [];
  const profiles: BrowserContext[] = [];
  try {
    const app = copyApp(join(work.folder, 'app'));
    const empty = await copyEmptyApp(join(work.folder, 'empty'));
    measureSamples(home('samples'));
    for (const name of ['empty-home', 'large']) cpSync(home('samples'), home(name), { recursive: true });
    fillLibrary(home('large'), ads);
    const subject = async (name: string, from: string, data: string, signs: Signs) => {
      const gateway = await serveApp(browser, from, data);
      served.push(gateway);
      const profile = await openProfile(home(`profile-${name}`), gateway);
      profiles.push(profile);
      return { origin: gateway.origin, profile, signs, ms: [] as number[] };
    };
    const subjects = [
      await subject('empty', empty, home('empty-home'), emptySigns),
      await subject('samples', app, home('samples'), librarySigns),
      await subject('large', app, home('large'), librarySigns),
    ] as const;
    for (let round = 0; round < rounds + UNCOUNTED; round += 1)
      for (const { origin, profile, signs, ms } of subjects) ms.push(await loadMs(profile, origin, signs));
    const firstMs = subjects.map(({ ms }) => ms.splice(0, UNCOUNTED)[0]);
    const [emptyMs, samplesMs, largeMs] = subjects.map(({ ms }) => median(ms)) as [number, number, number];
    for (const profile of profiles.splice(0)) await profile.close();
    for (const gateway of served.splice(0)) await gateway.stop();
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
        first_load_ms: firstMs,
        ...desktop,
      },
      pass: ratio <= 2 && largeMs / emptyMs <= 2,
    };
  } finally {
    for (const profile of profiles) await profile.close();
    for (const gateway of served) await gateway.stop();
    await browser.close();
    work.remove();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function loadMs(profile: BrowserContext, origin: string, signs: Signs): Promise<number> {
  const page = await profile.newPage();
  try {
    await page.addInitScript(watchUsable, signs);
    await page.waitForTimeout(BROWSER_RESTS_MS);
    await page.goto(`${origin}/#/library`);
    const { sinceNavigationMs } = await page.evaluate(usable);
    // What was compiled is written once the page has come to rest.
    await page.waitForTimeout(1000);
    return sinceNavigationMs;
  } finally {
    await page.close();
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
