import type { Page } from 'playwright-core';
import { draw } from './app.ts';

/** The sandbox: a made-up ad account and shop, so that there are results and money to show. */
export async function drawSandbox(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Let a week pass' }).waitFor();
  const at = (hash: string) => page.evaluate(`location.assign('${hash}')`);
  await at('#/director');
  await page.getByLabel('Question', { exact: true }).fill('Which of my ads does the checklist like best?');
  await page.getByRole('button', { name: /^Agree and ask/ }).click();
  await page.getByText('2 tool calls').click();
  await page.getByText(/figures stand$/).click();
  await draw(page, 'director');
  await at('#/today');
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await draw(page, 'today');
  await at('#/insights');
  await page.getByRole('table').first().waitFor();
  await draw(page, 'insights');
  await at('#/budget');
  await page.getByRole('button', { name: /Send .* to approvals/ }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await draw(page, 'budget-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: /Send .* to approvals/ }).click();
  await page
    .getByRole('button', { name: /Approve/ })
    .first()
    .waitFor();
  await draw(page, 'approvals');
}
