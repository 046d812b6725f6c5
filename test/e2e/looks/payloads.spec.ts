import { contract } from '../../../src/contract/index.ts';
import { withText } from '../../support/every-text.ts';
import { markups } from '../../support/hostile-texts.ts';
import { expect, test } from '../support/window.ts';
import { scenes } from './scenes.ts';

const payloads = markups.join(' ');

/** Names of campaigns and tests, reasons, words of judges, links: whatever the contract lets be somebody's text. */
// What shows no answer of the host has none of its texts.
for (const { name, options, at, prepare } of scenes.filter(({ fresh }) => !fresh))
  test(`${name}: markup in every text stays text`, async ({ open }) => {
    const { page, host } = await open(options, '#/settings');
    const call = host.call.bind(host);
    const places = new Set<string>();
    host.call = async (id, input) => {
      const result = await call(id, input);
      if (!result.ok) return result;
      const filled = withText(contract[id].output, result.value, payloads);
      for (const place of filled.places) places.add(place);
      return { ok: true, value: filled.value };
    };
    prepare?.(host);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const own = new URL(page.url()).origin;
    await page.evaluate((hash) => window.location.assign(hash), at ?? '#/library');
    await page.waitForLoadState('networkidle');
    await expect(page.locator('#root > *').first()).toBeVisible();
    expect(places.size).toBeGreaterThan(0);
    expect(await page.evaluate(() => 'titanRan' in window)).toBe(false);
    expect(asked.filter((url) => !url.startsWith(own) && !url.startsWith('data:'))).toEqual([]);
    await expect(
      page.locator('iframe, object, embed, base, marquee, [onerror], [onclick], [srcdoc]'),
    ).toHaveCount(0);
  });
