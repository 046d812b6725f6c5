import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFetchedFiles } from '../../../../src/main/connectors/net/fetched-files.ts';
import { createFileCache } from '../../../../src/main/connectors/net/file-cache.ts';
import { Passing } from '../../../../src/main/core/passing.ts';
import type { JobItem } from '../../../../src/main/ports.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const never = new AbortController().signal;

/** A service of which some files cannot be had, each when it is let fail, and the rest come when they are let go. */
function service(broken: Readonly<Record<string, Passing>>) {
  const folder = tempFolder();
  const comes = Promise.withResolvers<void>();
  const fails = Promise.withResolvers<void>();
  let nowMs = 0;
  const files = createFetchedFiles(
    createFileCache(folder, async () => 1e9),
    {
      async *list() {},
      bytesOf: () => 1,
      async bring({ absolute, path }) {
        await (broken[path] ? fails : comes).promise;
        if (broken[path]) throw broken[path];
        writeFileSync(absolute, '1');
      },
    },
    () => nowMs,
  );
  const item = (path: string) => ({ absolute: join(folder, path), path, stamp: { size: 1 } }) as JobItem;
  return {
    fetch: (path: string) => files.fetch(item(path), never),
    async comeAfter(ms: number, path: string) {
      nowMs += ms;
      comes.resolve();
      await files.fetch(item(path), never);
    },
    failAfter(ms: number) {
      nowMs += ms;
      fails.resolve();
    },
  };
}

const down = (path: string, afterMs: number | null = null) => new Passing('UPSTREAM', path, afterMs);

test('where nothing comes the service is down; beside a file that came during its tries it is the file', async () => {
  const nothing = service({ a: down('a') });
  nothing.failAfter(0);
  await expect(nothing.fetch('a')).rejects.toBeInstanceOf(Passing);

  const beside = service({ a: down('a') });
  const failing = beside.fetch('a');
  await beside.comeAfter(5000, 'c');
  beside.failAfter(14_000);
  const error = await failing.catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'UPSTREAM', detail: 'a' });
  expect(error).not.toBeInstanceOf(Passing);
});

test('what was on its way when the line dropped is left for later, although others came beside it before', async () => {
  const { fetch, comeAfter, failAfter } = service({ a: down('a'), b: down('b') });
  const onTheirWay = [fetch('a'), fetch('b')];
  await comeAfter(5000, 'c');
  failAfter(15_750);
  for (const { status, reason } of (await Promise.allSettled(onTheirWay)) as PromiseRejectedResult[]) {
    expect(status).toBe('rejected');
    expect(reason).toBeInstanceOf(Passing);
  }
});

test.each([
  ['a line that dropped', new Passing('OFFLINE', 'a')],
  ['a limit', new Passing('RATE_LIMITED', 'a', 3_600_000)],
  ['a service that says when to come back', down('a', 600_000)],
])('%s is never one file’s, and is told as it came', async (_what, error) => {
  const { fetch, comeAfter, failAfter } = service({ a: error });
  const failing = fetch('a');
  await comeAfter(0, 'c');
  failAfter(0);
  await expect(failing).rejects.toBe(error);
});
