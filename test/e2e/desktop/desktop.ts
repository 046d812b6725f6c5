/** Starts the built app for a spec: real Electron where its binary exists, the stand-in executable elsewhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  test as base,
  type ElectronApplication,
  _electron as electron,
  expect,
  type Page,
} from '@playwright/test';
import { answerForPerson } from '../../support/desktop-control.ts';
import { desktopEnvironment, desktopProgram } from '../../support/desktop-program.ts';
import { nothingIn } from '../support/nothing.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  /** What the page's own policy had to stop; empty in normal use. */
  readonly violations: string[];
}

interface Fixtures {
  /** A data folder of its own, so that no spec sees another's library. */
  readonly home: string;
  readonly start: (args?: readonly string[]) => Promise<Desktop>;
}

export const launch = (home: string, args: readonly string[] = []): Promise<ElectronApplication> =>
  electron.launch({
    executablePath: desktopProgram,
    args: [root, ...args],
    env: { ...desktopEnvironment(home), INIT_CWD: root },
  });

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from its parameters
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'titan-desktop-'));
    await use(home);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },
  start: async ({ home }, use) => {
    const started: ElectronApplication[] = [];
    const nothing = await nothingIn(home);
    await use(async (args = [nothing]) => {
      const app = await launch(home, args);
      started.push(app);
      const page = await app.firstWindow();
      const violations: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
      });
      await page.locator('#root > *').first().waitFor();
      return { app, page, home, violations };
    });
    for (const app of started) {
      await answerForPerson(app);
      await app.close().catch(() => undefined);
    }
  },
});

export { expect };

/** What the preload offers, as a page sees it. */
export interface Titan {
  call(id: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>;
  subscribe(listener: (event: unknown) => void): () => void;
  pickFolder(): Promise<string | null>;
  dragOut(ids: string[]): Promise<number | null>;
  availableCommands(ids: string[]): Promise<null>;
  pathsOf(files: File[]): string[];
}
declare global {
  interface Window {
    readonly titan: Titan;
  }
}

export const call = (page: Page, id: string, input: unknown) =>
  page.evaluate(([name, value]) => window.titan.call(name as string, value), [id, input]);
