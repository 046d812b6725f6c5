import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorSpec, errors } from '../../src/contract/errors.ts';
import { root } from './place.mjs';

/** The parts of docs/ that are made from the code; `npm run docs` writes them, a test finds them out of date. */
export const troubleshooting = join(root, 'docs', 'troubleshooting.md');

const exitWords: Record<ErrorSpec['exit'], string> = {
  1: 'nothing could be done',
  2: 'wrong usage',
  3: 'the library',
  4: 'account or access',
  5: 'budget or approval',
  130: 'cancelled',
};

const errorTable = (): string =>
  [
    '| code | what happened | what to do | HTTP | exit |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(errors).map(
      ([code, { text, next, http, exit }]) =>
        `| \`${code}\` | ${text} | ${next} | ${http} | ${exit}, ${exitWords[exit]} |`,
    ),
  ].join('\n');

const start = '<!-- made by npm run docs -->';
const end = '<!-- end -->';

export const withTables = (page: string): string => {
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page needs the lines ${start} and ${end}.`);
  return `${page.slice(0, from + start.length)}\n\n${errorTable()}\n\n${page.slice(to)}`;
};

if (import.meta.main) {
  writeFileSync(troubleshooting, withTables(readFileSync(troubleshooting, 'utf8')));
  console.log(`wrote ${troubleshooting}`);
}
