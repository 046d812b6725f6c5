import type { Page } from '@playwright/test';
import { aFilm, aRow, rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, expectLooks, picture, test } from '../support/window.ts';

const video = (page: Page) => page.locator('video');
const time = (page: Page) => video(page).evaluate((element: HTMLVideoElement) => element.currentTime);
const clip = (index: number, overrides = {}) =>
  aFilm(index, {
    score: 80,
    interval80: [74, 86],
    ...overrides,
  });

const opened = async (page: Page) => {
  await page.getByRole('grid').locator('[data-index]').first().click();
  await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
  await expect
    .poll(() => video(page).evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(0);
};

test('a click on a reason’s time moves the playhead there', async ({ open }) => {
  const { page } = await open({ rows: [clip(1)] });
  await opened(page);
  await page.getByRole('region', { name: 'Why' }).getByRole('button', { name: '0:02.1' }).click();
  await expect.poll(() => time(page)).toBeCloseTo(2.1, 1);
  await picture(page, 'detail-seek');
});

test('a time in the grid opens the ad at that second', async ({ open }) => {
  const reason = {
    text: 'Picture stands still',
    points: -5,
    t0: 2.1,
    t1: 4,
    feature: 'M08',
    grade: 'Q',
    sub: 'clarity',
  } as const;
  const { page } = await open({ rows: [clip(1, { top_reason: reason })] });
  await page.getByRole('button', { name: '0:02.1' }).click();
  await expect(video(page)).toBeVisible();
  await expect.poll(() => time(page)).toBeCloseTo(2.1, 1);
  expect(page.url()).toMatch(/#\/library\/[0-9a-f]{16}\/2\.1$/);
});

test('keys play, step by a frame and jump from cut to cut', async ({ open }) => {
  const { page } = await open({ rows: [clip(1)] });
  await opened(page);
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(0.8, 1);
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(1.6, 1);
  await page.keyboard.press('[');
  await expect.poll(() => time(page)).toBeCloseTo(0.8, 1);
  await page.keyboard.press('.');
  // Inside the frame that follows the one at the cut.
  await expect.poll(() => time(page)).toBeCloseTo(0.84, 2);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Pause' }).first()).toBeVisible();
  await expect.poll(() => time(page)).toBeGreaterThan(1);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.getByRole('slider', { name: 'Position' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => time(page)).toBe(0);
});

const atStart = {
  text: 'The first frame is strong.',
  points: 5,
  t0: 0,
  t1: 0,
  feature: 'H01',
  grade: 'D',
  sub: 'hook',
} as const;

test('a still is shown with its checks, and those of time say why they do not apply', async ({ open }) => {
  const { page } = await open({
    rows: [aRow(3, 1, { kind: 'image', duration_s: null, strip_frames: 0, score: 60, top_reason: atStart })],
  });
  const row = page.getByRole('grid', { name: '1 ad', exact: true }).locator('[data-index]').first();
  await expect(row).toContainText(atStart.text);
  // There is no second of a still to go to.
  await expect(row).not.toContainText('0:00');
  await row.click();
  await expect(page.getByRole('img', { name: /The ad/ })).toBeVisible();
  const why = page.getByRole('region', { name: 'Why' });
  await expect(why).toContainText(atStart.text);
  await expect(why.getByRole('button', { name: '0:00.0' })).toHaveCount(0);
  await expect(page.getByText('a still has no time')).toBeVisible();
  await picture(page, 'detail-image');
  await expectAccessible(page);
});

test('a clip that the window cannot play is shown as its picture', async ({ open }) => {
  const [broken, good] = [clip(1, { score: 90 }), clip(2)];
  const { page } = await open({ rows: [broken, good] });
  await page.route(`**/media/${broken.id}`, (route) =>
    route.fulfill({ status: 200, contentType: 'video/mp4', body: 'no film' }),
  );
  await page.getByRole('grid').locator('[data-index]').first().click();
  await expect(page.getByText('This window cannot play h264.')).toBeVisible();
  await picture(page, 'detail-unplayable');
  await page.getByRole('button', { name: 'Next ad' }).click();
  await expect(video(page)).toBeVisible();
  await expect(page.getByText('This window cannot play h264.')).toHaveCount(0);
});

test('partial files, copies, near-duplicates and missing scores are told', async ({ open }) => {
  const other = clip(8);
  const ad = clip(2, {
    state: 'partial',
    problem: 'TRUNCATED',
    copies: 2,
    near_duplicate_of: other.id,
    score: null,
    interval80: null,
    top_reason: null,
    sub: { hook: null, clarity: null, connection: null, offer: null, craft: null },
  });
  const { page } = await open({ rows: [ad, other] }, `#/library/${ad.id}`);
  const pane = page.getByRole('complementary');
  await expect(pane.getByText('no score')).toBeVisible();
  await expect(pane.getByText('More than 40')).toBeVisible();
  await expect(pane.getByText('The file ends too early')).toBeVisible();
  await expect(pane.getByText('2 copies with the same bytes:')).toBeVisible();
  await picture(page, 'detail-partial');
  await expectAccessible(page);
  await pane.getByRole('button', { name: 'another ad' }).click();
  await expect(pane).toContainText(other.name);
});

test('an ad that is not there says so', async ({ open }) => {
  const { page } = await open({ rows: rows(5) }, '#/library/ffffffffffffffff');
  await expect(page.getByRole('alert')).toContainText('There is no such thing here.');
});

test('words found stand with their seconds; an ad whose words were not read says so and reads them', async ({
  open,
}) => {
  const { page, host } = await open({ rows: [clip(1, { hook_type: 'offer', width: 1080, height: 1920 })] });
  await opened(page);
  const words = page.getByRole('region', { name: 'Words on the screen' });
  await expect(words).toContainText('words on the screen: "20 % off"');
  await expect(words).toContainText('low contrast');
  await words.getByRole('button', { name: /^Show all/ }).click();
  await words.getByText('Zinc').scrollIntoViewIfNeeded();
  await words.getByRole('listitem').filter({ hasText: 'Zinc' }).getByRole('button').click();
  await expect.poll(() => time(page)).toBeCloseTo(3.75, 1);
  await words.getByText('Captions', { exact: true }).scrollIntoViewIfNeeded();
  await expectLooks(page, 'detail-words');

  host.library.add([clip(2, { hook_type: 'unknown', name: 'unread.mp4' })], null);
  await page.reload();
  await page.getByRole('grid').getByText('unread.mp4').click();
  await expect(words).toContainText('Words not read yet');
  await words.getByRole('button', { name: 'Read them now' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('Words of all ads');
});
