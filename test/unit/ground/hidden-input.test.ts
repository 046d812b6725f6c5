import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { binOf, root } from '../../../scripts/ground/place.mjs';

const hidden = [
  'Date.now()',
  'new Date()',
  'Date()',
  'Math.random()',
  '[1].map(Math.random)',
  "Math['random']()",
  'globalThis.Math.random()',
];

const planted: Record<string, string> = {
  'src/main/core/given.ts': 'export const it = (ms: number) => new Date(ms);\n',
  'src/main/hosts/clock.ts': 'export const it = Date.now();\n',
  'src/main/store/network.ts': "export const it = () => fetch('x');\n",
};
for (const [index, expression] of hidden.entries()) {
  for (const folder of ['core/score', 'stages'])
    planted[`src/main/${folder}/planted-${index}.ts`] = `export const it = ${expression};\n`;
}

/** The complaints about each planted file. */
const complaints = (() => {
  const base = mkdtempSync(join(tmpdir(), 'titan-lint-'));
  cpSync(join(root, 'biome.json'), join(base, 'biome.json'));
  cpSync(join(root, 'scripts/ground/lint'), join(base, 'scripts/ground/lint'), { recursive: true });
  for (const [file, source] of Object.entries(planted)) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), source);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      binOf(root, '@biomejs/biome', 'biome'),
      'lint',
      '--vcs-enabled=false',
      '--reporter=github',
      '--max-diagnostics=none',
      '--diagnostic-level=error',
      'src',
    ],
    { cwd: base, encoding: 'utf8' },
  );
  rmSync(base, { recursive: true, force: true });
  return (file: string) => stdout.split('\n').filter((line) => line.includes(`/${file},`));
})();

test.each(hidden.map((expression, index) => [expression, index] as const))(
  'core and stages may not use %s',
  (_expression, index) => {
    for (const folder of ['core/score', 'stages'])
      expect(complaints(`src/main/${folder}/planted-${index}.ts`).join()).toContain('The same input must');
  },
);

test('core may turn a time that it was given into a date', () => {
  expect(complaints('src/main/core/given.ts')).toEqual([]);
});

test('hosts may look at the clock', () => {
  expect(complaints('src/main/hosts/clock.ts')).toEqual([]);
});

test('the store may not reach for the network', () => {
  expect(complaints('src/main/store/network.ts').join()).toContain('noRestrictedGlobals');
});
