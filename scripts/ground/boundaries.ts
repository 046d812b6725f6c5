import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, root } from './place.mjs';

interface Cruise {
  readonly summary: {
    readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { name: string; comment?: string }[] };
  };
  readonly modules: readonly { source: string }[];
}

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly comment: string;
}

/** Which imports of `<base>/src` break a rule of .dependency-cruiser.mjs, and how many files were really read. */
export const cruise = (base: string): { violations: Violation[]; read: number; present: number } => {
  const run = spawnSync(
    process.execPath,
    [
      binOf(root, 'dependency-cruiser', 'depcruise'),
      '--config',
      join(root, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      'src',
    ],
    { cwd: base, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (!run.stdout) throw new Error(`dependency-cruiser said nothing: ${run.stderr}`);
  const { summary, modules } = JSON.parse(run.stdout) as Cruise;
  const comments = new Map(summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment ?? '']));
  return {
    violations: summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
      comment: comments.get(rule.name) ?? '',
    })),
    read: modules.filter(({ source }) => isSource(source)).length,
    present: readdirSync(join(base, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      isSource(join('src', file)),
    ).length,
  };
};

const isSource = (file: string) => file.startsWith('src') && /\.tsx?$/.test(file) && !file.endsWith('.d.ts');

export const printBoundaries = (): boolean => {
  const { violations, read, present } = cruise(root);
  // With a parser it cannot load, dependency-cruiser reads nothing, finds nothing and reports success.
  const blind = read < present;
  if (blind) console.log(`Only ${read} of ${present} source files were read: the check is blind.`);
  for (const { rule, from, to, comment } of violations)
    console.log(`${rule}: ${from} -> ${to}\n    ${comment}`);
  if (!blind && violations.length === 0) console.log(`${read} files, every import is allowed`);
  return !blind && violations.length === 0;
};

if (import.meta.main) process.exitCode = printBoundaries() ? 0 : 1;
