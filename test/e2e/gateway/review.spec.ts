import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ffmpeg } from '../../support/clips/ffmpeg.ts';
import { adsFolder } from './ads-folder.ts';
import { launchGateway, newHome, type RunningGateway, removeHome } from './launch.ts';

/** Real files through the real host: what the keys of Review put on screen, frame by frame. */
test.describe.configure({ mode: 'serial' });

let gateway: RunningGateway;
let folder = '';
let page: Page;

/** 2 s at 30 frames a second, then 3 s at 5: no one length fits all its frames. */
const unevenClip = (file: string) =>
  ffmpeg([
    ...['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=30:d=2'],
    ...['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=5:d=3'],
    ...['-filter_complex', '[0:v][1:v]concat=n=2:v=1,settb=1/30[v]', '-map', '[v]', '-fps_mode', 'vfr'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file],
  ]);

test.beforeAll(async ({ browser }) => {
  folder = await adsFolder(2);
  await unevenClip(join(folder, 'uneven.mp4'));
  gateway = await launchGateway(await newHome(), [folder]);
  page = await (await browser.newContext()).newPage();
});
test.afterAll(async () => {
  await page.context().close();
  await gateway.stop();
  await removeHome(gateway.home);
  await rm(dirname(folder), { recursive: true });
});

const video = () => page.locator('video:not([hidden])');

const review = async (name: string) => {
  const row = page.getByRole('row').filter({ hasText: name });
  await row.getByText(name).first().click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByRole('region', { name: `Review of ${name}` })).toBeVisible();
  await expect
    .poll(() => video().evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1);
  // Tells the start of the frame that is on screen, as the browser's compositor has it.
  await video().evaluate((element: HTMLVideoElement) => {
    const told = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      element.dataset.shown = String(mediaTime);
      element.requestVideoFrameCallback(told);
    };
    element.requestVideoFrameCallback(told);
  });
};
const shown = async () => Number(await video().getAttribute('data-shown'));

/** Presses a key; the frame that starts at this second comes, and stays. */
const shows = async (key: string, second: number): Promise<void> => {
  await page.keyboard.press(key);
  await expect.poll(shown).toBeCloseTo(second, 2);
  await page.waitForTimeout(150);
  expect(await shown()).toBeCloseTo(second, 2);
};

const brightness = () =>
  video().evaluate((element: HTMLVideoElement) => {
    const canvas = document.createElement('canvas');
    canvas.width = 16;
    canvas.height = 16;
    const context = canvas.getContext('2d');
    context?.drawImage(element, 0, 0, 16, 16);
    const { data = [] } = context?.getImageData(0, 0, 16, 16) ?? {};
    return [...data].filter((_, at) => at % 4 === 1).reduce((sum, green) => sum + green, 0) / 256;
  });

test('a real clip: the cut key stops on the first picture after the cut, and frames are exact', async () => {
  await page.goto(gateway.url);
  await expect(page.getByRole('contentinfo')).toContainText('Done', { timeout: 120_000 });
  await page.goto(`${gateway.origin}/#/library`);
  await review('clip 01.mp4');
  expect(await brightness()).toBeLessThan(20);
  await shows(']', 1.2);
  expect(await brightness()).toBeGreaterThan(60);
  await shows(',', 1.2 - 1 / 30);
  expect(await brightness()).toBeLessThan(20);
  await shows('.', 1.2);
  await shows('.', 1.2 + 1 / 30);
});

test('frames that differ in length are stepped one by one, both ways', async () => {
  await page.keyboard.press('Escape');
  await review('uneven.mp4');
  await shows('Shift+ArrowRight', 1);
  await shows('Shift+ArrowRight', 2);
  await shows(',', 2 - 1 / 30);
  await shows(',', 2 - 2 / 30);
  await shows('.', 2 - 1 / 30);
  await shows('.', 2);
  await shows('.', 2.2);
  await shows('.', 2.4);
  await shows(',', 2.2);
  // Also where a seek that ends within the picture that is shown is not told of.
  await video().evaluate((element: HTMLVideoElement) => {
    const held = element.dataset.shown;
    const ask = element.requestVideoFrameCallback.bind(element);
    element.requestVideoFrameCallback = (told) =>
      ask((now, frame) =>
        String(frame.mediaTime) === held ? element.requestVideoFrameCallback(told) : told(now, frame),
      );
  });
  await shows('.', 2.4);
});

test('a real clip has its curve of motion, and a mark on it lasts', async () => {
  await page.goto(`${gateway.origin}/#/library`);
  await review('uneven.mp4');
  await expect(page.locator('[data-lane=motion]')).toHaveCount(1);
  await page.keyboard.press('p');
  await page.keyboard.press('3');
  await page.keyboard.press('m');
  await page.keyboard.type('jerks from here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Tags and notes' })).toContainText('jerks from here');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Picked' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Rated 3 of 5' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tags and notes' })).toContainText('jerks from here');
  await page.keyboard.press('Escape');
});
