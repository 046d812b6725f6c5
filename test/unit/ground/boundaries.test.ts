import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cruise } from '../../../scripts/ground/boundaries.ts';
import { root } from '../../../scripts/ground/place.mjs';

const cruiseFiles = (files: Record<string, string>) => {
  const base = mkdtempSync(join(tmpdir(), 'titan-boundaries-'));
  cpSync(join(root, 'package.json'), join(base, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(base, 'node_modules'));
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), source);
  }
  try {
    return cruise(base);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
};

const empty = 'export const nothing = 0;\n';
const imports = (path: string) => `import * as it from '${path}';\nexport const used = it;\n`;

/** Each forbidden import, planted alone, and the rule that must find it. */
const planted: readonly [rule: string, from: string, to: string, other?: string][] = [
  ['contract-stands-alone', 'src/contract/a.ts', '../main/core/b.ts', 'src/main/core/b.ts'],
  ['packages-of-contract', 'src/contract/a.ts', 'p-queue'],
  ['core-is-pure', 'src/main/core/a.ts', '../store/b.ts', 'src/main/store/b.ts'],
  ['packages-of-core', 'src/main/core/a.ts', 'zod'],
  ['no-node-in-pure-code', 'src/main/core/a.ts', 'node:fs'],
  ['no-node-in-pure-code', 'src/main/stages/a.ts', 'node:path'],
  ['stages-through-ports', 'src/main/stages/a.ts', '../media/b.ts', 'src/main/media/b.ts'],
  ['store-stands-alone', 'src/main/store/a.ts', '../media/b.ts', 'src/main/media/b.ts'],
  ['connectors-stands-alone', 'src/main/connectors/a.ts', '../store/b.ts', 'src/main/store/b.ts'],
  ['media-stands-alone', 'src/main/media/a.ts', '../jobs/b.ts', 'src/main/jobs/b.ts'],
  ['jobs-stands-alone', 'src/main/jobs/a.ts', '../store/b.ts', 'src/main/store/b.ts'],
  ['wired-in-one-place', 'src/main/hosts/gateway/a.ts', '../../store/b.ts', 'src/main/store/b.ts'],
  ['hosts-are-thin', 'src/main/hosts/gateway/a.ts', '../electron/b.ts', 'src/main/hosts/electron/b.ts'],
  ['nobody-knows-the-hosts', 'src/main/core/a.ts', '../hosts/b.ts', 'src/main/hosts/b.ts'],
  ['electron-in-its-host', 'src/main/hosts/gateway/a.ts', 'electron'],
  ['sql-in-the-store', 'src/main/hosts/a.ts', 'better-sqlite3'],
  ['sql-in-the-store', 'src/main/jobs/a.ts', 'kysely'],
  ['media-has-no-network', 'src/main/media/a.ts', 'node:https'],
  ['preload-is-a-loop', 'src/preload/a.ts', '../main/core/b.ts', 'src/main/core/b.ts'],
  ['renderer-knows-the-contract', 'src/renderer/a.tsx', '../main/core/b.ts', 'src/main/core/b.ts'],
  ['window-code-stays-there', 'src/main/hosts/a.ts', '../../renderer/b.ts', 'src/renderer/b.ts'],
  ['no-node-in-the-window', 'src/renderer/a.ts', 'node:fs'],
  ['packages-of-renderer', 'src/renderer/a.ts', 'pino'],
  ['packages-of-hosts', 'src/main/hosts/a.ts', 'kysely'],
  ['resolvable', 'src/main/hosts/a.ts', './absent.ts'],
];

/** One tree for all of them, since starting the checker costs more than its work; each case has its own two files. */
const own = (path: string, index: number) => path.replace(/\/(a|b)\.(tsx?)$/, `/$1${index}.$2`);
const all = cruiseFiles(
  Object.fromEntries(
    planted.flatMap(([, from, to, other], index) => [
      [own(from, index), imports(own(to, index))],
      ...(other ? [[own(other, index), empty] as const] : []),
    ]),
  ),
);

test('every file is read', () => {
  expect(all.read).toBe(all.present);
  expect(all.read).toBeGreaterThan(planted.length);
});

test.each(planted.map((entry, index) => [...entry.slice(0, 3), index] as [string, string, string, number]))(
  '%s: %s may not import %s',
  (rule, from, _to, index) => {
    const found = all.violations.find((each) => each.rule === rule && each.from === own(from, index));
    expect(found?.comment).toMatch(/\w{4}/);
  },
);

test('a circle is found', () => {
  const { violations } = cruiseFiles({
    'src/main/core/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'src/main/core/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  });
  expect(violations.map(({ rule }) => rule)).toContain('no-circle');
});

test('what the layers allow passes', () => {
  const { violations, read } = cruiseFiles({
    'src/contract/index.ts': imports('zod'),
    'src/main/core/a.ts': imports('../../contract/index.ts'),
    'src/main/ports.ts': imports('../contract/index.ts'),
    'src/main/stages/a.ts': `${imports('../core/a.ts')}import type * as ports from '../ports.ts';\nexport type P = typeof ports;\n`,
    'src/main/store/db.ts': imports('better-sqlite3'),
    'src/main/media/pool.ts': imports('node:child_process'),
    'src/main/hosts/compose.ts': imports('../store/db.ts'),
    'src/main/hosts/electron/window.ts': imports('electron'),
    'src/main/hosts/gateway/http.ts':
      "import type * as db from '../../store/db.ts';\nexport type D = typeof db;\n",
    'src/renderer/main.tsx': imports('react'),
  });
  expect(violations).toEqual([]);
  expect(read).toBe(10);
});
