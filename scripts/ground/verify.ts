import { runChecks } from './checks.ts';
import { tool } from './tool.ts';

/** What a change must pass before it is committed; `npm test` runs the same and the slower tests besides. */
const failed = await runChecks();
console.log('\n== unit and contract tests');
if (!tool(['vitest', 'vitest', 'run', 'test/unit/', 'test/contract/']))
  failed.push('unit and contract tests');

console.log(failed.length === 0 ? '\nVerified.' : `\nNot verified: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
