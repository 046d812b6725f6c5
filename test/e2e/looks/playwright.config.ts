import { defineConfig } from '@playwright/test';
import all from '../../../playwright.config.ts';

/** Every screen under every condition, to be looked at: `npm run e2e -- --config test/e2e/looks/playwright.config.ts`. */
export default defineConfig({
  ...all,
  outputDir: '../../../test-results/looks-run',
  fullyParallel: true,
  timeout: 40_000,
  expect: { timeout: 10_000 },
  projects: [{ ...all.projects?.find(({ name }) => name === 'window'), name: 'looks', testDir: '.' }],
});
