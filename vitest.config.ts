import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A new folder below test/ is found by itself; Playwright's files end in .spec.ts.
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By itself it leaves a core free, which on a machine of two is half of it.
    maxWorkers: availableParallelism(),
    restoreMocks: true,
  },
});
