import { statSync, writeFileSync } from 'node:fs';
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

it('makes a data folder of its own where there is none, closed to others', () => {
  const home = join(tempFolder(), 'new');
  keepCompiled(home);
  expect(statSync(home).mode & 0o777).toBe(0o700);
});
