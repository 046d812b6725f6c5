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

/** Lines that say which tests these were. */
export interface Told {
  readonly skipped: readonly string[];
  readonly failed: readonly string[];
  /** Those that passed only when they were run once more. */
  readonly flaky: readonly string[];
}

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
  /** Of the first run too, where a second one passed. */
  readonly failureMessages?: readonly string[];
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

/** What was skipped or failed, and where; why one was skipped stands in the title of it or of what it belongs to. */
export const toldByVitest = ({ testResults }: VitestReport, base: string): Told => {
  const all = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(base, name);
    const each = assertionResults.map(({ status, title, ancestorTitles: [first], failureMessages = [] }) => ({
      status: status === 'passed' && failureMessages.length > 0 ? 'flaky' : status,
      what: `${file}: ${isSkipped(status) ? (first ?? title) : title}`,
    }));
    return each.length > 0 ? each : [{ status, what: file }];
  });
  return toldOf(all);
};

const isSkipped = (status: string): boolean => ['skipped', 'pending', 'todo'].includes(status);

const toldOf = (all: readonly { readonly status: string; readonly what: string }[]): Told => {
  const having = (is: (status: string) => boolean) =>
    all.filter(({ status }) => is(status)).map(({ what }) => what);
  return {
    skipped: counted(having(isSkipped)),
    failed: having((status) => status === 'failed' || status === 'unexpected'),
    flaky: having((status) => status === 'flaky'),
  };
};

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

export const toldByPlaywright = ({ suites }: PlaywrightReport): Told => {
  const of = ({ file, specs, suites = [] }: PlaywrightSuite): { status: string; what: string }[] => [
    ...specs.flatMap(({ title, tests }) =>
      tests.map(({ status, annotations }) => {
        const why = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
        return { status, what: `${file}: ${(status === 'skipped' ? why : undefined) ?? title}` };
      }),
    ),
    ...suites.flatMap(of),
  ];
  return toldOf(suites.flatMap(of));
};

const counted = (each: readonly string[]): string[] =>
  Object.entries(Object.groupBy(each, (what) => what)).map(([what, all = []]) => `${all.length} of ${what}`);

/** A runner that died before it wrote its report counts as one failure. */
export const readTally = <Report>(
  file: string,
  tally: (report: Report) => Tally,
  told: (report: Report) => Told,
): { readonly tally: Tally } & Told => {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    return { tally: tally(report), ...told(report) };
  } catch {
    return {
      tally: { ...none, failed: 1 },
      skipped: [],
      failed: [`no report was left in ${file}`],
      flaky: [],
    };
  }
};
