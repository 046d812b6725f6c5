import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import config from '../../../playwright.config.ts';
import { startFlags } from '../../../scripts/ground/place.mjs';

/** The system's browser, as the specs find it. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch(config.projects?.[0]?.use?.launchOptions ?? {});

/** A browser that keeps what it learns in a folder, from one window to the next, signed in at a gateway. */
export async function openProfile(folder: string, { storageState }: Served): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    ...config.projects?.[0]?.use?.launchOptions,
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(storageState.cookies);
  return context;
}

export interface Served {
  readonly origin: string;
  /** What a browser that is signed in keeps; each context made with it starts with nothing else. */
  readonly storageState: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

interface Watched {
  readonly env: NodeJS.ProcessEnv;
  /** Loaded before the gateway, with a channel to it. */
  readonly hook: string;
}

/** The real gateway of a copy of the app over a data folder. */
export async function serveApp(
  browser: Browser,
  app: string,
  home: string,
  watched?: Watched,
): Promise<Served> {
  const entry = join(app, 'out/main/gateway.js');
  const child = spawn(
    process.execPath,
    [...startFlags, ...(watched ? ['--import', watched.hook] : []), entry],
    {
      env: { ...process.env, ...watched?.env, TITAN_HOME: home },
      stdio: ['pipe', 'pipe', 'ignore', ...(watched ? ['ipc' as const] : [])],
    },
  );
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  try {
    const url = await printedUrl(child.stdout as NodeJS.ReadableStream);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForURL((address) => address.pathname === '/');
    const storageState = await context.storageState();
    await context.close();
    return { origin: new URL(url).origin, storageState, child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const printedUrl = async (stdout: NodeJS.ReadableStream): Promise<string> => {
  for await (const line of createInterface({ input: stdout })) {
    const url = /^Titan Ads: (http\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('The gateway ended without printing an address.');
};
