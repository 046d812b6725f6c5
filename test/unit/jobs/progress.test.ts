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
  const counts = { ...none, queued: 1, reused: 1, failed: 3 };
  progress.listed(counts, true, { files: 4, failed: 3, bytes: 40 });
  progress.ended('analyzed', 10);
  expect(told.at(-1)).toMatchObject({ done: 5, total: 5, failed: 3, bytes: 50 });
});
