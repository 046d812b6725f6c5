import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/contract/index.ts';
import { serveApp } from '../../../../src/main/hosts/electron/protocol.ts';
import { readRendererFiles } from '../../../../src/main/hosts/renderer-files.ts';
import { paths } from './tables.ts';

const id = 'fedcba9876543210';
const clip = randomBytes(5000);
let home = '';
let serve: ReturnType<typeof serveApp>;
const asked: string[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'titan-protocol-'));
  await writeFile(join(home, 'index.html'), '<!doctype html>');
  await writeFile(join(home, 'note.txt'), 'not ours to serve');
  await writeFile(join(home, 'clip.mp4'), clip);
  serve = serveApp(
    await readRendererFiles(home),
    async (kind, adId) => {
      asked.push(`${kind}/${adId}`);
      return adId === id ? { path: join(home, 'clip.mp4'), mime: 'video/mp4' } : null;
    },
    async (exportId) => {
      asked.push(`exports/${exportId}`);
      if (exportId !== id) throw new AppError('NOT_FOUND');
      return new Response('report', { headers: { 'content-security-policy': "default-src 'none'" } });
    },
  );
});
afterAll(() => rm(home, { recursive: true, force: true }));

const get = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  serve({ url, method, headers: new Headers(headers) } as Request);

const known = (status: number, url: string): boolean =>
  status === 200 && ['app://titan/', 'app://titan/index.html', 'app://titan/safe-page'].includes(url);

describe('the address app://titan', () => {
  it('serves the window with a policy that lets nothing else in', async () => {
    const response = await get('app://titan/index.html');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
        "connect-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves no file outside its map, however it is spelt', async () => {
    expect(paths.length).toBeGreaterThanOrEqual(200);
    const through: string[] = [];
    for (const path of paths) {
      for (const url of [`app://titan/${path}`, path]) {
        // Once as the browser would normalise it and once raw, as a broken one might send it.
        const spelt = URL.canParse(url) ? [url, new URL(url).href] : [];
        for (const one of spelt) {
          const { status } = await get(one);
          if (status !== 404 && !known(status, new URL(one).href.replace(/\?$/, '')))
            through.push(`${status} ${one}`);
        }
      }
    }
    expect(through).toEqual([]);
  });

  it('asks for pictures by a whole id only', async () => {
    asked.length = 0;
    for (const path of paths) await get(`app://titan/${path}`);
    const odd = asked.filter((one) => !/^(media|thumb|strip|exports)\/[0-9a-f]{16}$/.test(one));
    expect(odd).toEqual([]);
  });

  it('shows an opened report under a policy of its own, and says when it is closed', async () => {
    const open = await get(`app://titan/exports/${id}`);
    expect([open.status, await open.text(), open.headers.get('content-security-policy')]).toEqual([
      200,
      'report',
      "default-src 'none'",
    ]);
    expect((await get('app://titan/exports/0000000000000000')).status).toBe(404);
  });

  it('answers reading alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await get('app://titan/index.html', {}, method)).status).toBe(405);
    }
    const head = await get(`app://titan/media/${id}`, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '5000', null]);
  });

  it.each([
    ['bytes=0-99', 206, 'bytes 0-99/5000', [0, 100]],
    ['bytes=4000-', 206, 'bytes 4000-4999/5000', [4000, 5000]],
    ['bytes=-10', 206, 'bytes 4990-4999/5000', [4990, 5000]],
    ['bytes=4990-9999', 206, 'bytes 4990-4999/5000', [4990, 5000]],
    ['bytes=5000-', 416, 'bytes */5000', [0, 0]],
    ['bytes=0-1,5-6', 200, null, [0, 5000]],
  ])('sends the range %s', async (range, status, contentRange, [first, last]) => {
    const response = await get(`app://titan/media/${id}`, { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(clip.subarray(first, last));
  });
});
