/** Starts the headless Chromium that draws the windows, and passes its DevTools line on to Playwright. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Cdp } from './cdp.ts';

const candidates = [
  process.env.CHROMIUM_EXEC,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const chromiumPath = (): string => {
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error('stand-in: no Chromium found; set CHROMIUM_EXEC to its executable');
  return found;
};

const flags = [
  '--headless=new',
  '--no-startup-window',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-hang-monitor',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
  '--use-mock-keychain',
  '--enable-unsafe-swiftshader',
  '--autoplay-policy=no-user-gesture-required',
  // Frames of every origin stay in their page's process, so that one session sees all of their requests.
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,OptimizationHints,HttpsUpgrades',
];

export interface Browser {
  readonly cdp: Cdp;
  readonly process: ChildProcess;
  stop(): void;
  /** Ends it in order, within a second. */
  close(): Promise<void>;
}

export const startChromium = async (profile: string, appArgs: readonly string[]): Promise<Browser> => {
  mkdirSync(profile, { recursive: true });
  const passed = appArgs.filter((arg) => arg === '--no-sandbox' || arg.startsWith('--lang='));
  const child = spawn(chromiumPath(), [...flags, ...passed, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', stop);

  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`stand-in: Chromium ended with ${code}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const match = /^DevTools listening on (ws:\/\/\S+)/.exec(line);
      if (match?.[1]) resolve(match[1]);
      else if (process.env.STAND_IN_DEBUG) process.stderr.write(`chromium: ${line}\n`);
    });
  });
  const cdp = await Cdp.connect(url);
  process.stderr.write(`DevTools listening on ${url}\n`);
  const close = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    cdp.root.post('Browser.close');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
  };
  return { cdp, process: child, stop, close };
};
