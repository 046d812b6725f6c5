import { aRequest } from '../../support/fake-api/approvals.ts';
import { aDirector } from '../../support/fake-api/director.ts';
import { someHealth } from '../../support/fake-api/health.ts';
import { places, placesRows as two } from '../support/places.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const [first, second] = two.map(({ id }) => id) as [string, string];

for (const { at, reads, loading, shown, again } of places) {
  const name = at.split('/')[1] as string;
  test(`${name}: words while it reads, a failure is tried again, and a later one leaves what is there`, async ({
    open,
  }) => {
    const { host, page } = await open({ rows: two }, '#/welcome');
    host.requests = [aRequest(1, [['Broad DE', 12_000, 14_400]])];
    host.director = aDirector();
    const release = host.hold(reads);
    await page.evaluate((hash) => window.location.assign(hash), at);
    // What the window has read by then, as it has Health for its rail, is read anew.
    await page.reload();
    if (reads !== 'settings.get') await expect(page.getByText(loading)).toBeVisible();
    host.refuse(reads, 'DISK_FULL');
    release();
    await page.reload();
    const note = page.getByRole('alert');
    const once = page.getByRole('button', { name: 'Try again' });
    await expect(once).toBeVisible();
    await expect(page.getByText(shown, { exact: true })).toHaveCount(0);
    await expectLooks(page, `not-read-${name}`);
    host.refuse(reads, null);
    await once.click();
    await expect(page.getByText(shown, { exact: true }).first()).toBeVisible();
    await expect(note).toHaveCount(0);
    host.refuse(reads, 'DISK_FULL');
    again(host);
    await expect(once).toBeVisible();
    await expect(page.getByText(shown, { exact: true }).first()).toBeVisible();
    await expectLooks(page, `not-read-again-${name}`);
    host.refuse(reads, null);
    await once.click();
    await expect(note).toHaveCount(0);
  });
}

test('compare: an ad that cannot be shown is told, also where the comparison is there', async ({ open }) => {
  const { host, page } = await open({ rows: two }, '#/welcome');
  host.refuse('score.show', 'DISK_FULL');
  await page.evaluate((hash) => window.location.assign(hash), `#/compare/${first},${second}`);
  await expect(page.getByRole('alert')).toBeVisible();
  host.refuse('score.show', null);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Checklist, not a chance of winning')).toBeVisible();
});

test('director: conversations that are not read, a stop and a deletion that are refused are told', async ({
  open,
}) => {
  const { host, page } = await open({ rows: two }, '#/welcome');
  host.director = aDirector();
  host.refuse('director.list', 'DISK_FULL');
  await page.evaluate(() => window.location.assign('#/director'));
  const side = page.getByRole('complementary', { name: 'Conversations' });
  await expect(side.getByRole('alert')).toBeVisible();
  host.refuse('director.list', null);
  await side.getByRole('button', { name: 'Try again' }).click();
  await expect(side.getByText('Nothing was asked yet.')).toBeVisible();
  await page.getByLabel('Question', { exact: true }).fill('Which one?');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Thinking …')).toBeVisible();
  host.refuse('director.stop', 'DISK_FULL');
  await page.keyboard.press('Control+.');
  await expect(page.getByText(/^Not stopped\./)).toBeVisible();
  host.refuse('director.stop', null);
  await page.keyboard.press('Control+.');
  host.refuse('director.remove', 'DISK_FULL');
  await page.getByRole('button', { name: 'Delete "Which one?"' }).click();
  await expect(page.getByText(/^Not deleted\./)).toBeVisible();
});

test('audit: a log that could not be checked says so', async ({ open }) => {
  const { host, page } = await open({}, '#/approvals');
  host.requests = [aRequest(1, [['Broad DE', 12_000, 14_400]])];
  host.emit({ type: 'approvals' });
  await expect(page.getByText(/as it was written/)).toBeVisible();
  host.refuse('act.verify', 'DISK_FULL');
  host.emit({ type: 'approvals' });
  await expect(page.getByText(/^Not checked:/)).toBeVisible();
  await expectLooks(page, 'audit-not-checked');
  host.refuse('act.verify', null);
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText(/as it was written/)).toBeVisible();
});

test('health: the whole database is read only when someone asks', async ({ open }) => {
  const { host, page } = await open({}, '#/health');
  let deep = 0;
  let asked = 0;
  page.on('request', (request) => {
    if (!/health[./]doctor/.test(request.url() + (request.postData() ?? ''))) return;
    asked += 1;
    if (/deep/.test(request.url() + (request.postData() ?? ''))) deep += 1;
  });
  const check = page.getByRole('button', { name: 'Check the whole database' });
  await check.click();
  await expect(page.getByRole('status').filter({ hasText: 'no damage' })).toBeVisible();
  expect(deep).toBe(1);
  const before = asked;
  host.emit({ type: 'marks', marks: [] });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => asked).toBeGreaterThanOrEqual(before + 2);
  expect(deep).toBe(1);
  const backups = { id: 'backup', name: 'Backups', state: 'warn' as const, next_step: null };
  host.health = (ads) => ({ ...someHealth(ads), checks: [{ ...backups, detail: '2; damaged: a.db' }] });
  await check.click();
  await expect.poll(() => deep).toBe(2);
  await expect(page.getByRole('status').filter({ hasText: 'damaged: a.db' })).toBeVisible();
});

test('audit: the log is looked at again where nothing happens', async ({ page, open }) => {
  await page.clock.install();
  const { host } = await open({}, '#/approvals');
  host.requests = [aRequest(1, [['Broad DE', 12_000, 14_400]])];
  host.emit({ type: 'approvals' });
  await expect(page.getByText(/as it was written when last looked at/)).toBeVisible();
  host.refuse('act.verify', 'DISK_FULL');
  await page.clock.fastForward(600_000);
  await expect(page.getByText(/^Not checked:/)).toBeVisible();
});
