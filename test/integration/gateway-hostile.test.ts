import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brokenRequests } from '../unit/hosts/gateway/broken-requests.ts';
import { crossSiteRequests } from '../unit/hosts/gateway/cross-site-requests.ts';
import { type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';
import { aims, type Hostile, type Target } from '../unit/hosts/gateway/hostile.ts';
import { sendRaw } from '../unit/hosts/gateway/raw-http.ts';

let running: Running;
let cookie = '';
let target: Target;

const groups = {
  'of other pages and names at a call': (at: Target) => crossSiteRequests(at, aims['a call']),
  'of other pages and names at a tool of MCP': (at: Target) => crossSiteRequests(at, aims['a tool']),
  'that are broken': brokenRequests,
} as const satisfies Record<string, (at: Target) => Hostile[]>;

/** Names stand in the source, so that each is a test of its own; the bytes need the port of the running gateway. */
const namesOf = (requests: (at: Target) => Hostile[]): string[] =>
  requests({ port: 1, token: '', cookie: '' }).map(({ name }) => name.replace(/\b[12]\b/g, '#'));

beforeAll(async () => {
  running = await runGateway();
  const signIn = await fetch(running.gateway.url, { redirect: 'manual' });
  cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { port, token } = running.gateway;
  target = { port, token, cookie };
});
afterAll(() => running.stop());
beforeEach(() => {
  running.app.calls.length = 0;
  running.app.uploads.length = 0;
  running.app.located = 0;
});

const reached = (): number => running.app.calls.length + running.app.uploads.length + running.app.located;

describe.each(Object.entries(groups))('requests %s', (_group, requests) => {
  const names = namesOf(requests);
  it('are at least 50 different shapes', () => {
    expect(new Set(names).size).toBeGreaterThanOrEqual(50);
  });

  it.each(names.map((name, index) => [name, index] as const))('%s', async (_name, index) => {
    const { wire, status } = requests(target)[index] as Hostile;
    const answer = await sendRaw(running.gateway.port, Buffer.from(wire, 'latin1'));
    expect(status).toContain(answer.status);
    expect(reached()).toBe(0);
    expect(answer.head).not.toMatch(/access-control|set-cookie/i);
  });
});

describe('hostile requests', () => {
  it('are at least 80 shapes of rebinding and of other pages', () => {
    const names = namesOf(groups['of other pages and names at a tool of MCP']);
    expect(new Set(names).size).toBeGreaterThanOrEqual(80);
  });

  it('leave the gateway as it was: the same call, asked for properly, is answered', async () => {
    const { origin, token } = running.gateway;
    const byToken = await fetch(`${origin}/v1/jobs/list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"limit":1}',
    });
    const byCookie = await fetch(`${origin}/v1/jobs/list`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json; charset=UTF-8' },
      body: '{"limit":1}',
    });
    const byTool = await fetch(`${origin}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: aims['a tool'].body,
    });
    expect([byToken.status, byCookie.status, byTool.status]).toEqual([200, 200, 200]);
    await byTool.text();
    expect(running.app.calls.map(({ id, input }) => ({ id, input }))).toEqual([
      { id: 'jobs.list', input: { limit: 1 } },
      { id: 'jobs.list', input: { limit: 1 } },
      { id: 'score.rows', input: { limit: 1 } },
    ]);
  });
});

describe('2,000 random requests', () => {
  it('do not crash the gateway, and none without the token reaches the app', async () => {
    const { port, origin, token } = running.gateway;
    const word = fc.constantFrom(
      'v1',
      'jobs',
      'list',
      'media',
      'uploads',
      '..',
      '%2e',
      '%00',
      '',
      '0123456789abcdef',
      'sign-in?code=x',
    );
    const path = fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 6 });
    const header = fc.tuple(
      fc.constantFrom(
        'Host',
        'Origin',
        'Cookie',
        'Content-Type',
        'Content-Length',
        'Transfer-Encoding',
        'Range',
        'Expect',
        'X',
      ),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 24 }),
        fc.constantFrom(
          `127.0.0.1:${port}`,
          origin,
          cookie.slice(0, -1),
          'application/json',
          '5',
          '-1',
          'chunked',
          '100-continue',
          'bytes=0-',
        ),
      ),
    );
    const request = fc.record({
      method: fc.constantFrom(
        'GET',
        'POST',
        'PUT',
        'HEAD',
        'OPTIONS',
        'DELETE',
        'PATCH',
        'QUERY',
        'get',
        'X',
      ),
      path,
      headers: fc.array(header, { maxLength: 6 }),
      host: fc.boolean(),
      body: fc.string({ unit: 'binary', maxLength: 64 }),
      garbage: fc.integer({ min: 0, max: 19 }),
    });
    const wires = fc.sample(request, { numRuns: 2_000, seed: 20_261_122 }).map((one) => {
      if (one.garbage === 0) return one.body;
      const lines = [
        `${one.method} /${one.path.join('/')} HTTP/1.1`,
        ...(one.host ? [`Host: 127.0.0.1:${port}`] : []),
      ];
      return `${[...lines, ...one.headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n${one.body}`;
    });
    // Eight at a time, each connection given up as soon as it is silent.
    let next = 0;
    const statuses = new Map<number, number>();
    const worker = async (): Promise<void> => {
      for (let wire = wires[next++]; wire !== undefined; wire = wires[next++]) {
        const { status } = await sendRaw(port, Buffer.from(wire), '127.0.0.1', 40);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(reached()).toBe(0);
    expect(statuses.get(500) ?? 0).toBe(0);
    expect(statuses.get(200) ?? 0).toBe(0);
    // They got past the parser, or the test would say little.
    expect((statuses.get(400) ?? 0) + (statuses.get(401) ?? 0) + (statuses.get(403) ?? 0)).toBeGreaterThan(
      500,
    );
    const alive = await fetch(`${origin}/v1/openapi.json`, { headers: { authorization: `Bearer ${token}` } });
    expect(alive.status).toBe(200);
  });
});
