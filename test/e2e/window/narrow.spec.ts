import type { Locator } from '@playwright/test';
import { aJob } from '../../support/fake-api/a-job.ts';
import { aRequest } from '../../support/fake-api/approvals.ts';
import { aDirector } from '../../support/fake-api/director.ts';
import { someHealth } from '../../support/fake-api/health.ts';
import { someLearnt } from '../../support/fake-api/learnt.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { openBudget } from '../support/budget.ts';
import { expect, expectAccessible, expectLooks, picture, test } from '../support/window.ts';

const running = aJob(1, { state: 'running' }, { done: 132, total: 412, failed: 3, eta_s: 190 });

test.describe('960 x 600', () => {
  test.use({ viewport: { width: 960, height: 600 } });

  test('nothing runs out of the window', async ({ open }) => {
    const { page } = await open({ rows: rows(60), jobs: [running] });
    const grid = page.getByRole('grid');
    await expect(grid.locator('[data-index]').first()).toBeVisible();
    await expectLooks(page, 'narrow-library');
    await grid.locator('[data-index]').first().click();
    await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
    await expectLooks(page, 'narrow-detail');
    await page.keyboard.press('Escape');
    for (const at of [0, 2])
      await grid.locator(`[data-index="${at}"]`).click({ modifiers: ['ControlOrMeta'] });
    const bar = page.getByRole('region', { name: 'Selection' });
    expect((await bar.boundingBox())?.height, 'one line').toBeLessThan(52);
    await expect(bar.getByRole('button', { name: 'Export', exact: true })).toHaveCount(0);
    await bar.getByRole('button', { name: 'More for the chosen ads' }).click();
    await expect(page.getByRole('menuitem', { name: 'Export' })).toBeVisible();
    await expectLooks(page, 'narrow-selection');
    await page.keyboard.press('Escape');
    for (const [place, text] of [
      ['welcome', 'See which ads'],
      ['health', 'Versions and storage'],
      ['settings', 'Files at the same time'],
    ] as const) {
      await page.evaluate((hash) => window.location.assign(hash), `#/${place}`);
      await expect(page.getByText(text)).toBeVisible();
      await expectLooks(page, `narrow-${place}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, place).toBeLessThanOrEqual(0);
    }
  });
});

test.describe('zoomed to 200 %', () => {
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });

  test('the library still works', async ({ open }) => {
    const { page } = await open({ rows: rows(60), jobs: [running] });
    await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible();
    await picture(page, 'zoom-200');
    await page.locator('[data-index="0"]').click({ modifiers: ['ControlOrMeta'] });
    const bar = page.getByRole('region', { name: 'Selection' });
    expect((await bar.boundingBox())?.height, 'one line').toBeLessThan(52);
    await expect(bar.getByRole('button', { name: 'Pick', exact: true })).toBeVisible();
    await picture(page, 'zoom-200-selection');
    await expect(page.getByRole('button', { name: 'Add ads' })).toBeInViewport();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeInViewport();
    await expectAccessible(page);
  });
});

test.describe('400 x 700', () => {
  test.use({ viewport: { width: 400, height: 700 } });

  test('what an ad scored and the way to end a job are in sight', async ({ open }) => {
    const { page } = await open({ rows: rows(60), jobs: [running] });
    const row = page.getByRole('grid').locator('[data-index="0"]');
    await expect(row).toContainText(rows(60)[0]?.name ?? '');
    const score = row.getByRole('gridcell').last();
    await expect(score).toContainText(/Strong|Watch|Low/);
    const right = await score.evaluate((cell) => cell.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(400);
    for (const name of ['Pause', 'Cancel']) {
      const box = await page.getByRole('contentinfo').getByRole('button', { name }).boundingBox();
      expect((box?.x ?? 400) + (box?.width ?? 0), name).toBeLessThanOrEqual(400);
      expect((box?.y ?? 700) + (box?.height ?? 0), name).toBeLessThanOrEqual(700);
    }
    await expectLooks(page, 'narrowest-library');
  });

  test('an ad is marked beside its name', async ({ open }) => {
    const ads = rows(5);
    const { page } = await open({ rows: ads }, `#/review/${ads[0]?.id}`);
    for (const name of [/^Pick/, /^Reject/]) {
      const mark = page.getByRole('group', { name: 'Your decision' }).getByRole('button', { name });
      const box = await mark.boundingBox();
      expect((box?.x ?? 400) + (box?.width ?? 0)).toBeLessThanOrEqual(400);
    }
    await expectLooks(page, 'narrowest-review');
  });

  test('what stands above the screens can be pressed, and a request is read and decided', async ({
    open,
  }) => {
    const { host, page } = await open({ rows: rows(5) }, '#/approvals');
    const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
    host.requests = [aRequest(1, [['Retargeting 30 d', 18_000, 33_000]], { expires_at })];
    host.emit({ type: 'approvals' });
    const approve = page.getByRole('button', { name: 'Approve and send' });
    await expect(approve).toBeVisible();
    for (const button of [approve, ...(await page.getByRole('banner').getByRole('button').all())]) {
      const box = await button.boundingBox();
      expect((box?.x ?? 400) + (box?.width ?? 0), (await button.textContent()) ?? '').toBeLessThanOrEqual(
        400,
      );
    }
    const request = page.getByRole('region', { name: /^Request 1 of/ });
    expect((await request.boundingBox())?.width).toBeGreaterThan(300);
    await expectLooks(page, 'narrowest-approvals');
  });

  test('a budget, now and proposed are read, and set by hand, without scrolling sideways', async ({
    open,
  }) => {
    const { host, page } = await openBudget(open);
    const rightOf = (of: Locator) => of.evaluate((shown) => shown.getBoundingClientRect().right);
    const row = page.getByRole('row', { name: /Lookalike 1 %/ });
    await expect(row.getByRole('cell').nth(1)).toHaveText('245.70');
    expect(await rightOf(row.getByRole('cell').nth(1))).toBeLessThanOrEqual(400);
    await expectLooks(page, 'narrowest-budget');
    await page.getByText('By hand', { exact: true }).first().click();
    const field = row.getByRole('textbox');
    await expect(field).toHaveValue('245.70');
    expect(await rightOf(field)).toBeLessThanOrEqual(400);
    await expectLooks(page, 'narrowest-by-hand');
    host.requests = [
      aRequest(1, [
        ['Prospecting · Lookalike 1 %', 1_240_000, 1_336_000],
        ['Static offers of the spring sale', 14_000, 7_000],
      ]),
    ];
    host.emit({ type: 'approvals' });
    await page.getByRole('button', { name: /^Approvals/ }).click();
    const change = page
      .getByRole('row', { name: /Lookalike 1 %/ })
      .getByRole('cell')
      .last();
    await expect(change).toContainText('+960.00');
    expect(await rightOf(change)).toBeLessThanOrEqual(400);
  });

  test('no place is wider than the window, and what stands side by side elsewhere is stacked', async ({
    open,
  }) => {
    const library = rows(8);
    const [one, two] = library;
    const { host, page } = await open({ rows: library });
    host.director = aDirector();
    host.learnt = someLearnt(library);
    host.health = (ads) => ({ ...someHealth(ads), sandbox: true });
    await page.reload();
    await expect(page.getByRole('button', { name: 'Let a week pass' })).toBeVisible();
    expect((await page.getByRole('note').boundingBox())?.width).toBeGreaterThan(80);
    const inside = async (name: string) => {
      expect
        .soft(await page.evaluate(() => document.documentElement.scrollWidth), name)
        .toBeLessThanOrEqual(400);
      await expectLooks(page, `narrowest-${name}`);
    };
    const widthOf = async (of: Locator) => (await of.boundingBox())?.width ?? 0;
    await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible();
    await page.keyboard.press('b');
    await expect(page.getByRole('navigation', { name: 'Collections' })).toBeVisible();
    expect(await widthOf(page.getByRole('grid'))).toBeGreaterThan(300);
    await inside('side-list');
    await page.keyboard.press('b');
    const at = (hash: string) => page.evaluate((to) => window.location.assign(to), hash);
    await at('#/director');
    expect(await widthOf(page.getByLabel('Question', { exact: true }))).toBeGreaterThan(250);
    await inside('director');
    await at(`#/compare/${one?.id},${two?.id}`);
    await expect(page.getByRole('heading', { name: 'Compare 2 ads' })).toBeVisible();
    await expect(page.getByRole('table')).toBeVisible();
    await inside('compare');
    await at('#/insights');
    expect(await widthOf(page.getByRole('heading', { name: 'What your ads have taught' }))).toBeGreaterThan(
      200,
    );
    await inside('insights');
    await at('#/health');
    const again = page.getByRole('button', { name: 'Check again' });
    expect(await again.evaluate((button) => button.scrollWidth - button.clientWidth)).toBe(0);
    await inside('health');
  });
});
