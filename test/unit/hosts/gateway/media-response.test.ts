import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaResponse, parseRange } from '../../../../src/main/hosts/media-response.ts';

const id = '0123456789abcdef';
const content = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251);
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'titan-media-'));
  path = join(folder, 'ad.mp4');
  await writeFile(path, content);
});
afterAll(() => rm(folder, { recursive: true }));

const ask = (headers: Record<string, string> = {}, method = 'GET', mime = 'video/mp4'): Promise<Response> =>
  mediaResponse({ path, mime }, 'media', id, { method, headers: new Headers(headers) });
const bytes = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());

describe('parseRange', () => {
  it.each([
    [null, 10, 'whole'],
    ['bytes=0-', 10, { start: 0, end: 9 }],
    ['bytes=2-4', 10, { start: 2, end: 4 }],
    ['bytes=2-400', 10, { start: 2, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-30', 10, { start: 0, end: 9 }],
    ['bytes=9-9', 10, { start: 9, end: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=-5', 0, 'unsatisfiable'],
    ['bytes=99999999999999999999-', 10, 'unsatisfiable'],
    ['bytes=5-2', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['bytes=0-1,3-4', 10, 'whole'],
    ['bytes= 0-1', 10, 'whole'],
    ['items=0-1', 10, 'whole'],
    ['bytes=a-b', 10, 'whole'],
  ])('%s of %i bytes', (header, size, range) => {
    expect(parseRange(header, size)).toEqual(range);
  });

  it('never leaves the file', () => {
    const number = fc.oneof(fc.nat(), fc.constant(''));
    fc.assert(
      fc.property(number, number, fc.nat(), (first, last, size) => {
        const range = parseRange(`bytes=${first}-${last}`, size);
        if (typeof range === 'string') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThan(size);
        expect(range.start).toBeLessThanOrEqual(range.end);
      }),
    );
  });
});

describe('mediaResponse', () => {
  it('sends the whole file', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '700000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect(await bytes(response)).toEqual(content);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=262143-262145', 262_143, 262_145],
    ['bytes=100000-', 100_000, 699_999],
    ['bytes=-1', 699_999, 699_999],
  ])('sends %s', async (range, start, end) => {
    const response = await ask({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/700000`);
    expect(response.headers.get('content-length')).toBe(String(end - start + 1));
    expect(await bytes(response)).toEqual(content.slice(start, end + 1));
  });

  it('says what there is when a range begins after it', async () => {
    const response = await ask({ range: 'bytes=700000-' });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */700000');
  });

  it('answers HEAD without a body', async () => {
    const response = await ask({}, 'HEAD');
    expect(response.headers.get('content-length')).toBe('700000');
    expect(response.body).toBeNull();
  });

  it('answers 304 for its tag, and the whole file when If-Range names another', async () => {
    const etag = (await ask({}, 'HEAD')).headers.get('etag') ?? '';
    expect((await ask({ 'if-none-match': `"other", W/${etag}` })).status).toBe(304);
    expect((await ask({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await ask({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });

  it('changes its tag when the file changes', async () => {
    const before = (await ask({}, 'HEAD')).headers.get('etag');
    const file = join(folder, 'changing.mp4');
    await writeFile(file, content);
    const changed = await mediaResponse({ path: file, mime: 'video/mp4' }, 'media', id, {
      method: 'HEAD',
      headers: new Headers(),
    });
    expect(changed.headers.get('etag')).not.toBe(before);
  });

  it('sends what could be a document as plain bytes', async () => {
    expect((await ask({}, 'HEAD', 'text/html')).headers.get('content-type')).toBe('application/octet-stream');
    expect((await ask({}, 'HEAD', 'image/svg+xml')).headers.get('content-type')).toBe(
      'application/octet-stream',
    );
  });

  it('refuses what is gone and what is no file, without waiting', async () => {
    const at = (name: string) =>
      mediaResponse({ path: join(folder, name), mime: 'video/mp4' }, 'media', id, {
        method: 'GET',
        headers: new Headers(),
      });
    await expect(at('gone.mp4')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(at('.')).rejects.toMatchObject({ code: 'UNREADABLE' });
    if (process.platform === 'win32') return;
    const makePipe = 'mkfifo';
    execFileSync(makePipe, [join(folder, 'pipe.mp4')]);
    await expect(at('pipe.mp4')).rejects.toMatchObject({ code: 'UNREADABLE' });
    await symlink('loop', join(folder, 'loop'));
    await expect(at('loop')).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('ends with an error when the file becomes shorter under it', async () => {
    const file = join(folder, 'shrinking.mp4');
    await writeFile(file, content);
    const response = await mediaResponse({ path: file, mime: 'video/mp4' }, 'media', id, {
      method: 'GET',
      headers: new Headers(),
    });
    await writeFile(file, content.slice(0, 10));
    await expect(response.arrayBuffer()).rejects.toThrow('shorter');
  });
});
