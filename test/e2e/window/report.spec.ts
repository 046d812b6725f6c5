import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Page, test as plain } from '@playwright/test';
import { type Ad, FileFailure } from '../../../src/contract/index.ts';
import { lineOf } from '../../../src/main/core/score/report/overview.ts';
import { reportAd, reportHead, reportTail } from '../../../src/main/core/score/report/report.ts';
import { style } from '../../../src/main/core/score/report/style.ts';
import { withText } from '../../support/every-text.ts';
import { someFailures } from '../../support/fake-api/a-job.ts';
import { anAd } from '../../support/fake-api/an-ad.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { hostileAd } from '../../support/hostile-ad.ts';
import { formulas, markups } from '../../support/hostile-texts.ts';
import { expect, expectAccessible, picture } from '../support/window.ts';

const styleHash = createHash('sha256').update(style).digest('base64');
/** One grey pixel. */
const pixel =
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==';

const whole = (ads: readonly Ad[], text: string): string => {
  const texts = { title: text, client: text, author: text };
  const report = { texts, what: text, madeAt: '2026-11-20T09:15:00.000Z', ads: ads.length, styleHash };
  const failures = someFailures.map((failure) => withText(FileFailure, failure, text).value);
  return [
    reportHead(report, ads.map(lineOf), ads.slice(0, 4)),
    ...ads.map((ad, at) => reportAd(ad, at, { thumb: pixel, strip: pixel }, at % 2 === 1)),
    reportTail(failures),
  ].join('');
};

/** Opens the file as a client would, and tells what it asked for and what it complained about. */
const openFile = async (page: Page, path: string, content: string) => {
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  await writeFile(path, content);
  await page.goto(pathToFileURL(path).href);
  return { asked: () => asked.filter((url) => !/^(data|file):/.test(url)), said };
};

plain(
  'of more than 100 payloads in every text none runs, and nothing is asked for',
  async ({ page }, info) => {
    const ads = [...markups, ...formulas].map((text, at) => hostileAd(text, at));
    const { asked, said } = await openFile(
      page,
      info.outputPath('report.html'),
      whole(ads, markups.join(' ')),
    );
    await expect(page.locator('article')).toHaveCount(ads.length);
    // Whatever waits for a pointer, a focus or a frame.
    await page.mouse.move(300, 300);
    for (let at = 0; at < 20; at += 1) await page.keyboard.press('Tab');
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => 'titanRan' in window)).toBe(false);
    expect(asked()).toEqual([]);
    expect(said).toEqual([]);
    const foreign =
      'script, iframe, object, embed, link, base, form, input, video, audio, marquee, template, math, x';
    await expect(page.locator(foreign)).toHaveCount(0);
    expect(await page.locator('[style], [onerror], [onload], [onclick], [srcdoc]').count()).toBe(0);
    expect(
      new Set(
        await page
          .locator('img')
          .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src.slice(0, 23))),
      ),
    ).toEqual(new Set(['data:image/jpeg;base64,']));
  },
);

plain(
  'a report to read, in both themes: no axe violation, nothing asked for, its style applies',
  async ({ page }, info) => {
    const ads = rows(3).map((row) => anAd(row));
    const { asked, said } = await openFile(page, info.outputPath('report.html'), whole(ads, 'Spring launch'));
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    for (const [colorScheme, colour] of [
      ['light', 'rgb(244, 245, 246)'],
      ['dark', 'rgb(17, 19, 22)'],
    ] as const) {
      await page.emulateMedia({ media: 'screen', colorScheme });
      await expectAccessible(page);
      await picture(page, `report-${colorScheme}`);
      expect(await ground()).toBe(colour);
      await page.emulateMedia({ media: 'print', colorScheme });
      expect(await ground()).toBe('rgb(255, 255, 255)');
      expect(
        await page.evaluate(() => getComputedStyle(document.querySelector('thead') as Element).display),
      ).toBe('table-header-group');
    }
    expect(asked()).toEqual([]);
    expect(said).toEqual([]);
  },
);
