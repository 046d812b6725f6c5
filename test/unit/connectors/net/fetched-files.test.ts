import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFetchedFiles } from '../../../../src/main/connectors/net/fetched-files.ts';
import { createFileCache } from '../../../../src/main/connectors/net/file-cache.ts';
import { Passing } from '../../../../src/main/core/passing.ts';
import type { JobItem } from '../../../../src/main/ports.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const never = new AbortController().signal;

/** A service of which some files cannot be had, and the rest come when they are let go. */
function service(broken: readonly string[]) {
  const folder = tempFolder();
  const comes = Promise.withResolvers<void>();
  const fails = Promise.withResolvers<void>();
  const files = createFetchedFiles(
    createFileCache(folder, async () => 1e9),
    {
      async *list() {},
      bytesOf: () => 1,
      async bring({ absolute, path }) {
        await (broken.includes(path) ? fails : comes).promise;
        if (broken.includes(path)) throw new Passing('UPSTREAM', path);
        writeFileSync(absolute, '1');
      },
    },
  );
  const item = (path: string) => ({ absolute: join(folder, path), path, stamp: { size: 1 } }) as JobItem;
  return { comes, fails, fetch: (path: string) => files.fetch(item(path), never) };
}

test('where nothing comes the service is down; beside a file that came it is the file', async () => {
  const { comes, fails, fetch } = service(['a', 'b']);
  fails.resolve();
  await expect(fetch('a')).rejects.toBeInstanceOf(Passing);
  comes.resolve();
  await fetch('c');
  // That one came before this was asked for, and says nothing of now.
  await expect(fetch('b')).rejects.toBeInstanceOf(Passing);

  const beside = service(['a']);
  const failing = beside.fetch('a');
  beside.comes.resolve();
  await beside.fetch('c');
  beside.fails.resolve();
  const error = await failing.catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'UPSTREAM', detail: 'a' });
  expect(error).not.toBeInstanceOf(Passing);
});
