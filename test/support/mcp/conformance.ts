import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from './registry-tool.ts';

interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/** What one revision requires, each check sorted by why it does not pass; `expected` names those that cannot. */
export async function conform(suite: Tool, url: string, revision: string, expected: string, folder: string) {
  const results = join(folder, revision);
  const how = ['--requirements', revision, '--expected-failures', expected, '-o', results];
  const { code, said } = await suite(['server', '--url', url, ...how]);
  // It also runs what a revision does not require: extensions, and what came after it.
  const { said: list } = await suite(['list', '--requirements', revision]);
  const required = new Set(Array.from(list.matchAll(/^ {2}- (\S+)/gm), ([, scenario]) => scenario));
  const why = new Map(
    Array.from(
      readFileSync(expected, 'utf8').matchAll(/^ {2}- (\S+) # (fixture|optional):/gm),
      ([, check, kind]) => [check, kind as 'fixture' | 'optional'],
    ),
  );
  const tally = { passed: 0, fixture: 0, optional: 0, not_applicable: 0, beyond_passed: 0, beyond_failed: 0 };
  const failed: string[] = [];
  for (const run of readdirSync(results)) {
    const scenario = run.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    for (const { id, status, errorMessage } of JSON.parse(
      readFileSync(join(results, run, 'checks.json'), 'utf8'),
    ) as Check[]) {
      const kind = why.get(`${scenario}:${id}`);
      if (status === 'SKIPPED' || status === 'INFO') tally.not_applicable += 1;
      else if (!required.has(scenario)) tally[status === 'SUCCESS' ? 'beyond_passed' : 'beyond_failed'] += 1;
      else if (status === 'SUCCESS') tally.passed += 1;
      else if (kind) tally[kind] += 1;
      else failed.push(`${scenario}:${id} ${errorMessage}`);
    }
  }
  return { ...tally, failed, end: code === 0 ? 'ok' : said.slice(-1500) };
}
