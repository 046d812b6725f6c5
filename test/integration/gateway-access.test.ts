import { writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserPolicy } from '../../src/main/hosts/security-headers.ts';
import { bearerOf, call, get, pathOf, signIn } from '../unit/hosts/gateway/ask.ts';
import { type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';
import { sendRaw } from '../unit/hosts/gateway/raw-http.ts';

let running: Running;
beforeEach(async () => {
  running = await runGateway();
});
afterEach(() => running.stop());

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
        token: true,
      });
    } finally {
      await approving.stop();
    }
  });

  it('signs a browser in once, and sends it on without the code', async () => {
    const cookie = await signIn(running.gateway.url);
    expect((await get(running, '/', { cookie, accept: 'text/html' })).status).toBe(200);
    const again = await get(running, pathOf(running.gateway.url), {
      accept: 'text/html',
    });
    expect(again.status).toBe(401);
    expect(await again.text()).toContain('already used');
    const signedIn = await get(running, pathOf(running.gateway.url), { cookie });
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/']);
    expect(await signIn(running.gateway.freshSignInUrl())).not.toBe(cookie);
  });

  it('does not spend a code on HEAD', async () => {
    const path = pathOf(running.gateway.url);
    expect((await get(running, path, {}, 'HEAD')).headers.get('set-cookie')).toBeNull();
    await signIn(running.gateway.url);
  });

  it('signs in by a link on another page too, where a redirect would lose the cookie', async () => {
    const { port, url } = running.gateway;
    const visit = `Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n`;
    const wire = `GET ${pathOf(url)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${visit}Connection: close\r\n\r\n`;
    const { status, head, body } = await sendRaw(port, wire);
    expect(status).toBe(200);
    expect(body).toContain('http-equiv="refresh" content="0;url=/"');
    expect(head).toContain('SameSite=Strict');
  });

  it('tells a browser without a session how to get one, and a program that it has no token', async () => {
    const page = await get(running, '/', { accept: 'text/html,application/xhtml+xml' });
    expect(page.status).toBe(401);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('press <kbd>Enter</kbd>');
    const program = await get(running, '/', {});
    expect(await program.json()).toMatchObject({ error: { code: 'AUTH_EXPIRED' } });
    for (const path of [
      '/index.html',
      '/assets/index-abc.js',
      '/v1/openapi.json',
      '/v1/events',
      '/media/0123456789abcdef',
      '/nothing',
    ]) {
      const response = await get(running, path, {});
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
  it('is served from a fixed list, with the policy of a page of ours', async () => {
    for (const path of ['/', '/index.html']) {
      const response = await get(running, path);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toBe(browserPolicy);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
      expect(await response.text()).toContain('<title>Titan Ads</title>');
    }
    const script = await get(running, '/assets/index-abc.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    const etag = script.headers.get('etag') ?? '';
    expect(
      (await get(running, '/assets/index-abc.js', { ...bearerOf(running), 'if-none-match': etag })).status,
    ).toBe(304);
    expect((await get(running, '/assets/notes.txt')).status).toBe(404);
    await writeFile(join(running.rendererDir, 'later.html'), 'not in the list');
    expect((await get(running, '/later.html')).status).toBe(404);
  });

  it('carries the security headers on every answer, refusals too', async () => {
    const answers = [
      await get(running, '/'),
      await get(running, '/', {}),
      await get(running, '/nothing'),
      await get(running, '/v1/openapi.json'),
      await get(running, '/media/0123456789abcdef'),
      await get(running, '/v1/jobs/list', { origin: 'http://evil.example' }),
      await call(running, 'jobs.list', {}),
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
