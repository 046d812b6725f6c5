import { mkdirSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { storeError } from '../../../src/main/store/errors.ts';
import { mayMount, smallDisk, whyNot } from '../../support/mount.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const failed = (code: string) => new Sqlite.SqliteError('disk I/O error', code);
const codeOf = (error: unknown, folder?: string) => storeError(error, 'finishItem', folder);

it('tells a disk that does not take a write from one that does not give a page back', () => {
  const folder = tempFolder();
  for (const code of ['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR', 'EIO'])
    expect(codeOf(Object.assign(new Error('failed'), { code }), folder), code).toMatchObject({
      name: 'AppError',
      code: 'READ_ONLY',
      detail: `finishItem (${code}: the disk refused a write).`,
    });
  expect(readdirSync(folder)).toEqual([]);
  for (const code of ['SQLITE_IOERR_READ', 'SQLITE_IOERR_SHORT_READ'])
    expect(codeOf(failed(code), folder), code).toMatchObject({ name: 'AppError', code: 'STORE_CORRUPT' });
});

it('takes neither a lock that was not given nor a lack of memory for damage, which a backup is restored for', () => {
  for (const what of ['LOCK', 'RDLOCK', 'UNLOCK', 'CHECKRESERVEDLOCK', 'SHMLOCK', 'BLOCKED'])
    expect(codeOf(failed(`SQLITE_IOERR_${what}`), '/nowhere'), what).toMatchObject({
      code: 'STORE_LOCKED',
      detail: expect.stringContaining('set TITAN_HOME to a folder of this machine'),
    });
  for (const what of ['NOMEM', 'ACCESS', 'FSTAT', 'GETTEMPPATH']) {
    const error = failed(`SQLITE_IOERR_${what}`);
    expect(codeOf(error), what).toBe(error);
  }
});

it('tells of the write that was refused where what was tried on the disk cannot be removed', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, `probe-${process.pid}`));
  expect(codeOf(failed('SQLITE_IOERR_WRITE'), folder)).toMatchObject({ code: 'READ_ONLY' });
});

it('takes a quota that is used up, for which Node has no name, for a full disk', () => {
  const error = Object.assign(new Error('Unknown system error -122'), { code: 'UNKNOWN', errno: -122 });
  expect(codeOf(error)).toMatchObject({ name: 'AppError', code: 'DISK_FULL' });
});

it.skipIf(!mayMount)(
  `asks the disk why it did not take a write (${mayMount ? 'a full one' : whyNot})`,
  () => {
    const disk = join(tempFolder(), 'disk');
    smallDisk(disk, 2);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize - 100_000));
    expect(codeOf(failed('SQLITE_IOERR_WRITE'), disk)).toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(disk)).toEqual(['filler']);
  },
);
