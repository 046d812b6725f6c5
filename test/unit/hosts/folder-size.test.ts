import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bytesInMany } from '../../../src/main/hosts/folder-size.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('counts few to the last byte, and many from their first parts, whatever else a system left beside them', async () => {
  const pictures = join(tempFolder(), 'pictures');
  expect(await bytesInMany(pictures, 4, 4)).toEqual({ bytes: 0, estimated: false });
  expect(await bytesInMany(pictures, 4, 2)).toEqual({ bytes: 0, estimated: true });
  for (const ad of ['aa/aa1', 'aa/aa2', 'bb/bb1', 'bb/bb2']) {
    mkdirSync(join(pictures, ad), { recursive: true });
    writeFileSync(join(pictures, ad, 'thumb.jpg'), 'x'.repeat(ad.startsWith('aa') ? 10 : 12));
  }
  writeFileSync(join(pictures, '.DS_Store'), 'x');
  expect(await bytesInMany(pictures, 4, 4)).toEqual({ bytes: 45, estimated: false });
  expect(await bytesInMany(pictures, 4, 2)).toEqual({ bytes: 40, estimated: true });
});
