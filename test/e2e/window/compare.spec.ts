import type { Page } from '@playwright/test';
import type { AdRow } from '../../../src/contract/index.ts';
import { aFilm, aRow } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const clip = (index: number, overrides: Partial<AdRow> = {}): AdRow =>
  aFilm(index, {
    name: `clip_${index}.mp4`,
    score: 90 - index * 20,
    interval80: [86 - index * 20, 94 - index * 20],
    ...overrides,
  });
const still = aRow(7, 1, {
  kind: 'image',
  name: 'still.png',
  duration_s: null,
  has_audio: false,
  score: 20,
  interval80: [10, 30],
});
const address = (...rows: readonly AdRow[]) => `#/compare/${rows.map(({ id }) => id).join()}`;

const screen = (page: Page) => page.getByRole('region', { name: /^Compare/ });
const slider = (page: Page) => page.getByRole('slider', { name: 'Position of all ads' });
const times = (page: Page) =>
  page.locator('video').evaluateAll((all) => all.map((one) => (one as HTMLVideoElement).currentTime));
const ready = (page: Page) =>
  expect
    .poll(() =>
      page
        .locator('video')
        .evaluateAll((all) => all.length > 0 && all.every((one) => (one as HTMLVideoElement).readyState > 1)),
    )
    .toBe(true);

test('by keyboard alone: from the selection, play in step, steps, seconds, cuts, ends, and back', async ({
  open,
}) => {
  const { page } = await open({ rows: [clip(0), clip(1), clip(2), still] });
  await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Space');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('c');
  await expect(screen(page)).toBeFocused();
  await expect(screen(page)).toHaveAccessibleName('Compare 2 ads');
  expect(page.url()).toMatch(/#\/compare\/[0-9a-f]{16},[0-9a-f]{16}$/);
  await expect(screen(page).getByText('A is ahead of B by 20.0 points')).toBeVisible();
  await expect(screen(page).getByRole('row', { name: 'Start of the checklist' })).toBeVisible();
  await ready(page);

  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause all' })).toBeVisible();
  await expect.poll(async () => Math.min(...(await times(page)))).toBeGreaterThan(1);
  const [a = 0, b = 9] = await times(page);
  expect(Math.abs(a - b)).toBeLessThan(0.2);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play all' })).toBeVisible();
  await expect
    .poll(async () => {
      const [one = 0, two = 9] = await times(page);
      return Math.abs(one - two);
    })
    .toBeLessThan(0.005);

  const at = async () => Number(await slider(page).getAttribute('aria-valuenow'));
  await page.keyboard.press('Home');
  expect(await at()).toBe(0);
  await page.keyboard.press(']');
  expect(await at()).toBeCloseTo(0.8, 2);
  await page.keyboard.press('.');
  expect(await at()).toBeCloseTo(0.83, 2);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  expect(await at()).toBeCloseTo(0.77, 2);
  await page.keyboard.press('Shift+ArrowRight');
  expect(await at()).toBeCloseTo(1.77, 2);
  await expect.poll(async () => Math.min(...(await times(page)))).toBeCloseTo(1.77, 1);
  await page.keyboard.press('[');
  expect(await at()).toBeCloseTo(1.6, 2);
  await page.keyboard.press('l');
  await page.keyboard.press('l');
  await expect
    .poll(() =>
      page
        .locator('video')
        .first()
        .evaluate((one: HTMLVideoElement) => one.playbackRate),
    )
    .toBeGreaterThan(1.7);
  await page.keyboard.press('k');
  await page.keyboard.press('End');
  expect(await at()).toBe(6);
  await page.keyboard.press('j');
  await expect.poll(at).toBeLessThan(5.5);
  await page.keyboard.press('k');

  const heard = () =>
    page.locator('video').evaluateAll((all) => all.map((one) => !(one as HTMLVideoElement).muted));
  expect(await heard()).toEqual([false, false]);
  await page.keyboard.press('Shift+S');
  expect(await heard()).toEqual([true, false]);
  await page.keyboard.press('Shift+S');
  expect(await heard()).toEqual([false, true]);
  await page.keyboard.press('s');
  expect(await heard()).toEqual([false, false]);

  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.getByText('2 selected')).toBeVisible();
});

