import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFiles } from '../../../../src/main/connectors/folder/files.ts';
import { looksLikeMedia } from '../../../../src/main/media/kind.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const files = createFiles({ looksLikeMedia });
const never = new AbortController().signal;
const item = (absolute: string) => ({ absolute, stamp: { size: 0, mtimeNs: '0' } });
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('reading a file that was listed', () => {
  it('hashes what is there, over several chunks', async () => {
    const file = join(tempFolder(), 'a.mp4');
    const content = 'abcdefgh'.repeat(400_000);
    writeFileSync(file, content);
    expect(await files.sha256(item(file), never)).toBe(sha(content));
  });

  const swaps: [string, (file: string, folder: string) => void, string][] = [
    ['removed', (file) => rmSync(file), 'UNREADABLE'],
    ['emptied', (file) => truncateSync(file), 'EMPTY_FILE'],
    [
      'replaced by a link',
      (file, folder) => {
        writeFileSync(join(folder, 'secret'), 'secret');
        rmSync(file);
        symlinkSync(join(folder, 'secret'), file);
      },
      'UNREADABLE',
    ],
    [
      'replaced by a pipe',
      (file) => {
        rmSync(file);
        execFileSync('mkfifo', [file]);
      },
      'UNREADABLE',
    ],
    [
      'replaced by a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      'UNREADABLE',
    ],
    [
      'moved under a link in place of its folder',
      (_file, folder) => {
        mkdirSync(join(folder, 'elsewhere'));
        writeFileSync(join(folder, 'elsewhere', 'a.mp4'), 'secret');
        renameSync(join(folder, 'ads'), join(folder, 'old'));
        symlinkSync('elsewhere', join(folder, 'ads'));
      },
      'UNREADABLE',
    ],
  ];
  for (const [name, swap, code] of swaps) {
    it(`refuses one that was ${name} since`, async () => {
      const folder = tempFolder();
      mkdirSync(join(folder, 'ads'));
      const file = join(folder, 'ads', 'a.mp4');
      writeFileSync(file, 'an ad');
      await files.stamp(item(file));
      swap(file, folder);
      await expect(files.stamp(item(file))).rejects.toMatchObject({ name: 'AppError', code });
      if (code === 'UNREADABLE')
        await expect(files.sha256(item(file), never)).rejects.toMatchObject({ code });
    });
  }

  it('tells a changed file by its stamp', async () => {
    const file = join(tempFolder(), 'a.mp4');
    writeFileSync(file, 'an ad');
    const before = await files.stamp(item(file));
    utimesSync(file, 1, 1);
    expect(await files.stamp(item(file))).not.toEqual(before);
    writeFileSync(file, 'another ad');
    expect((await files.stamp(item(file))).size).toBe(10);
  });

  it('stops hashing when it is told to', async () => {
    const file = join(tempFolder(), 'huge.mp4');
    writeFileSync(file, '');
    truncateSync(file, 20 * 1024 ** 3);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    await expect(files.sha256(item(file), stop.signal)).rejects.toThrow();
  });

  it('never hands out bytes from outside while a folder is swapped for a link a thousand times', async () => {
    const folder = tempFolder();
    for (const name of ['ads', 'outside']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'ads', 'a.mp4'), 'an ad');
    writeFileSync(join(folder, 'outside', 'a.mp4'), 'a secret');
    const swapper = new Worker(
      `const { renameSync, symlinkSync, unlinkSync } = require('node:fs');
       const { workerData: folder, parentPort } = require('node:worker_threads');
       for (let n = 0; n < 1000; n += 1) {
         renameSync(folder + '/ads', folder + '/away');
         symlinkSync('outside', folder + '/ads');
         unlinkSync(folder + '/ads');
         renameSync(folder + '/away', folder + '/ads');
       }
       parentPort.postMessage('done');`,
      { eval: true, workerData: folder },
    );
    onTestFinished(() => void swapper.terminate());
    let swapping = true;
    swapper.once('message', () => {
      swapping = false;
    });
    const seen = new Map<string, number>();
    while (swapping) {
      const found = await files
        .sha256(item(join(folder, 'ads', 'a.mp4')), never)
        .catch((error) => error.code as string);
      seen.set(found, (seen.get(found) ?? 0) + 1);
    }
    expect([...seen.keys()].filter((key) => key !== sha('an ad') && key !== 'UNREADABLE')).toEqual([]);
    expect(seen.get(sha('an ad'))).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'ads', 'a.mp4'))).toBe(true);
  });
});
