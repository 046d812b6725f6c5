import { afterEach, expect, test, vi } from 'vitest';
import type { Transport, UploadProgress } from '../../../src/renderer/api/transport.ts';
import { sendFiles } from '../../../src/renderer/api/upload.ts';
import { filesOf, titleOf } from '../../../src/renderer/api/walk-entries.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';

afterEach(() => void vi.unstubAllGlobals());

const file = (name: string, size: number): File => new File([new Uint8Array(size)], name);
const fileEntry = (path: string, size: number): FileSystemEntry =>
  ({
    isFile: true,
    fullPath: path,
    file: (done: (file: File) => void) => done(file(path, size)),
  }) as unknown as FileSystemEntry;
const folderEntry = (children: FileSystemEntry[]): FileSystemEntry =>
  ({
    isFile: false,
    createReader: () => {
      // Chromium answers in blocks; two make sure that the second is asked for.
      const blocks = [children.slice(0, 1), children.slice(1), []];
      return { readEntries: (done: (block: FileSystemEntry[]) => void) => done(blocks.shift() ?? []) };
    },
  }) as unknown as FileSystemEntry;

test('a dropped folder is walked to its last file, in the order of paths', async () => {
  const tree = folderEntry([
    fileEntry('/ads/z.mp4', 1),
    folderEntry([fileEntry('/ads/b/1.mp4', 2), fileEntry('/ads/a.mp4', 0)]),
  ]);
  const files = await filesOf({ files: [], entries: [tree] });
  expect(files.map(({ path }) => path)).toEqual(['ads/a.mp4', 'ads/b/1.mp4', 'ads/z.mp4']);
  expect(titleOf(files)).toBe('ads');
});

const served = (host: FakeHost, answer: (url: string) => Response | Promise<Response>) => {
  const put: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    put.push(url);
    return Promise.resolve(answer(url));
  });
  return { put, call: ((id, input) => host.call(id, input)) as Transport['call'] };
};

const three = [
  { path: 'ads/ü & #1.mp4', file: file('a', 5) },
  { path: 'ads/b.mp4', file: file('b', 0) },
  { path: 'ads/c.mp4', file: file('c', 7) },
];

test('files are sent under their encoded paths, then the job is closed', async () => {
  const host = new FakeHost();
  const { put, call } = served(host, () => new Response(null, { status: 204 }));
  const told: UploadProgress[] = [];
  const result = await sendFiles(
    call,
    three,
    (progress) => told.push(progress),
    new AbortController().signal,
  );
  expect(result.ok).toBe(true);
  expect(put[0]).toMatch(/^\/v1\/uploads\/job_[0-9a-z]+\/ads\/%C3%BC%20%26%20%231\.mp4$/);
  expect(told.at(-1)).toEqual({ title: 'ads', sentFiles: 3, files: 3, sentBytes: 12, bytes: 12 });
  expect(host.calls.map(({ id }) => id)).toEqual(['ingest.openUpload', 'ingest.closeUpload']);
});

test('a refused file stops the rest, cancels the job and keeps the code', async () => {
  const host = new FakeHost();
  const full = { error: { code: 'DISK_FULL', message: 'The disk is full.', nextStep: 'Free some space.' } };
  const { call } = served(host, () => Response.json(full, { status: 507 }));
  const result = await sendFiles(call, three, () => undefined, new AbortController().signal);
  expect(result).toEqual({ ok: false, error: full.error });
  expect(host.jobs[0]?.state).toBe('cancelled');
});
