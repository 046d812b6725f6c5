import type { Page } from 'playwright-core';
import { draw } from './app.ts';

const reportInput = { format: 'html', texts: { title: 'Sample ads', client: '', author: '' } };

/** The sample ads in a library of their own: from the first screen to a report. */
export async function drawSamples(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('Open the samples').waitFor();
  const foot = page.getByRole('contentinfo');
  await foot.filter({ hasText: 'Done: Sample ads' }).waitFor();
  await draw(page, 'first-run');
  await page.getByText('Open the samples').click();
  await page.getByRole('row').nth(3).waitFor();
  // Gone through in part, as a library is.
  await page.getByRole('grid').focus();
  for (const key of '4 p Down 3 Down Down 4 p Down Down 1 x Up Up Up Up Up'.split(' '))
    await page.keyboard.press(key.length > 1 ? `Arrow${key}` : key);
  await page.getByRole('button', { name: 'Close message' }).click();
  await draw(page, 'library');
  const ads = page.getByRole('grid').locator('[data-index] [class*=nameCell]');
  await ads.nth(0).click();
  await page.getByRole('heading', { name: 'Why' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await draw(page, 'detail-dark');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Tags and notes' }).waitFor();
  await draw(page, 'review-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const at of [0, 4, 12]) await ads.nth(at).click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('c');
  await page.getByText('In step').waitFor();
  await draw(page, 'compare');
  const report = await page.evaluate(async (input) => {
    const headers = { 'content-type': 'application/json' };
    const opened = await fetch('/v1/export/open', { method: 'POST', headers, body: JSON.stringify(input) });
    return `/exports/${((await opened.json()) as { export_id: string }).export_id}`;
  }, reportInput);
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.goto(new URL(report, url).href);
  await page.evaluate("document.querySelector('article').scrollIntoView()");
  await draw(page, 'report');
}
