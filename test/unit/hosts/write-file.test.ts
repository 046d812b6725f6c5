import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWhole } from '../../../src/main/hosts/write-file.ts';
import { holdFile, mayMount } from '../../support/mount.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test.skipIf(!mayMount)('a file that another program holds is told as such, and stays as it was', async () => {
  const folder = tempFolder();
  const [target, held] = [join(folder, 'ads.csv'), join(folder, 'held')];
  for (const file of [target, held]) writeFileSync(file, 'the old one');
  holdFile(target, held);
  await expect(writeWhole(target, ['new'])).rejects.toMatchObject({
    code: 'CONFLICT',
    detail: expect.stringContaining('open in another program'),
  });
  expect(readFileSync(target, 'utf8')).toBe('the old one');
  expect(readdirSync(folder).sort()).toEqual(['ads.csv', 'held']);
});
