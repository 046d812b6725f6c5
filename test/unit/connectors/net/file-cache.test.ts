import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFileCache } from '../../../../src/main/connectors/net/file-cache.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

it('gives the room of a download back once, however often its end is told', async () => {
  const folder = tempFolder();
  const used = join(folder, 'used');
  writeFileSync(used, 'x'.repeat(100));
  const cache = createFileCache(folder, async () => 100);
  cache.hold(used);
  const done = await cache.makeRoom(60, null);
  done();
  done();
  let made = false;
  const asked = new AbortController();
  const room = cache.makeRoom(50, asked.signal).then(() => {
    made = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(made).toBe(false);
  asked.abort();
  await expect(room).rejects.toThrow('aborted');
});
