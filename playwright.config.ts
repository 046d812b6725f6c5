import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** The system's own browser: Playwright's download is not part of an install. */
const chromium = [
  process.env.CHROMIUM_EXEC,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

const browser = {
  browserName: 'chromium',
  viewport: { width: 1440, height: 900 },
  ...(chromium ? { launchOptions: { executablePath: chromium } } : {}),
} as const;

export default defineConfig({
  // Cleared at each start; pictures of screens lie beside it and stay.
  outputDir: 'test-results/playwright',
  // One more than there are cores: a spec waits for a good part of its time.
  workers: Math.min(4, availableParallelism() + 1),
  // A machine that is shared can stall for a whole expectation; what passes only then is told as flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  projects: [
    // These measure real media on every core: more than one of each at once would only slow each other down. They are
    // begun first, or the longest of them would run alone at the end.
    { name: 'gateway', testDir: 'test/e2e/gateway', use: browser, workers: 1 },
    { name: 'desktop', testDir: 'test/e2e/desktop', workers: 1 },
    { name: 'window', testDir: 'test/e2e/window', use: browser },
  ],
});
