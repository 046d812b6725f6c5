/**
 * Draws docs/pictures from the real app: the built gateway, an empty library, the sample ads, a headless Chromium.
 * Run after a build: node scripts/pictures/make.ts
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const reportInput = { format: 'html', texts: { title: 'Sample ads', client: '', author: '' } };
const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'titan-pictures-'));
const app = spawn(process.execPath, [join(root, 'out/main/gateway.js')], {
  env: { ...process.env, TITAN_HOME: home },
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const [line] = await once(app.stdout, 'data');
  const url = /https?:\S+/.exec(String(line))?.[0] as string;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(url);
  await page.getByText('Open the samples').waitFor({ timeout: 120_000 });
  await page.getByText('files scored').waitFor({ timeout: 120_000 });
  await page.screenshot({ path: join(root, 'docs/pictures/first-run.png') });
  await page.getByText('Open the samples').click();
  await page.getByRole('row').nth(3).waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(root, 'docs/pictures/library.png') });
  await page.getByRole('row').nth(2).dblclick();
  await page.waitForTimeout(1500);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(root, 'docs/pictures/detail-dark.png') });
  const best = page.getByRole('grid').locator('[data-index] [class*=nameCell]');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Escape');
  for (const at of [0, 4, 12]) await best.nth(at).click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('c');
  await page.getByText('In step').waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(root, 'docs/pictures/compare.png') });
  const report = await page.evaluate(async (input) => {
    const headers = { 'content-type': 'application/json' };
    const opened = await fetch('/v1/export/open', { method: 'POST', headers, body: JSON.stringify(input) });
    return `/exports/${((await opened.json()) as { export_id: string }).export_id}`;
  }, reportInput);
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.goto(new URL(report, url).href);
  await page.evaluate("document.querySelector('article').scrollIntoView()");
  await page.screenshot({ path: join(root, 'docs/pictures/report.png') });
  await browser.close();
} finally {
  app.kill('SIGTERM');
  await once(app, 'exit');
  rmSync(home, { recursive: true, force: true });
}
