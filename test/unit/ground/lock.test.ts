import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { withLock } from '../../../scripts/ground/lock.mjs';
import { tempFolder } from '../../support/temp-folder.ts';

const run = promisify(execFile);
const freshFolder = () => tempFolder();
const lockModule = join(import.meta.dirname, '../../../scripts/ground/lock.mjs');

test('of several processes, one at a time works', async () => {
  const folder = freshFolder();
  const record = join(folder, 'record');
  const program = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(`file://${lockModule}`)};
    await withLock(${JSON.stringify(join(folder, 'lock'))}, async () => {
      appendFileSync(${JSON.stringify(record)}, 'in ');
      await new Promise((done) => setTimeout(done, 60));
      appendFileSync(${JSON.stringify(record)}, 'out ');
    });`;
  await Promise.all(
    Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', program])),
  );
  expect(readFileSync(record, 'utf8')).toBe('in out '.repeat(4));
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('the lock of a process that is gone holds nobody up', async () => {
  const file = join(freshFolder(), 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  expect(await withLock(file, async () => 'worked')).toBe('worked');
});

test('the lock is given back when the work fails', async () => {
  const file = join(freshFolder(), 'lock');
  await expect(withLock(file, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
