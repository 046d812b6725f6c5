import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, _electron as electron } from '@playwright/test';
import { desktopEnvironment, desktopProgram } from '../support/desktop-program.ts';
import { median } from '../support/statistics.ts';
import type { BenchResult } from './run.ts';
import { bareProgram, copyApp, copyEmptyApp, workFolder } from './window/app-copy.ts';
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
 * How long an installed app needs from the start of its program until the first row of the library is painted and a key
 * press is answered, against the least program that shows a window of one word in the same framework, styles and build. Beside it, the
 * page alone in a browser that is open already: without the start of a program that both share, this is the stricter
 * comparison, and the one to work by. Each page has a browser profile of its own, in which it was opened before; the
 * very first load of each is in the raw figures. Order of all figures: empty, samples, the larger library.
 * Flags: --rounds N (of the page), --starts N (of the program), --ads N (of the larger library).
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const rounds = Number(flags.get('rounds') ?? 9);
  const starts = Number(flags.get('starts') ?? 5);
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
    mkdirSync(home('bare-home'));
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
    const programs = [
      {
        from: bareProgram(home('bare'), empty),
        data: home('bare-home'),
        signs: emptySigns,
        ms: [] as number[],
      },
      { from: app, data: home('samples'), signs: librarySigns, ms: [] as number[] },
      { from: app, data: home('large'), signs: librarySigns, ms: [] as number[] },
    ];
    // The first start of each fills its caches, as that of an installed app did.
    for (let round = 0; round <= starts; round += 1)
      for (const { from, data, signs, ms } of programs) {
        const wholeMs = await wholeStartMs(from, data, signs);
        if (round > 0) ms.push(wholeMs);
      }
    const whole = programs.map(({ ms }) => median(ms)) as [number, number, number];
    const bars = {
      'start / empty': whole[1] / whole[0],
      [`start with ${ads} ads / empty`]: whole[2] / whole[0],
    };
    return {
      name: 'start',
      ratios: {
        ...Object.fromEntries(Object.entries(bars).map(([name, value]) => [name, { value, bar: 2 }])),
        'page alone / empty page': { value: samplesMs / emptyMs, goal: 2 },
        [`page alone with ${ads} ads / empty page`]: { value: largeMs / emptyMs, goal: 2 },
      },
      raw: {
        start_ms: programs.map(({ ms }) => ms),
        page_ms: subjects.map(({ ms }) => ms),
        first_page_ms: firstMs,
      },
      pass: Object.values(bars).every((ratio) => ratio <= 2),
    };
  } finally {
    for (const profile of profiles) await profile.close();
    for (const gateway of served) await gateway.stop();
    await browser.close();
    work.remove();
  }
}

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

/** From starting the desktop program until its window is usable. */
async function wholeStartMs(app: string, home: string, signs: Signs): Promise<number> {
  const startedMs = Date.now();
  const desktop = await electron.launch({
    executablePath: desktopProgram,
    args: [app],
    env: desktopEnvironment(home),
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
