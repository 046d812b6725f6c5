import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, errorCodes, errors } from '../../src/contract/index.ts';
import { contentSecurityPolicy } from '../../src/main/hosts/gateway/security-headers.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { fakeApp, type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';
import { sendRaw } from '../unit/hosts/gateway/raw-http.ts';

let running: Running;
beforeEach(async () => {
  running = await runGateway();
});
afterEach(() => running.stop());

const bearer = (): Record<string, string> => ({ authorization: `Bearer ${running.gateway.token}` });
const get = (path: string, headers: Record<string, string> = bearer(), method = 'GET'): Promise<Response> =>
  fetch(`${running.gateway.origin}${path}`, { method, headers, redirect: 'manual' });
const call = (id: string, input: unknown, headers: Record<string, string> = bearer()): Promise<Response> =>
  fetch(`${running.gateway.origin}/v1/${id.replace('.', '/')}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
const signIn = async (url = running.gateway.url): Promise<string> => {
  const response = await fetch(url, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
};

describe('calls', () => {
  it('answer the value, and hand over who asks', async () => {
    const response = await call('jobs.list', { limit: 3 });
    expect(await response.json()).toEqual({ jobs: [] });
    expect(running.app.calls).toEqual([
      {
        id: 'jobs.list',
        input: { limit: 3 },
        caller: { host: 'gateway', scopes: ['read', 'propose'], person: false },
      },
    ]);
  });

  it.each(errorCodes)('answer %s with its status and the failure', async (code) => {
    running.app.answer = { ok: false, error: new AppError(code, 'here').toFailure() };
    const response = await call('jobs.get', {});
    expect(response.status).toBe(errors[code].http);
    expect(await response.json()).toEqual({
      error: { code, message: `${errors[code].text} here`, nextStep: errors[code].next },
    });
  });

  it('take a body of 1 MB and refuse one byte more, with its length told or not', async () => {
    const text = 'x'.repeat(1024 * 1024 - '{"a":""}'.length);
    expect((await call('jobs.list', { a: text })).status).toBe(200);
    expect((await call('jobs.list', { a: `${text}x` })).status).toBe(400);
    const chunked = await fetch(`${running.gateway.origin}/v1/jobs/list`, {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'application/json' },
      body: new Blob([JSON.stringify({ a: `${text}x` })]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(400);
    expect(running.app.calls).toHaveLength(1);
  });

  it('are bounded in rate for each client, with the time to wait', async () => {
    const cookie = await signIn();
    const answers: Response[] = [];
    const worker = async (): Promise<void> => {
      for (let i = 0; i < 15; i += 1) answers.push(await call('jobs.list', {}));
    };
    await Promise.all(Array.from({ length: 10 }, worker));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(60);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused[0]?.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    const other = await call('jobs.list', {}, { cookie, origin: running.gateway.origin });
    expect(other.status).toBe(200);
  });
});

describe('access', () => {
  it('gives the scope approve only where it was allowed', async () => {
    const approving = await runGateway({ allowApprove: true });
    try {
      await fetch(`${approving.gateway.origin}/v1/jobs/list`, {
        method: 'POST',
        headers: { authorization: `Bearer ${approving.gateway.token}`, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(approving.app.calls[0]?.caller).toEqual({
        host: 'gateway',
        scopes: ['read', 'propose', 'approve'],
        person: true,
      });
    } finally {
      await approving.stop();
    }
  });

  it('signs a browser in once, and sends it on without the code', async () => {
    const cookie = await signIn();
    expect((await get('/', { cookie, accept: 'text/html' })).status).toBe(200);
    const again = await get(running.gateway.url.slice(running.gateway.origin.length), {
      accept: 'text/html',
    });
    expect(again.status).toBe(401);
    expect(await again.text()).toContain('already used');
    const signedIn = await get(running.gateway.url.slice(running.gateway.origin.length), { cookie });
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/']);
    expect(await signIn(running.gateway.freshSignInUrl())).not.toBe(cookie);
  });

  it('does not spend a code on HEAD', async () => {
    const path = running.gateway.url.slice(running.gateway.origin.length);
    expect((await get(path, {}, 'HEAD')).headers.get('set-cookie')).toBeNull();
    await signIn();
  });

  it('signs in by a link on another page too, where a redirect would lose the cookie', async () => {
    const { port, origin, url } = running.gateway;
    const visit = `Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n`;
    const wire = `GET ${url.slice(origin.length)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${visit}Connection: close\r\n\r\n`;
    const { status, head, body } = await sendRaw(port, wire);
    expect(status).toBe(200);
    expect(body).toContain('http-equiv="refresh" content="0;url=/"');
    expect(head).toContain('SameSite=Strict');
  });

  it('tells a browser without a session how to get one, and a program that it has no token', async () => {
    const page = await get('/', { accept: 'text/html,application/xhtml+xml' });
    expect(page.status).toBe(401);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('press <kbd>Enter</kbd>');
    const program = await get('/', {});
    expect(await program.json()).toMatchObject({ error: { code: 'AUTH_EXPIRED' } });
    for (const path of [
      '/index.html',
      '/assets/index-abc.js',
      '/v1/openapi.json',
      '/v1/events',
      '/media/0123456789abcdef',
      '/nothing',
    ]) {
      const response = await get(path, {});
      expect([path, response.status]).toEqual([path, 401]);
    }
  });

  it('answers on every name of loopback and is not there on any other address', async () => {
    const { port, token } = running.gateway;
    const wire = (host: string): string =>
      `GET /v1/openapi.json HTTP/1.1\r\nHost: ${host}:${port}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(port, wire('localhost'))).status).toBe(200);
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    if (addresses.some(({ address }) => address === '::1')) {
      expect((await sendRaw(port, wire('[::1]'), '::1')).status).toBe(200);
    }
    for (const { address } of addresses.filter(({ internal, scopeid }) => !internal && !scopeid)) {
      expect((await sendRaw(port, wire('127.0.0.1'), address)).status).toBe(0);
    }
    expect((await sendRaw(port, wire('127.0.0.1'), '127.0.0.2')).status).toBe(0);
  });
});

