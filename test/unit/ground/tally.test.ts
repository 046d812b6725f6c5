import { expect, test } from 'vitest';
import {
  add,
  none,
  readTally,
  tallyLine,
  tallyPlaywright,
  tallyVitest,
  toldByPlaywright,
  toldByVitest,
} from '../../../scripts/ground/tally.ts';

const one = { status: 'passed', title: 'one', ancestorTitles: [] };

test('a test file that does not load counts as failed', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { name: 'a', status: 'passed', assertionResults: [{ ...one, failureMessages: ['once'] }, one] },
      { name: 'b', status: 'failed', assertionResults: [one, { ...one, status: 'failed', title: 'two' }] },
      { name: 'c', status: 'failed', assertionResults: [] },
    ],
  };
  expect(tallyVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  expect(toldByVitest(report, '')).toEqual({ skipped: [], failed: ['b: two', 'c'], flaky: ['a: one'] });
});

test('an error outside every test of the window counts as failed', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}], suites: [] };
  expect(tallyPlaywright(report)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('a runner that left no report has failed', () => {
  const read = readTally('/nonexistent/report.json', tallyVitest, () => ({
    skipped: [],
    failed: [],
    flaky: [],
  }));
  expect(read.tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(read.failed).toEqual(['no report was left in /nonexistent/report.json']);
});

test('what was skipped is told by file and reason, and counted', () => {
  const disk = { status: 'skipped', ancestorTitles: ['a full disk (only root may mount)'] };
  const vitest = {
    numPassedTests: 1,
    numFailedTests: 0,
    numPendingTests: 3,
    numTodoTests: 0,
    testResults: [
      {
        name: '/p/test/disk.test.ts',
        status: 'passed',
        assertionResults: [one, { ...disk, title: 'stops' }, { ...disk, title: 'refuses' }],
      },
      {
        name: '/p/test/sound.test.ts',
        status: 'passed',
        assertionResults: [{ status: 'pending', title: 'no voice here', ancestorTitles: [] }],
      },
    ],
  };
  expect(toldByVitest(vitest, '/p').skipped).toEqual([
    '2 of test/disk.test.ts: a full disk (only root may mount)',
    '1 of test/sound.test.ts: no voice here',
  ]);
  const skip = { status: 'skipped', annotations: [{ type: 'skip', description: 'no keychain' }] };
  const specs = [
    { title: 'signs in', tests: [skip, { status: 'expected', annotations: [] }] },
    { title: 'signs out', tests: [{ status: 'unexpected', annotations: [] }] },
    { title: 'signs up', tests: [{ status: 'flaky', annotations: [] }] },
  ];
  const stats = { expected: 1, unexpected: 0, flaky: 0, skipped: 1 };
  const suites = [{ file: 'sign-in.spec.ts', specs: [], suites: [{ file: 'sign-in.spec.ts', specs }] }];
  expect(toldByPlaywright({ stats, errors: [], suites })).toEqual({
    skipped: ['1 of sign-in.spec.ts: no keychain'],
    failed: ['sign-in.spec.ts: signs out'],
    flaky: ['sign-in.spec.ts: signs up'],
  });
});

test('the closing line has one form', () => {
  const sum = add({ passed: 1, failed: 2, skipped: 3 }, { ...none, passed: 10 });
  expect(tallyLine(sum)).toBe('tests: 11 passed, 2 failed, 3 skipped');
});
