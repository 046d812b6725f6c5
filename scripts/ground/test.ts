import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './checks.ts';
import { filesWithout, testFiles } from './needs.ts';
import { cacheDir, root } from './place.mjs';
import { missingParts } from './system.mjs';
import {
  add,
  none,
  readTally,
  type Tally,
  type Told,
  tallyLine,
  tallyPlaywright,
  tallyVitest,
  toldByPlaywright,
  toldByVitest,
} from './tally.ts';
import { tool, toolOutput } from './tool.ts';

/** Everything: the checks, every vitest folder, every Playwright project. The last line is the count of tests. */
const reports = join(cacheDir(root), 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const skippedBecause: string[] = [];
const failedTests: string[] = [];
const flakyTests: string[] = [];
const tell = ({ skipped, failed, flaky }: Told): void => {
  skippedBecause.push(...skipped);
  failedTests.push(...failed);
  flakyTests.push(...flaky);
};

const runVitest = (): Tally => {
  const report = join(reports, 'vitest.json');
  const files = testFiles(root);
  const runnable = missingParts(root, ['ffmpeg']).length > 0 ? filesWithout(root, 'ffmpeg', files) : files;
  const left = files.filter((file) => !runnable.includes(file));
  const only = left.length > 0 ? runnable : [];
  tool([
    'vitest',
    'vitest',
    'run',
    ...only,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { tally, ...told } = readTally(report, tallyVitest, (read) => toldByVitest(read, root));
  tell(told);
  if (left.length === 0) return tally;
  const skipped = countTests(left);
  skippedBecause.push(`${skipped} tests: ffmpeg is not on this machine`);
  return add(tally, { ...none, skipped });
};

/** Loads the files to count their tests; where that fails without the program they need, counts the files. */
const countTests = (files: readonly string[]): number => {
  const list = join(reports, 'skipped.json');
  // Read as text, vitest would not see tests that are made in a loop or under another name.
  tool(['vitest', 'vitest', 'list', '--no-static-parse', `--json=${list}`, ...files]);
  try {
    return (JSON.parse(readFileSync(list, 'utf8')) as unknown[]).length;
  } catch {
    return files.length;
  }
};

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly { tests: readonly unknown[] }[];
}
const countListed = ({ suites = [], specs = [] }: Suite): number =>
  specs.reduce((sum, spec) => sum + spec.tests.length, 0) +
  suites.reduce((sum, suite) => sum + countListed(suite), 0);

const runPlaywright = (): Tally => {
  if (!existsSync(join(root, 'playwright.config.ts'))) return none;
  const missing = missingParts(root, ['ffmpeg', 'chromium']);
  if (missing.length > 0) {
    const listed = toolOutput(['@playwright/test', 'playwright', 'test', '--list', '--reporter=json']);
    const skipped = countListed(JSON.parse(listed.stdout) as Suite);
    skippedBecause.push(`${skipped} tests in the window: ${missing.join(' and ')} not on this machine`);
    return { ...none, skipped };
  }
  const report = join(reports, 'playwright.json');
  tool(['@playwright/test', 'playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const { tally, ...told } = readTally(report, tallyPlaywright, toldByPlaywright);
  tell(told);
  return tally;
};

if (missingParts(root, ['keyring']).length > 0)
  skippedBecause.push('the test of the keychain: gnome-keyring and dbus are not on this machine');

const failed = await runChecks();
console.log('\n== tests without a window');
const vitest = runVitest();
console.log('\n== tests in the window');
const playwright = runPlaywright();

const tally = add(vitest, playwright);
console.log('');
for (const reason of skippedBecause) console.log(`skipped ${reason}`);
// Once more at the end: above they stand among thousands of lines.
for (const test of flakyTests) console.log(`passed only at a second try ${test}`);
for (const test of failedTests) console.log(`failed ${test}`);
if (failed.length > 0) console.log(`checks that failed: ${failed.join(', ')}`);
writeFileSync(join(reports, 'tally.txt'), `${tallyLine(tally)}\n`);
console.log(tallyLine(tally));
process.exitCode = failed.length > 0 || tally.failed > 0 || tally.passed === 0 ? 1 : 0;
