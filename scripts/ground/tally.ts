import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

export const tallyLine = ({ passed, failed, skipped }: Tally) =>
  `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly VitestResult[];
  }[];
}
interface VitestResult {
  readonly status: string;
  readonly title: string;
  readonly ancestorTitles: readonly string[];
}

/** A file that could not be loaded holds no test that failed, yet it must not count as nothing. */
export const tallyVitest = (report: VitestReport): Tally => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests +
    report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
      .length,
  skipped: report.numPendingTests + report.numTodoTests,
});

/** What was skipped and where; why stands in the title of the test or of what it belongs to. */
export const skippedByVitest = ({ testResults }: VitestReport, base: string): string[] =>
  counted(
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
        .map(({ ancestorTitles: [first], title }) => `${relative(base, name)}: ${first ?? title}`),
    ),
  );

interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  readonly errors: readonly unknown[];
  readonly suites: readonly PlaywrightSuite[];
}
interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

/** `errors` are those outside any test: a spec that does not load, a server that does not start. */
export const tallyPlaywright = ({ stats, errors }: PlaywrightReport): Tally => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  skipped: stats.skipped,
});

export const skippedByPlaywright = ({ suites }: PlaywrightReport): string[] => {
  const of = ({ file, specs, suites = [] }: PlaywrightSuite): string[] => [
    ...specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === 'skipped')
        .map(({ annotations }) => {
          const why = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
          return `${file}: ${why ?? title}`;
        }),
    ),
    ...suites.flatMap(of),
  ];
  return counted(suites.flatMap(of));
};

const counted = (each: readonly string[]): string[] =>
  Object.entries(Object.groupBy(each, (what) => what)).map(([what, all = []]) => `${all.length} of ${what}`);

/** A runner that died before it wrote its report counts as one failure. */
export const readTally = <Report>(
  file: string,
  tally: (report: Report) => Tally,
  skipped: (report: Report) => readonly string[],
): { readonly tally: Tally; readonly skipped: readonly string[] } => {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    return { tally: tally(report), skipped: skipped(report) };
  } catch {
    return { tally: { ...none, failed: 1 }, skipped: [] };
  }
};
