import { expect, test } from 'vitest';
import {
  add,
  none,
  readTally,
  tallyLine,
  tallyPlaywright,
  tallyVitest,
} from '../../../scripts/ground/tally.ts';

test('a test file that does not load counts as failed', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(tallyVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test('an error outside every test of the window counts as failed', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
  expect(tallyPlaywright(report)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('a runner that left no report has failed', () => {
  expect(readTally('/nonexistent/report.json', tallyVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the closing line has one form', () => {
  const sum = add({ passed: 1, failed: 2, skipped: 3 }, { ...none, passed: 10 });
  expect(tallyLine(sum)).toBe('tests: 11 passed, 2 failed, 3 skipped');
});
