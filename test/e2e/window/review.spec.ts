import type { Page } from '@playwright/test';
import { aFilm, aRow, rows } from '../../support/fake-api/rows.ts';
import { expect, expectAccessible, expectLooks, inBothThemes, picture, test } from '../support/window.ts';

/** The library shows these in this order: the best first. */
const clips = (count: number, overrides = {}) =>
  Array.from({ length: count }, (_, index) =>
    aFilm(index, {
      name: `clip_${String(index + 1).padStart(3, '0')}.mp4`,
      score: 95 - index * 0.2,
      interval80: [70, 96],
      ...overrides,
    }),
  );

const video = (page: Page) => page.locator('video:not([hidden])');
const time = (page: Page) => video(page).evaluate((element: HTMLVideoElement) => element.currentTime);
const playing = (page: Page) => page.getByRole('button', { name: 'Pause', exact: true });
const review = (page: Page) => page.getByRole('region', { name: /^Review of/ });
const slider = (page: Page) => page.getByRole('slider', { name: 'Position' });

/** Before that a seek has nowhere to go. */
const loaded = (page: Page) =>
  expect
    .poll(() => video(page).evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1);

/** Walks to the n-th row with the keyboard alone, and opens it. */
const enter = async (page: Page, index: number) => {
  await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible();
  await page.getByRole('grid').focus();
  for (let at = 0; at < index; at += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
  await loaded(page);
};

test('by keyboard alone: open, play, JKL, frames, cuts, seconds, ends', async ({ open }) => {
  const { page } = await open({ rows: clips(5) });
  await enter(page, 1);
  await expect(review(page)).toBeFocused();
  await expect(review(page)).toHaveAccessibleName('Review of clip_002.mp4');
  expect(page.url()).toMatch(/#\/review\/[0-9a-f]{16}$/);

  await page.keyboard.press('Space');
  await expect(playing(page)).toBeVisible();
  await page.keyboard.press('k');
  await expect(playing(page)).toHaveCount(0);

  const rate = () => video(page).evaluate((element: HTMLVideoElement) => element.playbackRate);
  await page.keyboard.press('l');
  await expect(playing(page)).toBeVisible();
  expect(await rate()).toBe(1);
  await page.keyboard.press('l');
  await expect.poll(rate).toBe(2);
  await expect(page.getByRole('button', { name: 'Speed 2 times' })).toBeVisible();
  // In one breath: what the player last told of itself lies behind the keys.
  await review(page).evaluate((element) => {
    for (const key of ['End', 'k', 'j'])
      element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('button', { name: 'Speed -1 times' })).toBeVisible();
  await expect.poll(() => time(page)).toBeLessThan(5.3);
  await page.keyboard.press('k');
  await expect(playing(page)).toHaveCount(0);

  await page.keyboard.press('h');
  await expect.poll(() => time(page)).toBe(0);
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(0.8, 1);
  const shown = await time(page);
  await page.keyboard.press('.');
  await expect.poll(() => time(page)).toBeGreaterThan(shown + 0.02);
  await expect.poll(() => time(page)).toBeLessThan(shown + 0.05);
  await page.keyboard.press(',');
  await expect.poll(() => time(page)).toBeLessThan(shown + 0.03);
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(2.4, 1);
  await page.keyboard.press('[');
  await expect.poll(() => time(page)).toBeCloseTo(1.6, 1);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => time(page)).toBeCloseTo(2.6, 1);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => time(page)).toBeCloseTo(1.6, 1);
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Sound on' })).toBeVisible();
  await page.keyboard.press('Home');
  await expect.poll(() => time(page)).toBe(0);
});

test('Escape returns to the row it came from, where the list was scrolled to', async ({ open }) => {
  const { page } = await open({ rows: clips(120) });
  const grid = page.getByRole('grid');
  await expect(grid.locator('[data-index="0"]')).toBeVisible();
  await grid.focus();
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('PageDown');
  await expect(grid).toHaveAttribute('aria-activedescendant', /./);
  const active = () => grid.getAttribute('aria-activedescendant');
  const row = await active();
  const top = () => grid.evaluate((element) => element.scrollTop);
  const scrolled = await top();
  expect(scrolled).toBeGreaterThan(500);
  await page.keyboard.press('Enter');
  await expect(review(page)).toBeVisible();
  await expect(grid).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await expect(review(page)).toHaveCount(0);
  expect(await active()).toBe(row);
  expect(await top()).toBe(scrolled);

  // What the cursor rests on is loaded meanwhile, and comes with its first picture.
  await expect(async () => {
    if (await review(page).count()) await page.keyboard.press('Escape');
    await expect(grid).toBeFocused();
    await page.waitForTimeout(500);
    const came = page.evaluate(
      () =>
        new Promise<number>((done) => {
          const watch = new MutationObserver(() => {
            const film = document.querySelector('video');
            if (film) done(film.readyState);
            if (film) watch.disconnect();
          });
          watch.observe(document.body, { childList: true, subtree: true });
        }),
    );
    await page.keyboard.press('Enter');
    expect(await came).toBeGreaterThan(1);
  }).toPass();
});

test('N and Shift+N walk through the view without leaving, and Escape ends at the last one', async ({
  open,
}) => {
  const all = clips(130);
  const { page } = await open({ rows: all });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await enter(page, 1);
  await expect(page.getByText('2 of 130', { exact: true })).toBeVisible();
  // The next one is fetched while this one is looked at.
  await expect.poll(() => asked.some((url) => url.endsWith(`/media/${all[2]?.id}`))).toBe(true);
  await page.keyboard.press('n');
  await expect(review(page)).toHaveAccessibleName('Review of clip_003.mp4');
  await expect(page.getByText('3 of 130', { exact: true })).toBeVisible();
  await page.keyboard.press('Shift+N');
  await page.keyboard.press('Shift+N');
  await expect(review(page)).toHaveAccessibleName('Review of clip_001.mp4');
  await expect(page.getByRole('button', { name: 'Previous ad' })).toBeDisabled();
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(review(page)).toHaveAccessibleName('Review of clip_004.mp4');
  await loaded(page);
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(0.8, 1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  expect(await page.getByRole('grid').getAttribute('aria-activedescendant')).toMatch(/3$/);
});

test('a reason leads to its second and its block, a block to its reason', async ({ open }) => {
  const { page } = await open({ rows: clips(3) });
  await enter(page, 0);
  const why = page.getByRole('region', { name: 'Why' });
  const still = why.getByRole('listitem').filter({ hasText: 'Picture stands still' });
  await still.getByRole('button', { name: '0:02.1' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => time(page)).toBeCloseTo(2.1, 1);
  await expect(still.getByRole('button')).toHaveAttribute('aria-current', 'true');
  const block = page.locator('[data-lane=reasons] [data-mark*="Picture stands still"]');
  await expect(block).toHaveCSS('outline-style', 'solid');
  await expect(slider(page)).toHaveAttribute(
    'aria-valuetext',
    /^2\.1 s, shot 3, hook, reason: Picture stands still/,
  );

  const black = why.getByRole('listitem').filter({ hasText: 'Opens on' }).getByRole('button');
  await page.locator('[data-lane=reasons] [data-mark*="Opens on"]').hover();
  await expect(black).toHaveAttribute('aria-current', 'true');
  await page.mouse.move(5, 5);
  await expect(black).not.toHaveAttribute('aria-current', 'true');
  await page.locator('[data-lane=reasons] [data-mark*="Opens on"]').click();
  await expect.poll(() => time(page)).toBe(0);
  await expect(black).toHaveAttribute('aria-current', 'true');
  await expect(still.getByRole('button')).not.toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'Loop span' }).click();
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Looping 0:00.0–0:00.4' })).toBeVisible();
  await page.waitForTimeout(1200);
  expect(await time(page)).toBeLessThan(0.7);
});

test('a stretch that ends with the film is looped as any other', async ({ open }) => {
  const { page } = await open({ rows: clips(3, { hook_type: 'offer' }) });
  await enter(page, 0);
  await page.locator('[data-lane=text] [data-mark]').filter({ hasText: 'Shop now' }).click();
  await page.getByRole('button', { name: 'Loop span' }).click();
  await expect(page.getByRole('button', { name: 'Looping 0:05.3–0:06.0' })).toBeVisible();
  await page.keyboard.press('k');
  await page.waitForTimeout(3000);
  await expect(playing(page)).toBeVisible();
  const times = await page.evaluate(async () => {
    const video = document.querySelector('video') as HTMLVideoElement;
    const seen: number[] = [];
    for (let step = 0; step < 40; step++) {
      seen.push(video.currentTime);
      await new Promise((done) => setTimeout(done, 50));
    }
    return seen;
  });
  // It has gone back to its start in these two seconds, and never before it.
  expect(times.filter((time, at) => time < (times[at - 1] ?? 0)).length).toBeGreaterThan(1);
  expect(Math.min(...times)).toBeGreaterThan(5.2);
});

test('the pointer previews frames from the strip, and a drag scrubs', async ({ open }) => {
  const { page } = await open({ rows: clips(3) });
  await enter(page, 0);
  const box = await slider(page).boundingBox();
  if (!box) throw new Error('no time line');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.mouse.move(box.x + box.width * 0.5, box.y + 30);
  await expect(page.getByText('0:03.0', { exact: true }).last()).toBeVisible();
  expect(requests.filter((url) => /strip|media/.test(url))).toEqual([]);
  await picture(page, 'review-preview');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 30, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => time(page)).toBeCloseTo(4.5, 1);
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => time(page)).toBeCloseTo(4.4, 1);
});

