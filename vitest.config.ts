import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Code without state of its own: these share a process and what it has loaded, which saves two starts in three. */
const stateless = 'test/unit/{contract,core,stages,store,theme}/**/*.test.ts';

/** Whole programs first: the longest of them, begun as the last, would run alone on a machine of two cores. */
class WholeFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { unit = [], whole = [] } = Object.groupBy(await super.sort(files), ({ moduleId }) =>
      moduleId.includes('/test/unit/') ? 'unit' : 'whole',
    );
    return [...whole, ...unit];
  }
}

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One more than there are cores, where by itself it would leave one free: the tests of whole programs wait a lot.
    maxWorkers: availableParallelism() + 1,
    restoreMocks: true,
    // What a test waits for is never how long it takes, and a loaded machine needs more than the second it would get.
    expect: { poll: { timeout: 15_000 } },
    sequence: { sequencer: WholeFirst },
    projects: [
      { extends: true, test: { name: 'stateless', include: [stateless], isolate: false } },
      // A new folder below test/ is found by itself; Playwright's files end in .spec.ts.
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [stateless],
          // As in the window: a machine that is shared can stall for a whole wait. What passes only then is told so.
          retry: process.env.CI === undefined ? 0 : 1,
        },
      },
    ],
  },
});
