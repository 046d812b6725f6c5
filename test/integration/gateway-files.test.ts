import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearerOf, get } from '../unit/hosts/gateway/ask.ts';
import { type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';
import { sendRaw } from '../unit/hosts/gateway/raw-http.ts';

let running: Running;
beforeEach(async () => {
  running = await runGateway();
});
afterEach(() => running.stop());

describe('media', () => {
  const id = '0123456789abcdef';

  it('plays by id with ranges', async () => {
    const path = join(running.rendererDir, 'ad.mp4');
    await writeFile(path, 'abcdefghij');
    running.app.files.set(`media/${id}`, { path, mime: 'video/mp4' });
    const whole = await get(running, `/media/${id}`);
    expect([whole.status, await whole.text()]).toEqual([200, 'abcdefghij']);
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const part = await get(running, `/media/${id}`, { ...bearerOf(running), range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      'cde',
    ]);
    const after = await get(running, `/media/${id}`, { ...bearerOf(running), range: 'bytes=10-' });
    expect([after.status, after.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    const head = await get(running, `/media/${id}`, bearerOf(running), 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  });

  it('is not found by anything but a known id', async () => {
    expect((await get(running, `/thumb/${id}`)).status).toBe(404);
    expect((await get(running, '/media/0123456789ABCDEF')).status).toBe(404);
    expect((await get(running, `/media/${id}0`)).status).toBe(404);
    expect((await get(running, `/other/${id}`)).status).toBe(404);
    expect(running.app.located).toBe(1);
  });

  it('survives players that come and go', async () => {
    const path = join(running.rendererDir, 'long.mp4');
    await writeFile(path, Buffer.alloc(8 * 1024 * 1024, 'x'));
    running.app.files.set(`media/${id}`, { path, mime: 'video/mp4' });
    for (let i = 0; i < 20; i += 1) {
      const stop = new AbortController();
      const response = await fetch(`${running.gateway.origin}/media/${id}`, {
        headers: bearerOf(running),
        signal: stop.signal,
      });
      await response.body?.getReader().read();
      stop.abort();
    }
    expect((await (await get(running, `/media/${id}`)).arrayBuffer()).byteLength).toBe(8 * 1024 * 1024);
  });
});

describe('uploads', () => {
  const put = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = bearerOf(running),
  ): Promise<Response> =>
    fetch(`${running.gateway.origin}/v1/uploads/job_00000000/${path}`, { method: 'PUT', headers, body });

  it('stream to the app with their name as it was', async () => {
    const name = 'Sommer 2026/50% „neu“ ad #1?.mp4';
    const path = name.split('/').map(encodeURIComponent).join('/');
    const response = await put(path, Buffer.alloc(3_000_000));
    expect([response.status, await response.json()]).toEqual([200, { bytes: 3_000_000 }]);
    expect(running.app.uploads).toEqual([
      { jobId: 'job_00000000', path: name, bytes: 3_000_000, declared: 3_000_000 },
    ]);
  });

  it('need no length', async () => {
    const response = await fetch(`${running.gateway.origin}/v1/uploads/job_00000000/a.mp4`, {
      method: 'PUT',
      headers: bearerOf(running),
      body: new Blob(['abc']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(200);
    expect(running.app.uploads[0]).toMatchObject({ bytes: 3, declared: null });
  });

  it('that the app refuses are told why, though the file was not read', async () => {
    const response = await put('refused.mp4', Buffer.alloc(2_000_000));
    expect([response.status, await response.json()]).toMatchObject([507, { error: { code: 'DISK_FULL' } }]);
    expect((await get(running, '/v1/openapi.json')).status).toBe(200);
  });

  it('that break off are never reported as received', async () => {
    const { port, token } = running.gateway;
    const head = `PUT /v1/uploads/job_00000000/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\nabc`;
    await sendRaw(port, head, '127.0.0.1', 50);
    expect((await get(running, '/v1/openapi.json')).status).toBe(200);
    expect(running.app.uploads).toEqual([]);
  });
});