test('the table tells the same events and follows the player', async ({ open }) => {
  const { page } = await open({ rows: clips(3) });
  await enter(page, 0);
  await page.keyboard.press('e');
  const table = page.getByRole('table', { name: 'Timeline events' });
  await expect(table.getByRole('row', { name: /Hook window/ })).toHaveAttribute('aria-current', 'true');
  await table
    .getByRole('row', { name: /Cut to shot 5/ })
    .getByRole('button')
    .click();
  await expect.poll(() => time(page)).toBeCloseTo(3.2, 1);
  await expect(table.getByRole('row', { name: /Hook window/ })).not.toHaveAttribute('aria-current', 'true');
  await expect(table.getByRole('row', { name: /Cut to shot 5/ })).toHaveAttribute('aria-current', 'true');
  await expectAccessible(page);
});

test('Review has no accessibility violation', async ({ open }) => {
  const { page } = await open({ rows: clips(3) });
  await enter(page, 0);
  await expectLooks(page, 'review');
  await page.setViewportSize({ width: 960, height: 600 });
  await expectLooks(page, 'review-narrow');
  await page.keyboard.press('e');
  await expectLooks(page, 'review-table');
});

test('at high zoom it is one column and nothing is cut off sideways', async ({ open }) => {
  const { page } = await open({ rows: clips(3) });
  await enter(page, 0);
  await page.setViewportSize({ width: 640, height: 400 });
  await picture(page, 'review-zoom');
  const room = await review(page).evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(room[0]).toBe(room[1]);
  await slider(page).scrollIntoViewIfNeeded();
  await expect(slider(page)).toBeInViewport();
  await expectAccessible(page);
});

