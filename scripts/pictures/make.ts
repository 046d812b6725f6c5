/**
 * Draws docs/pictures from the real app: the built gateway over an empty library that fills itself with the sample ads,
 * and the sandbox of the build, in a headless Chromium. Run after a build: node scripts/pictures/make.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { start } from './app.ts';
import { drawSamples } from './samples.ts';
import { drawSandbox } from './sandbox.ts';

const home = mkdtempSync(join(tmpdir(), 'titan-pictures-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const parts = [
    { entry: 'gateway.js', args: [], drawAll: drawSamples },
    { entry: 'cli.js', args: ['sandbox', '--serve', '--port', '0'], drawAll: drawSandbox },
  ];
  for (const { entry, args, drawAll } of parts) {
    const app = await start(entry, args, home);
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
      page.setDefaultTimeout(300_000);
      await drawAll(page, app.url);
    } finally {
      await app.stop();
    }
  }
} finally {
  await browser.close();
  rmSync(home, { recursive: true, force: true });
}
