import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { FakeHost, type FakeHostOptions } from '../../support/fake-api/fake-host.ts';
import { serve } from '../../support/fake-api/server.ts';

const rendererDir = fileURLToPath(new URL('../../../out/renderer', import.meta.url));
const screensDir = fileURLToPath(new URL('../../../test-results/screens', import.meta.url));

export interface Opened {
  readonly host: FakeHost;
  readonly page: Page;
}

interface Fixtures {
  /** Serves the built window over a fake host and opens it; `at` is a place such as `#/health`. */
  readonly open: (options?: FakeHostOptions, at?: string) => Promise<Opened>;
}

export const test = base.extend<Fixtures>({
  open: async ({ page }, use) => {
    const closers: (() => Promise<void>)[] = [];
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Refused calls are logged by the browser itself and are part of some specs; a policy breach never is.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        complaints.push(message.text());
    });
    await use(async (options = {}, at = '#/library') => {
      const host = new FakeHost(options);
      const served = await serve(host, rendererDir);
      closers.push(served.close);
      await page.goto(`${served.url}${at}`);
      // The window is drawn once its first rows are here, or soon without them; before that nobody hears a key.
      await page.locator('#root > *').first().waitFor({ state: 'attached' });
      return { host, page };
    });
    await page.close();
    for (const close of closers) await close();
    expect(complaints, 'errors in the console of the window').toEqual([]);
  },
});

export { expect };

/** Both keys are on their way before either is answered, as under fast fingers: a busy machine takes no time between. */
export const goTo = async ({ keyboard }: Page, key: string): Promise<void> => {
  await Promise.all([keyboard.press('g'), keyboard.press(key)]);
};

/** For eyes to look at, so none is taken where nobody does. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env.CI !== undefined) return;
  // Hiding the caret would write a style element, which the policy of the hosts refuses.
  await page.screenshot({ path: `${screensDir}/${name}.png`, caret: 'initial' });
};

/** Run in the page itself, which has no frame of another origin: axe would open a page beside it each time for those. */
const axeIn = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });

const expectNone = (violations: Awaited<ReturnType<AxeBuilder['analyze']>>['violations']): void => {
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`,
  );
  expect(told).toEqual([]);
};

/** WCAG 2.2 A and AA over everything that is on screen. */
export const expectAccessible = async (page: Page): Promise<void> => {
  const { violations } = await axeIn(page)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expectNone(violations);
};

/** Every rule of axe, what is only good practice among them. */
export const expectGoodPractice = async (page: Page): Promise<void> =>
  expectNone((await axeIn(page).analyze()).violations);

/** Looks at the page as it stands in each theme: it follows the system, so no flow is walked twice for its look. */
export const inBothThemes = async (page: Page, look: (theme: string) => Promise<void>): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // A page that is not the window, such as that of a sign-in, has its colours from its style alone.
    if (await page.locator('#root').count())
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    // Colours on their way are nobody's choice; what spins or waits for good is left to do so.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      const underWay = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.allSettled(underWay.map(({ finished }) => finished));
    });
    await look(colorScheme);
  }
};

/** A picture in each theme. */
export const pictures = (page: Page, name: string): Promise<void> =>
  inBothThemes(page, (theme) => picture(page, `${name}-${theme}`));

/** A picture in each theme, and no violation in either: colours are all that differs, so the second is asked for those. */
export const expectLooks = (page: Page, name: string): Promise<void> =>
  inBothThemes(page, async (theme) => {
    await picture(page, `${name}-${theme}`);
    if (theme === 'light') await expectAccessible(page);
    else
      expectNone(
        (await axeIn(page).withRules(['color-contrast', 'link-in-text-block']).analyze()).violations,
      );
  });
