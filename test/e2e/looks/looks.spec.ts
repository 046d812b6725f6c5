import type { PlaywrightTestOptions } from '@playwright/test';
import { expect, expectAccessible, picture, test } from '../support/window.ts';
import { broken, lengthen } from './broken.ts';
import { scenes } from './scenes.ts';

const wide = { width: 1440, height: 900 };
const narrow = { width: 960, height: 600 };
const conditions: Readonly<Record<string, Partial<PlaywrightTestOptions>>> = {
  light: { viewport: wide, colorScheme: 'light' },
  dark: { viewport: wide, colorScheme: 'dark' },
  narrow: { viewport: narrow, colorScheme: 'light' },
  'narrow-dark': { viewport: narrow, colorScheme: 'dark' },
  // 1440 x 900 at 200 %.
  zoomed: { viewport: { width: 720, height: 450 }, colorScheme: 'light', deviceScaleFactor: 2 },
  longer: { viewport: narrow, colorScheme: 'dark' },
  forced: {
    viewport: wide,
    colorScheme: 'dark',
    contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' },
  },
};

for (const [condition, use] of Object.entries(conditions)) {
  test.describe(condition, () => {
    test.use(use);
    for (const scene of scenes)
      test(scene.name, async ({ open }) => {
        const { page, host } = await open(scene.options, '#/settings');
        scene.prepare?.(host);
        await page.evaluate((hash) => window.location.assign(hash), scene.at ?? '#/library');
        if (scene.fresh) await page.reload();
        await scene.show(page, host);
        await page.waitForTimeout(300);
        if (condition === 'longer') await page.evaluate(lengthen);
        await picture(page, `looks/${condition}/${scene.name}`);
        expect(await page.evaluate(broken)).toEqual([]);
        // Words that were made longer in place no longer fit the names beside them.
        if (condition !== 'longer') await expectAccessible(page);
      });
  });
}
