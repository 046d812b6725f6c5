import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openConnection } from '../../../src/main/store/connection.ts';
import { untilWritten } from '../../../src/main/store/repos/until-written.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('reads once for each key until another connection has written, and again what could not be read', async () => {
  const file = join(tempFolder(), 'some.db');
  const [write, read] = [false, true].map((readonly) => openConnection(file, { readonly }));
  onTestFinished(() => [write, read].forEach((one) => void one?.raw.close()));
  if (!write || !read) throw new Error('unreachable');
  write.raw.exec('CREATE TABLE some (n INTEGER)');
  const keep = untilWritten<number>(read.db);
  let reads = 0;
  const one = async () => ++reads;
  expect([await keep('a', one), await keep('a', one), await keep('b', one)]).toEqual([1, 1, 2]);
  write.raw.exec('INSERT INTO some VALUES (1)');
  expect([await keep('a', one), await keep('a', one)]).toEqual([3, 3]);
  await expect(keep('c', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await keep('c', one)).toBe(4);
});
