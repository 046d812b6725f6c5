import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Telling, walk } from '../../../../src/main/connectors/folder/walk.ts';
import { isDataFolder } from '../../../../src/main/hosts/home.ts';
import { looksLikeMedia } from '../../../../src/main/media/kind.ts';
import type { Listed, WholeStamp } from '../../../../src/main/ports.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { layouts, media, noMedia } from './layouts.ts';

const never = new AbortController().signal;

async function list(
  paths: readonly string[],
  telling: Telling = { looksLikeMedia, isDataFolder },
): Promise<Listed[]> {
  const all: Listed[] = [];
  for await (const entry of walk(paths, telling, never)) all.push(entry);
  return all;
}

const byPath = (listed: readonly Listed[]): Record<string, string> =>
  Object.fromEntries(listed.map((entry) => [entry.path, entry.kind === 'file' ? 'file' : entry.reason]));

const isRoot = process.getuid?.() === 0;

/** Modes mean nothing to root, so someone else has to look. */
function listAsNobody(folder: string, paths: readonly string[]): Listed[] {
  chmodSync(folder, 0o755);
  const script = join(import.meta.dirname, 'list-paths.ts');
  return JSON.parse(execFileSync(process.execPath, [script, ...paths], { encoding: 'utf8' }));
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a folder of ads', () => {
  it(`is tried in at least 60 layouts`, () => {
    expect(layouts.length).toBeGreaterThanOrEqual(60);
  });

  for (const layout of layouts) {
    it(layout.name, async () => {
      const folder = tempFolder();
      const root = join(folder, 'ads');
      const outside = join(folder, 'outside');
      mkdirSync(root);
      mkdirSync(outside);
      await layout.build(root, outside);
      const paths = (layout.paths ?? ['.']).map((path) => join(root, path));
      const listed = await (layout.needsUser && isRoot ? listAsNobody(folder, paths) : list(paths));
      expect(byPath(listed)).toEqual(layout.expect);
      expect(listed).toHaveLength(Object.keys(layout.expect).length);
      for (const entry of listed) expect(entry.absolute.startsWith(`${root}/`)).toBe(true);
    });
  }

  it('comes in the same order each time: depth first, names by code units', async () => {
    const root = tempFolder();
    for (const path of ['b.gif', 'a/z.gif', 'a.gif', 'B.gif', 'é.gif', 'a/a/a.gif', '10.gif', '9.gif'])
      media(join(root, path));
    const paths = (await list([root])).map((entry) => entry.path);
    expect(paths).toEqual(['10.gif', '9.gif', 'B.gif', 'a/a/a.gif', 'a/z.gif', 'a.gif', 'b.gif', 'é.gif']);
    expect((await list([root])).map((entry) => entry.path)).toEqual(paths);
  });

  it('says what the user named and is not there', async () => {
    const root = tempFolder();
    await expect(list([join(root, 'gone')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    media(join(root, 'a.gif'));
    await expect(list([join(root, 'a.gif', 'x')])).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('stops between two files when it is told to', async () => {
    const root = tempFolder();
    for (let n = 0; n < 20; n += 1) media(join(root, `${n}.gif`));
    const stop = new AbortController();
    let seen = 0;
    const going = (async () => {
      for await (const _entry of walk([root], { looksLikeMedia }, stop.signal)) {
        seen += 1;
        if (seen === 5) stop.abort();
      }
    })();
    await expect(going).rejects.toThrow();
    expect(seen).toBe(5);
  });

  it('goes on when a folder disappears in the middle', async () => {
    const root = tempFolder();
    media(join(root, 'a/1.gif'));
    media(join(root, 'b/1.gif'));
    media(join(root, 'c.gif'));
    const found: string[] = [];
    for await (const entry of walk([root], { looksLikeMedia }, never)) {
      found.push(`${entry.path}: ${entry.kind === 'file' ? 'file' : entry.reason}`);
      rmSync(join(root, 'b'), { recursive: true, force: true });
    }
    expect(found).toEqual(['a/1.gif: file', 'b: the folder cannot be read (ENOENT)', 'c.gif: file']);
  });

  it('looks into a file that was no media only once it looks other than it did', async () => {
    const root = tempFolder();
    for (const [name, text] of Object.entries({ a: 'one', b: 'two', 'c.gif': 'GIF' }))
      writeFileSync(join(root, name), text);
    let known = new Map<string, WholeStamp>();
    const asked: string[] = [];
    const look = async () => {
      const opened: string[] = [];
      const telling: Telling = {
        looksLikeMedia: (head) => opened.push(Buffer.from(head).toString()) < 0,
        knownNoMedia: async (absolutes) => {
          asked.push(...absolutes.map((absolute) => basename(absolute)));
          return known;
        },
      };
      const listed = await list([root], telling);
      expect(byPath(listed)).toEqual({ a: noMedia, b: noMedia, 'c.gif': 'file' });
      const found = listed.flatMap((one) =>
        one.kind === 'skipped' && one.noMedia ? [[one.absolute, one.noMedia] as const] : [],
      );
      known = new Map([...known, ...found]);
      // Several are looked into at once.
      return opened.sort();
    };
    // Written a moment ago, they may change once more within one tick of a coarse clock.
    for (let n = 0; n < 2; n += 1) expect(await look()).toEqual(['one', 'two']);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expect(await look()).toEqual(['one', 'two']);
    expect(await look()).toEqual([]);
    writeFileSync(join(root, 'b'), 'more');
    expect(await look()).toEqual(['more']);
    // Another content of the same size that was put back with the same time.
    const { atime, mtime } = statSync(join(root, 'a'));
    writeFileSync(join(root, 'a'), 'eno');
    utimesSync(join(root, 'a'), atime, mtime);
    expect(await look()).toContain('eno');
    // What a name promises is the decoder's to tell.
    expect(asked).not.toContain('c.gif');
  });

  it('lists a folder of more entries than are looked at together, and what lies below it, in order', async () => {
    const root = tempFolder();
    const name = (n: number): string => String(n).padStart(3, '0');
    for (let n = 0; n < 150; n += 1) media(join(root, n % 50 === 7 ? `${name(n)}/x.gif` : `${name(n)}.gif`));
    const paths = (await list([root])).map((entry) => entry.path);
    expect(paths).toHaveLength(150);
    expect(paths).toEqual([...paths].sort());
  });

  it('stamps a file with its exact size and time', async () => {
    const root = tempFolder();
    writeFileSync(join(root, 'a.mp4'), 'twelve bytes');
    const [first] = await list([root]);
    expect(first).toMatchObject({
      kind: 'file',
      stamp: { size: 12, mtimeNs: expect.stringMatching(/^\d{19}$/) },
    });
  });
});
