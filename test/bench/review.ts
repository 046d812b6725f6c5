import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { builtCli } from '../support/built-cli.ts';
import { corpusFolder } from '../support/corpus.ts';
import { median } from '../support/statistics.ts';
import type { BenchResult } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const isGoodFilm = (name: string) => /\.mp4$/.test(name) && !/^bad_|audio_only/.test(name);

/**
 * From Enter on an ad until its first frame in Review is decoded (a paused film stands behind its thumbnail, so nothing
 * tells when that gives way), against nothing but a `<video>` with the same address on an empty page of the same host.
 * Both load their page anew each time and take turns, so that what else the machine does hits both.
 * Flags: --corpus FOLDER, --files N, --rounds N.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const most = Number(flags.get('files') ?? 6);
  const rounds = Number(flags.get('rounds') ?? 7);
  const work = mkdtempSync(join(tmpdir(), 'titan-review-'));
  const folder = join(work, 'films');
  mkdirSync(folder);
  const names = readdirSync(corpus).filter(isGoodFilm).sort().slice(0, most);
  for (const name of names) copyFileSync(join(corpus, name), join(folder, name));
  const executablePath = [process.env.CHROMIUM_EXEC, ...browsers].find((path) => path && existsSync(path));
  let gateway: Gateway | undefined;
  let browser: Browser | undefined;
  try {
    gateway = await serve(join(work, 'home'), folder);
    browser = await chromium.launch(executablePath ? { executablePath } : {});
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(gateway.url);
    const ads = await playable(page, gateway.origin);
    const bare = ads.map((): number[] => []);
    const review = ads.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [at, { id, index }] of ads.entries()) {
        const turns = [
          async () => bare[at]?.push(await bareMs(page, gateway?.origin ?? '', id)),
          async () => review[at]?.push(await reviewMs(page, gateway?.origin ?? '', index)),
        ];
        for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
      }
    }
    const ratios = ads.map((_, at) => median(review[at] ?? []) / median(bare[at] ?? []));
    const value = median(review.flat()) / median(bare.flat());
    return {
      name: 'review',
      ratios: {
        'review / bare video': { value, bar: 2 },
        'slowest file, review / bare video': Math.max(...ratios),
      },
      raw: {
        files: ads.map(({ name }) => name),
        rounds,
        bare_ms: bare.map(median),
        review_ms: review.map(median),
        ratio_of_file: ratios,
      },
      pass: ads.length > 0 && value <= 2,
    };
  } finally {
    await browser?.close();
    await gateway?.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

interface PlayableAd {
  readonly id: string;
  readonly name: string;
  readonly index: number;
}

/** The films of the library, in its order, that this browser can show. */
async function playable(page: Page, origin: string): Promise<PlayableAd[]> {
  const body = { where: '', sort: 'score', direction: 'desc', offset: 0, limit: 100 };
  const rows = await page.evaluate<{ id: string; name: string }[]>(
    `fetch('v1/score/rows', { method: 'POST', headers: { 'content-type': 'application/json' },
       body: '${JSON.stringify(body)}' }).then((answer) => answer.json()).then(({ rows }) => rows)`,
  );
  const ads: PlayableAd[] = [];
  for (const [index, { id, name }] of rows.entries()) {
    const shown = await bareMs(page, origin, id).catch(() => Number.NaN);
    if (!Number.isNaN(shown)) ads.push({ id, name, index });
  }
  return ads;
}

/** An empty page of the host's own origin, so that the session counts; its policy would forbid a page of ours. */
async function bareMs(page: Page, origin: string, id: string): Promise<number> {
  await page.route(`${origin}/empty`, (route) => route.fulfill({ contentType: 'text/html', body: '<body>' }));
  await page.goto(`${origin}/empty`);
  return page.evaluate<number>(`new Promise((done, failed) => {
    const start = performance.now();
    const video = document.createElement('video');
    video.preload = 'auto';
    video.onerror = () => failed(new Error('not playable'));
    video.onloadeddata = () => done(performance.now() - start);
    video.src = '/media/${id}';
    document.body.append(video);
  })`);
}

async function reviewMs(page: Page, origin: string, index: number): Promise<number> {
  await page.goto(`${origin}/empty`);
  await page.goto(`${origin}/#/library`);
  await page.getByRole('grid').locator('[data-index]').first().waitFor();
  await page.getByRole('grid').focus();
  for (let at = 0; at < index; at++) await page.keyboard.press('ArrowDown');
  await atRest(page);
  return page.evaluate<number>(`new Promise((done, failed) => {
    const start = performance.now();
    // Its events may be over by the time it is drawn.
    const look = () => {
      const video = document.querySelector('video[data-ad]');
      if (video?.error) return failed(new Error('not playable in Review'));
      if (video?.readyState >= 2) return done(performance.now() - start);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    document.querySelector('[role=grid]').dispatchEvent(enter);
  })`);
}

/** A person who presses Enter has seen the list; by then its thumbnails and the screens beside it are there. */
async function atRest(page: Page): Promise<void> {
  const filesSoFar = () => page.evaluate<number>("performance.getEntriesByType('resource').length");
  // Screens are fetched a while after the first picture.
  await page.waitForTimeout(2000);
  let before = -1;
  for (let now = 0; now !== before; now = await filesSoFar()) {
    before = now;
    await page.waitForTimeout(500);
  }
}

interface Gateway {
  readonly url: string;
  readonly origin: string;
  stop(): Promise<unknown>;
}

/** Scored before, by a command that ends with that: a window would go on with reading words, beside what is timed. */
async function serve(home: string, folder: string): Promise<Gateway> {
  const env = { ...process.env, TITAN_HOME: home };
  execFileSync(process.execPath, [builtCli, 'analyze', folder], { env, stdio: 'ignore' });
  const child = spawn(process.execPath, [join(root, 'out/main/gateway.js')], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const stop = () => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    return ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Titan Ads: (http\S+)$/.exec(line)?.[1];
    if (url) return { url, origin: new URL(url).origin, stop };
  }
  throw new Error('The gateway ended without printing an address.');
}
