import { expect, test } from 'vitest';
import type { Progress } from '../../../src/contract/index.ts';
import { createProgress } from '../../../src/main/jobs/progress.ts';

test('files whose failure was known when they were listed have ended, and failed', () => {
  let nowMs = 0;
  const told: Progress[] = [];
  const clock = () => {
    nowMs += 1000;
    return nowMs;
  };
  const progress = createProgress('job_00000000', clock, (_, now) => void told.push(now));
  const none = { queued: 0, analyzed: 0, reused: 0, failed: 0, skipped: 0, bytes: 0 };
  progress.start(none, false);
  progress.listed({ total: 5, skipped: 2, files: 4, failed: 3, bytes: 40 }, true);
  progress.ended('analyzed', 10);
  expect(told.at(-1)).toMatchObject({ done: 5, total: 5, skipped: 2, failed: 3, bytes: 50 });
});
