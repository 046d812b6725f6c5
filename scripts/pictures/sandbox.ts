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
  await page.getByText('2 tool calls', { exact: true }).click();
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
  await approve(page);
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByText('Not settled yet').waitFor();
  await page.getByText('Sent and read back:').waitFor({ state: 'hidden' });
  await draw(page, 'carried-out');
  for (let week = 0; week < weeksToSettle; week += 1) await letAWeekPass(page);
  await page.getByText('every order known').waitFor();
  const outcome = page.getByRole('region', { name: 'What came of it' });
  await outcome.getByRole('table').scrollIntoViewIfNeeded();
  await draw(page, 'outcome');
  await page.getByRole('button', { name: 'Propose to take it back' }).click();
  await page.getByRole('button', { name: 'Queue' }).click();
  await page.getByRole('button', { name: /^Approve/ }).waitFor();
  await page.getByText('What takes it back').waitFor({ state: 'hidden' });
  await draw(page, 'undo');
}

/** The days of a decision, and those in which their last orders can come. */
const weeksToSettle = 4;

/** From an amount on, it is typed back. */
async function approve(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Approve/ })
    .first()
    .click();
  const typed = page.getByRole('dialog').getByLabel(/^Amount in/);
  const sent = page.getByText('0 to decide');
  await typed.or(sent).waitFor();
  if (await typed.isVisible()) {
    const [amount = ''] = /[\d,.]+/.exec((await page.getByText('are at stake').textContent()) ?? '') ?? [];
    await typed.fill(amount);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Approve/ })
      .click();
  }
  await sent.waitFor();
}

/** The time of the made-up account goes on, and its results are read again. */
async function letAWeekPass(page: Page): Promise<void> {
  const note = page.getByRole('note');
  const before = await note.textContent();
  const button = page.getByRole('button', { name: 'Let a week pass' });
  await button.click();
  await note.filter({ hasNotText: before ?? '' }).waitFor();
  // Its refresh has begun; one that still ran would be taken for it, and would not read these days.
  await button.and(page.locator(':enabled')).waitFor();
  await page.waitForFunction(async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/v1/jobs/list', { method: 'POST', headers, body: '{"limit":20}' });
    const { jobs } = (await answer.json()) as { jobs: { kind: string; state: string }[] };
    return jobs.every(({ kind, state }) => kind !== 'refresh' || state === 'done');
  });
}
