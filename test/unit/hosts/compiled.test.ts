import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepCompiled } from '../../../src/main/hosts/compiled.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('keeps compiled code in the data folder, and only where that is ours', () => {
  const home = tempFolder();
  keepCompiled(home);
  expect(getCompileCacheDir()).toBeUndefined();
  writeFileSync(join(home, 'owner.lock'), '');
  keepCompiled(home);
  expect(getCompileCacheDir()).toContain(join(home, 'code'));
});

it('reads what the build kept, and then makes no data folder for it', () => {
  const built = tempFolder();
  const home = join(tempFolder(), 'new');
  // A process keeps to the first folder it is told.
  const asked = `const { keepCompiled } = await import(process.argv[1]);
    keepCompiled(process.argv[2], process.argv[3]);
    process.stdout.write((await import('node:module')).getCompileCacheDir());`;
  const module = join(import.meta.dirname, '../../../src/main/hosts/compiled.ts');
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', asked, module, home, built]);
  expect(String(stdout)).toContain(built);
  expect(existsSync(home)).toBe(false);
});

it('makes a data folder of its own where there is none, closed to others', () => {
  const home = join(tempFolder(), 'new');
  keepCompiled(home);
  expect(statSync(home).mode & 0o777).toBe(0o700);
});
