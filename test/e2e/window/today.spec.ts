import { aJob } from '../../support/fake-api/a-job.ts';
import { anAccount } from '../../support/fake-api/accounts.ts';
import { aRequest } from '../../support/fake-api/approvals.ts';
import { someHealth } from '../../support/fake-api/health.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { someReads, someTodays } from '../../support/fake-api/today.ts';
import { expect, expectLooks, goTo, test } from '../support/window.ts';

test('today: what changed, what is missing, and the way to each', async ({ open }) => {
  const { page, host } = await open({ rows: rows(6) });
  await expect(page.getByRole('grid')).toBeVisible();

  // Without an account it says what will stand here, and what to do for it.
  await page.getByRole('button', { name: 'Today', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Connect Meta' })).toBeVisible();
  await expect(page.getByText('Nothing waits for a yes or no.')).toBeVisible();
  await expectLooks(page, 'today-empty');

  host.todays = someTodays(host.library.all());
  host.requests = [
    aRequest(1, [['Broad DE', 12_000, 14_400]]),
    aRequest(2, [['Retargeting', 9_000, 8_000]], { state: 'sent' }),
  ];
  host.jobs = [aJob(7, { title: 'spring', state: 'done' }, { total: 40, done: 40, failed: 3, listed: true })];
  host.emit({ type: 'learnt' });
  const account = page.getByRole('region', { name: 'Fjordline DE' });
  await expect(account).toContainText('1,284.50');
  const waits = page.getByRole('region', { name: 'Waiting for you' });
  await expect(waits.getByRole('button', { name: '1 request', exact: true })).toBeVisible();
  await expect(waits).toContainText('1 approved and not ended yet');
  await expect(account).toContainText('1.24 % to 1.38 % (90 %)');
  await expect(account).toContainText('closed · EUR · Europe/Berlin');
  await expect(account).toContainText('912 clicks');
  await expect(account).toContainText('may be chance');
  await expect(account).toContainText('provisional');
  await expect(account).toContainText('612.00; the 8 same weekdays before were around 248.00');
  await expect(account).toContainText('may be tired');
  await expect(account).toContainText('where 78 were due');
  const other = page.getByRole('region', { name: 'Fjordline JP' });
  await expect(other).toContainText('Refresh to see it');
  await expect(other).toContainText('Not enough data: Spend (2 of 6 same weekdays)');
  await expect(other).toContainText('not reported');
  await expectLooks(page, 'today');
  await expect(page.getByRole('region', { name: 'Access that ends' })).toBeHidden();
  host.setAccount(anAccount('meta', { expires_at: '2020-01-01T00:00:00.000Z' }));
  const ends = page.getByRole('region', { name: 'Access that ends' });
  await expect(ends).toContainText(/The access to Meta Ads ended .*: connect it anew/);
  host.setAccount(anAccount('meta', { expires_at: null }));
  await expect(ends).toBeHidden();
  await page.setViewportSize({ width: 960, height: 600 });
  await expectLooks(page, 'today-narrow');

  await waits.getByRole('button').last().click();
  await expect(page).toHaveURL(/#\/approvals\/ap_/);
  await page.goBack();
  await page
    .getByRole('region', { name: 'Jobs with failures' })
    .getByRole('button', { name: 'spring' })
    .click();
  await expect(page).toHaveURL(/#\/job\/job_/);
  await goTo(page, 't');
  await account.getByRole('button', { name: 'Autumn, prospecting' }).click();
  await expect(page).toHaveURL(/#\/budget/);
  await page.goBack();
  await account.getByRole('button', { name: 'Harbour at dawn, 15 s' }).click();
  await expect(page).toHaveURL(/#\/review\//);

  host.refuse('today.show', 'STORE_CORRUPT');
  await page.goto(page.url().replace(/#.*/, '#/today'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Today could not be read' })).toBeVisible();
  await expectLooks(page, 'today-error');
});

test('in the sandbox no week passes while the results of the one before are still read', async ({ open }) => {
  const running = aJob(1, { kind: 'refresh', state: 'running' });
  const { page, host } = await open({ jobs: [running] });
  host.health = (ads) => ({ ...someHealth(ads), sandbox: true });
  await page.reload();
  const week = page.getByRole('button', { name: 'Let a week pass' });
  await expect(week).toBeDisabled();
  host.emit({ type: 'job', job: { ...running, state: 'done' } });
  await expect(week).toBeEnabled();
});

test('what was read today is told by its day once that is over', async ({ page, open }) => {
  await page.clock.install({ time: new Date(2026, 10, 18, 23, 59) });
  const { host } = await open({ rows: rows(2) });
  host.reads = [{ kind: 'meta', name: 'Fjordline DE', at: new Date(2026, 10, 18, 10, 42).toISOString() }];
  host.emit({ type: 'learnt' });
  await expect(page.getByRole('button', { name: /^Sources: Meta read 10:42/ })).toBeVisible();
  await page.clock.fastForward(120_000);
  await expect(page.getByRole('button', { name: /^Sources: Meta read (Nov 18|18 Nov)$/ })).toBeVisible();
});

test('the top bar tells how old is what came from outside, of each source, and leads there', async ({
  open,
}) => {
  const { page, host } = await open({ rows: rows(2) });
  await expect(page.getByText('Works offline')).toBeVisible();
  host.reads = someReads();
  host.emit({ type: 'learnt' });
  // Not by the account that was read last: all figures are at least as new as that.
  const reads = page.getByRole('button', { name: /^Sources: Meta read (Nov 18|18 Nov)$/ });
  await reads.click();
  const menu = page.getByRole('menu', { name: /^Sources/ });
  await expect(menu.getByRole('menuitem')).toHaveText([
    /^Meta, Fjordline DE.*2026.*/,
    /^Meta, Fjordline JP.*18.*2026.*/,
    /^HubSpot.*2026/,
    /^Tracker, anytrack.*2026/,
    /^File, shop.*2026/,
    /^Drive.*2026/,
  ]);
  await expectLooks(page, 'source-reads');
  await menu.getByRole('menuitem', { name: /Fjordline DE/ }).click();
  await expect(page).toHaveURL(/#\/today$/);
  host.reads = [{ kind: 'drive', name: null, at: new Date().toISOString() }];
  host.emit({ type: 'learnt' });
  await expect(page.getByRole('button', { name: /^Sources: Drive read \d{1,2}:\d{2}/ })).toBeVisible();
  host.reads = [{ kind: 'meta', name: 'Fjordline DE', at: null }];
  host.emit({ type: 'revenue' });
  await expect(page.getByRole('button', { name: 'Sources: Meta not read yet' })).toBeVisible();
});
