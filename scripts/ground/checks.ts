import { printBoundaries } from './boundaries.ts';
import { printLargest } from './largest.ts';
import { tool } from './tool.ts';

interface Check {
  readonly name: string;
  readonly run: () => boolean | Promise<boolean>;
}

const checks: readonly Check[] = [
  {
    name: 'format and lint',
    run: () => tool(['@biomejs/biome', 'biome', 'check', '--error-on-warnings', '--no-errors-on-unmatched']),
  },
  { name: 'types', run: () => tool(['typescript', 'tsc', '-b']) },
  { name: 'boundaries', run: printBoundaries },
  { name: 'unused code', run: () => tool(['knip', 'knip', '--no-progress']) },
  { name: 'largest files', run: printLargest },
];

/** Runs every check, also after one has failed, so that one run shows all that is wrong. Answers the failed ones. */
export const runChecks = async (): Promise<string[]> => {
  const failed: string[] = [];
  for (const { name, run } of checks) {
    console.log(`\n== ${name}`);
    if (!(await run())) failed.push(name);
  }
  return failed;
};
