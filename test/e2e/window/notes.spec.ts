import type { Page } from '@playwright/test';
import type { AdRow, AdText } from '../../../src/contract/index.ts';
import { aFilm } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const films = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aFilm(index, {
      name: `clip_${index + 1}.mp4`,
      width: 1080,
      height: 1920,
      score: 90 - index,
      interval80: [70, 96],
    }),
  );
const [first, second] = films(2) as [AdRow, AdRow];

const review = (page: Page) => page.getByRole('region', { name: /^Review of/ });
const panel = (page: Page) => page.getByRole('region', { name: 'Tags and notes' });
const message = (page: Page) => page.getByRole('region', { name: 'Messages' });
const time = (page: Page) =>
  page.locator('video:not([hidden])').evaluate((element: HTMLVideoElement) => element.currentTime);
const loaded = (page: Page) =>
  page.locator('video:not([hidden])').evaluate((element: HTMLVideoElement) => element.readyState);

test('a comment keeps its second, leads back to it, and can be changed, removed and brought back', async ({
  open,
}) => {
  const { host, page } = await open({ rows: films(2) }, `#/review/${first.id}`);
  const notes = () => host.library.notes.get(first.id) ?? [];
  await expect(panel(page)).toBeVisible();
  // Cuts are stepped to in a film that is there.
  await expect.poll(() => loaded(page)).toBeGreaterThan(1);
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(0.8, 1);
  await page.keyboard.press(']');
  await expect.poll(() => time(page)).toBeCloseTo(1.6, 1);
  await page.keyboard.press('m');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  // Letters are letters while someone writes.
  await page.keyboard.type('px 5, logo');
  await review(page).focus();
  await page.keyboard.press('m');
  await page.keyboard.type(' comes late');
  await page.keyboard.press('Enter');
  await expect(review(page)).toBeFocused();
  await expect
    .poll(() => notes().map(({ text, t0 }) => [text, t0]))
    .toEqual([['px 5, logo comes late', 1.6]]);
  expect(host.library.row(first.id)).toMatchObject({ pick: 'none', rating: null });
  await expect(page.locator('[data-lane=notes] [data-mark]')).toHaveCount(1);
  await expect(message(page)).toContainText('Commented on clip_1.mp4 at 0:01.6');

  await page.keyboard.press('Home');
  await expect.poll(() => time(page)).toBe(0);
  await panel(page).getByRole('button', { name: '0:01.6' }).click();
  await expect.poll(() => time(page)).toBeCloseTo(1.6, 1);

  await panel(page).getByRole('button', { name: 'Change note' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('logo late');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect.poll(() => notes()[0]?.text).toBe('logo late');
  await panel(page).getByRole('button', { name: 'Remove note logo late' }).click();
  await expect.poll(notes).toEqual([]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(panel(page)).toContainText('logo late');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(panel(page)).toContainText('px 5, logo comes late');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(panel(page)).toContainText('Nothing yet.');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => notes()[0]?.t0).toBe(1.6);

  // Undone, done again and undone before the host has answered once.
  const release = host.hold('review.note');
  for (const key of ['z', 'Shift+z', 'z']) await page.keyboard.press(`ControlOrMeta+${key}`);
  release();
  await expect(panel(page)).toContainText('Nothing yet.');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => notes()[0]?.text).toBe('px 5, logo comes late');
});

test('a comment spans what is chosen, or runs to where the player stands, and Esc leaves none', async ({
  open,
}) => {
  const { host, page } = await open({ rows: films(1) }, `#/review/${first.id}`);
  const notes = () => host.library.notes.get(first.id) ?? [];
  await page.getByRole('region', { name: 'Why' }).getByRole('button', { name: '0:02.1' }).click();
  await page.keyboard.press('m');
  await expect(panel(page)).toContainText('At 0:02.1–0:02.5');
  await page.keyboard.press('Escape');
  await expect(review(page)).toBeFocused();
  expect(notes()).toEqual([]);
  await panel(page).getByRole('button', { name: 'Comment here' }).click();
  await page.keyboard.type('drags');
  await panel(page).getByRole('button', { name: 'Whole ad' }).click();
  await panel(page).getByRole('button', { name: 'Save note' }).click();
  await expect.poll(() => notes().map(({ t0, t1 }) => [t0, t1])).toEqual([[null, null]]);
});

test('a comment that was begun comes back with its seconds when one comes back to its ad', async ({
  open,
}) => {
  const { host, page } = await open({ rows: films(2) }, `#/review/${first.id}`);
  await page.getByRole('region', { name: 'Why' }).getByRole('button', { name: '0:02.1' }).click();
  await page.keyboard.press('m');
  await page.keyboard.type('drags');
  await page.getByRole('button', { name: 'Next ad' }).click();
  await expect(page.getByRole('region', { name: 'Review of clip_2.mp4' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Previous ad' }).click();
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('drags');
  await expect(panel(page)).toContainText('At 0:02.1–0:02.5');
  await page.getByRole('textbox', { name: 'Note' }).press('Enter');
  const notes = () => host.library.notes.get(first.id) ?? [];
  await expect.poll(() => notes().map(({ t0, t1 }) => [t0, t1])).toEqual([[2.1, 2.5]]);
});

test('a note that the host refuses is taken back and told', async ({ open }) => {
  const { host, page } = await open({ rows: films(1) }, `#/review/${first.id}`);
  host.refuse('review.note', 'READ_ONLY');
  await panel(page).getByRole('button', { name: 'Comment here' }).click();
  await page.keyboard.type('gone');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The data folder cannot be written.');
  await expect(panel(page)).toContainText('Nothing yet.');
});

test('tags are typed with completion, taken away and undone', async ({ open }) => {
  const rows = films(2).map((row) => (row.id === second.id ? { ...row, tags: ['UGC', 'hero'] } : row));
  const { host, page } = await open({ rows }, `#/review/${first.id}`);
  const tags = () => host.library.row(first.id)?.tags;
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press('Shift+T');
  const field = page.getByRole('combobox', { name: 'Add a tag' });
  await expect(field).toBeFocused();
  await expect(page.getByRole('option')).toHaveCount(2);
  await page.keyboard.type('ug');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'UGC' })).toHaveAttribute('aria-selected', 'true');
  await expectLooks(page, 'review-tags');
  await page.keyboard.press('Enter');
  await page.keyboard.type('spring sale,');
  await expect.poll(tags).toEqual(['spring sale', 'UGC']);
  // In another spelling it is the same tag.
  await page.keyboard.type('HERO');
  await page.keyboard.press('Enter');
  await expect.poll(tags).toEqual(['hero', 'spring sale', 'UGC']);
  await page.keyboard.press('Backspace');
  await expect.poll(tags).toEqual(['hero', 'spring sale']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(review(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(tags).toEqual(['hero', 'spring sale', 'UGC']);
  await panel(page).getByRole('button', { name: 'Remove tag hero' }).click();
  await expect(message(page)).toContainText('Took the tag “hero” from clip_1.mp4');
});

const box = (y: number) => ({ x: 0.1, y, w: 0.8, h: 0.06 });
const line = { confidence: 0.9, height_share: 0.06, chars_per_second: 9 };
const text: AdText = {
  version: 1,
  frames_read: 8,
  lines: [
    { ...line, text: 'I almost did not order this', t0: 0, t1: 1.8, box: box(0.5), contrast: 9.8 },
    { ...line, text: 'Only today', t0: 3, t1: 4.4, box: box(0.3), contrast: 2.6 },
    { ...line, text: 'Shop now', t0: 4.8, t1: 6, box: box(0.8), contrast: 8 },
  ],
  hook_text: 'I almost did not order this',
  hook: { type: 'unknown', confidence: 0, cue: null },
  cta: [{ kind: 'shop', text: 'Shop now', t: 4.8, in_end: true }],
  offers: [],
  area: { hook: 0.05, all: 0.04 },
  captions: { found: null, reason: 'no speech was found' },
  safe_zones: [
    { placement: 'Reels', violated_share: 0.3, spans: [{ t0: 4.8, t1: 6 }] },
    { placement: 'Stories', violated_share: 0, spans: [] },
  ],
};

test('text, motion, loudness and safe zones have their lanes, and lie over the picture', async ({ open }) => {
  const { host, page } = await open({ rows: films(1) });
  host.library.texts.set(first.id, text);
  host.library.more.set(first.id, {
    brand: {
      ...{ first_seen_s: 5, logo: 'seen', share: 0.2, times: 1, in_end: true },
      seen: [{ t0: 5, t1: 6, by: 'logo', what: '0'.repeat(16), box: { x: 0.1, y: 0.9, w: 0.2, h: 0.06 } }],
    },
  });
  await page.goto(`${new URL('/', page.url()).href}#/review/${first.id}`);
  for (const lane of ['text', 'phrases', 'zone Reels', 'zone Stories', 'motion', 'loudness'])
    await expect(page.locator(`[data-lane="${lane}"]`)).toHaveCount(1);
  await page.keyboard.press('End');
  await page.keyboard.press('o');
  const overlay = page.getByRole('img', { name: 'Controls of Reels over the ad, as of 2026-11-22' });
  await expect(overlay.getByTitle('Shop now')).toBeVisible();
  await expect(overlay.getByTitle('Only today')).toHaveCount(0);
  await expect(overlay.getByTitle('Logo')).toBeVisible();
  // It covers the picture, not the letterbox round it.
  const size = await overlay.boundingBox();
  expect((size?.width ?? 0) / (size?.height ?? 1)).toBeCloseTo(9 / 16, 2);
  await expectLooks(page, 'review-lanes');
  await page.keyboard.press('o');
  await expect(page.getByRole('img', { name: /Controls of Stories/ })).toBeVisible();
  await page.keyboard.press('o');
  await expect(page.getByRole('img', { name: /Controls of/ })).toHaveCount(0);
});

test('a primary text says where it is cut, and what stands only after that', async ({ open }) => {
  const { host, page } = await open({ rows: films(1) });
  const copy = { source: 'ads.csv', headline: null, description: null, cta: null };
  host.library.more.set(first.id, {
    copy: { ...copy, primary_text: 'Three drops a day. '.repeat(5) },
    copy_shown: [{ placement: 'Reels', letters: 72, late: ['offer'] }],
    copy_hook: { type: 'social_proof', confidence: 0.7, cue: 'trusted by 900 bakers' },
  });
  await page.goto(`${new URL('/', page.url()).href}#/review/${first.id}`);
  const given = page.getByRole('region', { name: 'Given texts' });
  await expect(given).toContainText('Before “See more” stand about 72 letters in Reels.');
  await expect(given.getByText('offer after “See more” in Reels')).toBeVisible();
  await expect(given).toContainText(
    'Its first line opens as social proof, by our own estimate 70\u00a0%: “trusted by 900 bakers”.',
  );
});
