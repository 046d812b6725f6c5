import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { dropPaths } from '../support/drop-paths.ts';
import { expectGoodPractice, inBothThemes, picture } from '../support/window.ts';
import { adsFolder } from './ads-folder.ts';
import { launchGateway, newHome, type RunningGateway, removeHome } from './launch.ts';

/** One person, one browser tab, real ads: from the link in the terminal to a reason played at its second. */
test.describe.configure({ mode: 'serial' });

const clips = 12;
let gateway: RunningGateway;
let folder = '';
let page: Page;
const complaints: string[] = [];

test.beforeAll(async ({ browser }) => {
  folder = await adsFolder(clips);
  gateway = await launchGateway(await newHome());
  page = await (await browser.newContext({ colorScheme: 'light' })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
});
test.afterAll(async () => {
  await page.context().close();
  await gateway.stop();
  await removeHome(gateway.home);
  await rm(dirname(folder), { recursive: true });
});

const grid = () => page.getByRole('grid');
const bar = () => page.getByRole('contentinfo');
const adRows = () =>
  grid()
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });

/** Both themes as a person has them set, looked at by axe and kept as pictures. */
const look = async (name: string): Promise<void> => {
  await inBothThemes(page, async (theme) => {
    await picture(page, `gateway-${name}-${theme}`);
    await expectGoodPractice(page);
  });
  await page.emulateMedia({ colorScheme: 'light' });
};

test('a link from the terminal signs the browser in, and leaves no code behind', async () => {
  await page.goto(gateway.origin);
  await expect(page.getByRole('heading')).toHaveText('This window needs a fresh link');
  await look('sign-in');
  await page.goto(gateway.url);
  await expect(page).toHaveURL(new RegExp(`^${gateway.origin}/(#.*)?$`));
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  // The page is served with the policy of the desktop window: no text becomes markup in it. In a tab of its own, of whose
  // complaint nobody takes note.
  const tab = await page.context().newPage();
  await tab.goto(gateway.origin);
  const written = tab.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<b>bold</b>'));
  await expect(written).rejects.toThrow('TrustedHTML');
  await tab.close();
});

test('the sample ads of an empty library are scored by themselves', async () => {
  // Reading their words comes after the scores and gives way to everything else on the machine.
  test.setTimeout(400_000);
  await expect(bar()).toContainText('Done: Sample ads', { timeout: 300_000 });
  await look('samples');
});

test('a dropped folder is sent, and its ads appear while it is measured', async () => {
  await dropPaths(page, { x: 700, y: 450 }, [folder]);
  await expect(bar()).toContainText('Scoring Spring launch');
  const progress = bar().getByRole('progressbar', { name: 'Files done' });
  await expect(async () => {
    const done = Number(await progress.getAttribute('value'));
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(clips);
  }).toPass();
});

test('cancelled in the middle, what is scored stays', async () => {
  await bar().getByRole('button', { name: 'Cancel' }).click();
  await expect(bar()).toContainText('Cancelled: Spring launch');
  await bar().getByRole('button', { name: 'Details' }).click();
  await look('cancelled');
});

test('resumed, it ends with every ad, and tells what was no ad', async () => {
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(bar()).toContainText('Done: Spring launch', { timeout: 120_000 });
  const figure = (name: string) =>
    page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd');
  await expect(figure('Files')).toHaveText(`${clips + 1} of ${clips + 1}`);
  await expect(figure('Scored')).toHaveText(String(clips));
  await expect(page.getByRole('cell', { name: 'broken.mp4' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'notes.txt' })).toBeVisible();
  await look('job');
  await page.getByRole('button', { name: 'Show its ads' }).click();
  await expect(grid()).toHaveAttribute('aria-rowcount', String(clips + 1));
  await look('library');
});

test('sorted by name, both ways', async () => {
  await grid().getByRole('button', { name: 'Sort by name' }).click();
  const first = adRows().first();
  const header = grid().getByRole('columnheader', { name: /name/i });
  const direction = await header.getAttribute('aria-sort');
  const [start, end] = ['clip 01.mp4', `clip ${clips}.mp4`];
  await expect(first).toContainText(direction === 'ascending' ? start : end);
  await grid().getByRole('button', { name: 'Sort by name' }).click();
  await expect(first).toContainText(direction === 'ascending' ? end : start);
});

test('an ad opens, plays, and a reason leads to its second', async () => {
  const ranges: number[] = [];
  page.on('response', (response) => {
    if (/\/media\//.test(response.url())) ranges.push(response.status());
  });
  await adRows().first().click();
  const why = page.getByRole('region', { name: 'Why' });
  await expect(why.getByRole('listitem').first()).toBeVisible();
  const video = page.locator('video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(0);
  const times = why.getByRole('listitem').getByRole('button');
  const wanted = (await times.last().textContent()) ?? '';
  await times.last().click();
  const seconds = wanted.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThanOrEqual(seconds - 0.1);
  expect(ranges).toContain(206);
  await look('ad');
});

test('a tab that is opened again goes on; a fresh link is one Enter away', async ({ browser }) => {
  await page.reload();
  await expect(grid()).toBeVisible();
  const other = await browser.newPage();
  expect((await other.goto(gateway.url))?.status()).toBe(401);
  await other.goto(await gateway.pressEnter());
  await expect(other.getByRole('grid')).toBeVisible();
  await other.close();
  expect(complaints).toEqual([]);
});

test('Ctrl-C ends it; started again, the library is there and the old session is not', async () => {
  expect(await gateway.stop()).toBe(0);
  gateway = await launchGateway(gateway.home);
  await page.goto(gateway.origin);
  await expect(page.getByRole('heading')).toHaveText('This window needs a fresh link');
  await page.goto(gateway.url);
  await expect(page.getByText(/\d+ ads on this machine/)).toBeVisible();
  await expect(adRows().first()).toBeVisible();
});