test('a still has its picture and reasons, and no controls of time', async ({ open }) => {
  const still = aRow(3, 1, {
    kind: 'image',
    duration_s: null,
    strip_frames: 0,
    score: 60,
    state: 'ok',
    problem: null,
  });
  const { page } = await open({ rows: [still] }, `#/review/${still.id}`);
  await expect(page.getByRole('img', { name: /The ad/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why' })).toBeVisible();
  await expect(page.getByRole('slider')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Play' })).toHaveCount(0);
  await picture(page, 'review-image');
  await expectAccessible(page);
});

test('what cannot be played keeps its picture and time line', async ({ open }) => {
  const { page } = await open({ rows: clips(1) });
  await page.route('**/media/*', (route) =>
    route.fulfill({ status: 200, contentType: 'video/mp4', body: 'no film' }),
  );
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('This window cannot play h264.')).toBeVisible();
  await expect(page.getByRole('img', { name: /The ad/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toHaveCount(0);
  await page.keyboard.press(']');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^0\.8 s, shot 2/);
  await picture(page, 'review-unplayable');
  await expectAccessible(page);
});

test('a damaged ad tells its problem first', async ({ open }) => {
  const [ad] = clips(1, {
    state: 'partial',
    problem: 'TRUNCATED',
    score: null,
    interval80: null,
    top_reason: null,
  });
  const { page } = await open({ rows: ad ? [ad] : [] }, `#/review/${ad?.id}`);
  await expect(page.getByRole('alert').first()).toContainText('The file ends too early');
  await expect(review(page).getByText('no score')).toBeVisible();
  await picture(page, 'review-partial');
  await expectAccessible(page);
});

test('an ad that is not there says so, and Escape leads to the library', async ({ open }) => {
  const { page } = await open({ rows: rows(5) }, '#/review/ffffffffffffffff');
  await expect(page.getByRole('alert')).toContainText('There is no such thing here.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('picks, rejects, rates and undoes by key, each at once and each told', async ({ open }) => {
  const { host, page } = await open({ rows: clips(4) });
  await enter(page, 0);
  const first = () => host.library.row(clips(1)[0]?.id ?? '');
  // The host has not answered yet; the picture has.
  const release = host.hold('review.mark');
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Picked' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('4');
  await expect(page.getByRole('group', { name: 'Rated 4 of 5' })).toBeVisible();
  expect(first()?.pick).toBe('none');
  release();
  await expect.poll(() => first()?.rating).toBe(4);
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Rated 4 of 5: clip_001.mp4');
  await picture(page, 'review-marked');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('group', { name: 'No rating' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('button', { name: 'Pick', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => first()?.pick).toBe('picked');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => first()?.pick).toBe('none');

  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: 'Go on after a pick or reject' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('x');
  await expect(review(page)).toHaveAccessibleName('Review of clip_002.mp4');
  await expect.poll(() => first()?.pick).toBe('rejected');
});

test('a mark that the host refuses is taken back in the picture, and told', async ({ open }) => {
  const { host, page } = await open({ rows: clips(2) });
  await enter(page, 0);
  host.refuse('review.mark', 'DISK_FULL');
  await page.keyboard.press('p');
  await expect(page.getByRole('alert')).toContainText('Not saved: Picked clip_001.mp4. The disk is full.');
  await expect(page.getByRole('button', { name: 'Pick', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await expectAccessible(page);
});

test('the controls on the dark ground round a film are seen in both themes', async ({ open }) => {
  const ads = clips(1, { aspect: '9:16' });
  const { page } = await open({ rows: ads }, `#/review/${ads[0]?.id}`);
  const copy = page.getByRole('button', { name: 'Copy this time' });
  await inBothThemes(page, () => expect(copy).toHaveCSS('color', 'rgb(255, 255, 255)'));
  await expectLooks(page, 'review-controls');
});