describe('the window', () => {
  it('is served from a fixed list, with the policy of the desktop window', async () => {
    for (const path of ['/', '/index.html']) {
      const response = await get(path);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
      expect(await response.text()).toContain('<title>Titan Ads</title>');
    }
    const script = await get('/assets/index-abc.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    const etag = script.headers.get('etag') ?? '';
    expect((await get('/assets/index-abc.js', { ...bearer(), 'if-none-match': etag })).status).toBe(304);
    expect((await get('/assets/notes.txt')).status).toBe(404);
    await writeFile(join(running.rendererDir, 'later.html'), 'not in the list');
    expect((await get('/later.html')).status).toBe(404);
  });

  it('carries the security headers on every answer, refusals too', async () => {
    const answers = [
      await get('/'),
      await get('/', {}),
      await get('/nothing'),
      await get('/v1/openapi.json'),
      await get('/media/0123456789abcdef'),
      await get('/v1/jobs/list', { origin: 'http://evil.example' }),
      await call('jobs.list', {}),
    ];
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).not.toContain('public');
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

describe('media', () => {
  const id = '0123456789abcdef';

  it('plays by id with ranges', async () => {
    const path = join(running.rendererDir, 'ad.mp4');
    await writeFile(path, 'abcdefghij');
    running.app.files.set(`media/${id}`, { path, mime: 'video/mp4' });
    const whole = await get(`/media/${id}`);
    expect([whole.status, await whole.text()]).toEqual([200, 'abcdefghij']);
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const part = await get(`/media/${id}`, { ...bearer(), range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      'cde',
    ]);
    const after = await get(`/media/${id}`, { ...bearer(), range: 'bytes=10-' });
    expect([after.status, after.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    const head = await get(`/media/${id}`, bearer(), 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  });

  it('is not found by anything but a known id', async () => {
    expect((await get(`/thumb/${id}`)).status).toBe(404);
    expect((await get('/media/0123456789ABCDEF')).status).toBe(404);
    expect((await get(`/media/${id}0`)).status).toBe(404);
    expect((await get(`/other/${id}`)).status).toBe(404);
    expect(running.app.located).toBe(1);
  });

  it('survives players that come and go', async () => {
    const path = join(running.rendererDir, 'long.mp4');
    await writeFile(path, Buffer.alloc(8 * 1024 * 1024, 'x'));
    running.app.files.set(`media/${id}`, { path, mime: 'video/mp4' });
    for (let i = 0; i < 20; i += 1) {
      const stop = new AbortController();
      const response = await fetch(`${running.gateway.origin}/media/${id}`, {
        headers: bearer(),
        signal: stop.signal,
      });
      await response.body?.getReader().read();
      stop.abort();
    }
    expect((await (await get(`/media/${id}`)).arrayBuffer()).byteLength).toBe(8 * 1024 * 1024);
  });
});

describe('uploads', () => {
  const put = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = bearer(),
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
      headers: bearer(),
      body: new Blob(['abc']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(200);
    expect(running.app.uploads[0]).toMatchObject({ bytes: 3, declared: null });
  });

  it('that the app refuses are told why, though the file was not read', async () => {
    const response = await put('refused.mp4', Buffer.alloc(2_000_000));
    expect([response.status, await response.json()]).toMatchObject([507, { error: { code: 'DISK_FULL' } }]);
    expect((await get('/v1/openapi.json')).status).toBe(200);
  });

  it('that break off are never reported as received', async () => {
    const { port, token } = running.gateway;
    const head = `PUT /v1/uploads/job_00000000/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\nabc`;
    await sendRaw(port, head, '127.0.0.1', 50);
    expect((await get('/v1/openapi.json')).status).toBe(200);
    expect(running.app.uploads).toEqual([]);
  });
});

describe('events', () => {
  const read = async (headers: Record<string, string>, until: string): Promise<string> => {
    const stop = new AbortController();
    const response = await fetch(`${running.gateway.origin}/v1/events`, {
      headers: { ...bearer(), ...headers },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes(until)) {
      const { done, value } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
      if (text.includes('retry') && until === 'seq":3') emitOnce();
    }
    stop.abort();
    return text;
  };
  let emitted = false;
  const emitOnce = (): void => {
    if (emitted) return;
    emitted = true;
    for (const seq of [1, 2, 3]) running.app.emit({ type: 'settings', seq });
  };
  beforeEach(() => {
    emitted = false;
  });

  it('arrive as they happen, numbered', async () => {
    const text = await read({}, 'seq":3');
    expect(text).toContain('id: 2\ndata: {"type":"settings","seq":2}\n\n');
  });

  it('resume after the last one that was seen, and say when too much was missed', async () => {
    for (let seq = 1; seq <= 2_100; seq += 1) running.app.emit({ type: 'settings', seq });
    const resumed = await read({ 'last-event-id': '2098' }, 'id: 2100');
    expect(resumed.match(/^id: \d+$/gm)).toEqual(['id: 2099', 'id: 2100']);
    expect(await read({ 'last-event-id': '1' }, 'resync')).toContain('event: resync\nid: 2100');
  });

  it('are bounded in listeners, and a place becomes free when one leaves', async () => {
    const stop = new AbortController();
    const open = (): Promise<Response> =>
      fetch(`${running.gateway.origin}/v1/events`, { headers: bearer(), signal: stop.signal });
    const answers = await Promise.all(Array.from({ length: 17 }, open));
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1);
    stop.abort();
    await expect.poll(async () => (await get('/v1/events', bearer(), 'HEAD')).status).toBe(200);
  });
});

describe('load', () => {
  const openSocket = (port: number): Promise<import('node:net').Socket> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      socket.on('connect', () => resolve(socket));
    });

  it('of connections that send nothing is let go, and honest ones are served again', async () => {
    const { port } = running.gateway;
    const sockets = await Promise.all(Array.from({ length: 100 }, () => openSocket(port)));
    const closed = sockets.map(
      (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
    );
    for (const socket of sockets) {
      socket.resume();
      socket.write('GET / HTTP/1.1\r\nX-Slow: ');
    }
    const drip = setInterval(() => {
      for (const socket of sockets) if (!socket.destroyed) socket.write('x');
    }, 500);
    await Promise.all(closed);
    clearInterval(drip);
    expect((await get('/v1/openapi.json')).status).toBe(200);
  });

  it('of a body that does not come is let go too', async () => {
    const { port, token } = running.gateway;
    const head = `POST /v1/jobs/list HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
    const socket = await openSocket(port);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write(head);
    await closed;
    expect(running.app.calls).toEqual([]);
  });
});

describe('starting and closing', () => {
  it('says which port is taken', async () => {
    const { port } = running.gateway;
    const second = startGateway(fakeApp(), { port, allowApprove: false, rendererDir: running.rendererDir });
    await expect(second).rejects.toMatchObject({
      code: 'CONFLICT',
      detail: `Port ${port} is already in use.`,
    });
  });

  it('ends open streams and frees the port', async () => {
    const other = await runGateway();
    const { origin, port, token } = other.gateway;
    const events = await fetch(`${origin}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    await other.stop();
    await expect(events.text()).resolves.toContain('retry');
    expect((await sendRaw(port, 'GET / HTTP/1.1\r\n\r\n')).status).toBe(0);
  });
});