test('ads of different lengths are aligned at start, hook end or first cut', async ({ open }) => {
  const short = clip(1, { duration_s: 2 });
  const { page } = await open({ rows: [clip(0), short, clip(2)] }, address(clip(0), short));
  await ready(page);
  await page.keyboard.press('w');
  await expect(page.getByText('Aligned at the hook end')).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuemin', '-3');
  await expect(slider(page)).toHaveAttribute('aria-valuemax', '3');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '0:03.0 before the hook end');
  await expect(page.getByText('Not begun')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByText('Ended at 0:02')).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.getByText('Aligned at the first cut')).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuemin', '-0.8');
});

test('a winner and tinted cells only where the intervals part', async ({ open }) => {
  const close = [clip(0, { score: 61, interval80: [50, 72] }), clip(1, { score: 60, interval80: [50, 70] })];
  const { page } = await open({ rows: close }, address(...close));
  await expect(
    screen(page).getByText(/A and B overlap, .* their order is not settled \(1\.0 points apart\)/),
  ).toBeVisible();
  await expect(screen(page).getByText(/is ahead of/)).toHaveCount(0);
  await expect(page.getByText(/^Points are of the overall score\. No cell is tinted/)).toBeVisible();
  expect(await page.locator('td[class*=best]').count()).toBe(0);
});

test('from Review, C sets the ad beside the next one, or beside the selected', async ({ open }) => {
  const { page } = await open({ rows: [clip(0), clip(1), clip(2)] }, `#/review/${clip(1).id}`);
  await expect(page.getByRole('region', { name: /^Review of clip_1/ })).toBeFocused();
  await page.keyboard.press('c');
  await expect(screen(page)).toHaveAccessibleName('Compare 2 ads');
  expect(page.url()).toContain(`${clip(1).id},${clip(2).id}`);
});

test('five are too many, one is too few, and an unknown one is told', async ({ open }) => {
  const five = [0, 1, 2, 3].map((index) => clip(index));
  const { page } = await open({ rows: [...five, still] }, address(...five, still));
  await expect(page.getByText('5 ads are too many to see the difference')).toBeVisible();
  await page.goto(page.url().replace(/#.*/, address(clip(0))));
  await expect(page.getByText('Choose ads to compare')).toBeVisible();
  await page.goto(page.url().replace(/#.*/, `#/compare/${clip(0).id},ffffffffffffffff`));
  await expect(page.getByText('There is no such thing here.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose others in the Library' }).click();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('5 selected')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByText('5 ads are selected.')).toBeVisible();
});

test('a still stands beside a clip, and a clip that cannot be played shows its frames', async ({ open }) => {
  const { page } = await open({ rows: [clip(0), clip(1), still] }, address(clip(0), clip(1), still));
  await ready(page);
  await expect(page.getByText('A still: no time line')).toBeVisible();
  await page
    .locator('video')
    .first()
    .evaluate((one: HTMLVideoElement) => {
      one.src = 'media/0000000000000000';
    });
  await expect(page.getByText('This window cannot play h264; these are its frames')).toBeVisible();
  await page.keyboard.press('Space');
  await expect.poll(async () => Math.min(...(await times(page)))).toBeGreaterThan(0.5);
});

test('no axe violation, wide and narrow', async ({ open }) => {
  const ads = [clip(0), clip(1, { duration_s: 4 }), still];
  const { page } = await open({ rows: ads }, address(...ads));
  await ready(page);
  await expectLooks(page, 'compare');
  await page.setViewportSize({ width: 960, height: 600 });
  await expectLooks(page, 'compare-narrow');
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await wide()).toBeLessThanOrEqual(0);
});

test('an ad that was removed meanwhile is compared no more, and is again once it is brought back', async ({
  open,
}) => {
  const two = [clip(0), clip(1)];
  const { page, host } = await open({ rows: two }, address(...two));
  const summary = screen(page).getByRole('region', { name: 'Ads side by side' });
  await expect(summary).toBeVisible();
  const ads = [two[1]?.id as string];
  await host.call('library.remove', { ads });
  await expect(screen(page).getByRole('alert')).toBeVisible();
  await expect(summary).toHaveCount(0);
  await expect(screen(page).getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect(screen(page).getByRole('button', { name: 'Choose others in the Library' })).toBeVisible();
  await host.call('library.restore', { ads });
  await expect(summary).toBeVisible();
});
