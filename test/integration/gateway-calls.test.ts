import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, errorCodes, errors } from '../../src/contract/index.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { bearerOf, call, signIn } from '../unit/hosts/gateway/ask.ts';
import { fakeApp, type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';
import { sendRaw } from '../unit/hosts/gateway/raw-http.ts';

let running: Running;
beforeEach(async () => {
  running = await runGateway();
});
afterEach(() => running.stop());

describe('addresses of older scripts', () => {
  const post = (body: unknown, headers = bearerOf(running)) =>
    fetch(`${running.gateway.origin}/api/trigger/analyze-drive-folder`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('start the analysis of a Drive folder and answer its job', async () => {
    running.app.answer = { ok: true, value: { job_id: 'job_0123abcd' } };
    const response = await post({ folder_id: '1AbCdEfGhIjKlMnOp', max_videos: 50 });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ job_id: 'job_0123abcd' });
    expect(running.app.calls).toMatchObject([
      { id: 'ingest.analyzeDrive', input: { link: '1AbCdEfGhIjKlMnOp', max: 50 } },
    ]);
  });

  it.each([{}, { folder_id: 3 }, { folder_id: 'x', max_videos: 0 }, { folder_id: 'x', more: 1 }, [], null])(
    'refuse %j',
    async (body) => {
      expect((await post(body)).status).toBe(400);
      expect(running.app.calls).toEqual([]);
    },
  );

  it('ask for the token as every other does', async () => {
    expect((await post({ folder_id: 'x' }, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect(running.app.calls).toEqual([]);
  });
});

describe('calls', () => {
  it('answer the value, and hand over who asks', async () => {
    const response = await call(running, 'jobs.list', { limit: 3 });
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
    const response = await call(running, 'jobs.get', {});
    expect(response.status).toBe(errors[code].http);
    expect(await response.json()).toEqual({
      error: { code, message: `${errors[code].text} here`, nextStep: errors[code].next },
    });
  });

  it('take a body of 1 MB and refuse one byte more, with its length told or not', async () => {
    const text = 'x'.repeat(1024 * 1024 - '{"a":""}'.length);
    expect((await call(running, 'jobs.list', { a: text })).status).toBe(200);
    expect((await call(running, 'jobs.list', { a: `${text}x` })).status).toBe(400);
    const chunked = await fetch(`${running.gateway.origin}/v1/jobs/list`, {
      method: 'POST',
      headers: { ...bearerOf(running), 'content-type': 'application/json' },
      body: new Blob([JSON.stringify({ a: `${text}x` })]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(400);
    expect(running.app.calls).toHaveLength(1);
  });

  it('take 100,000 ads where a procedure takes a whole library', async () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => at.toString(16).padStart(16, '0'));
    expect((await call(running, 'score.share', { ids })).status).toBe(200);
    expect((await call(running, 'jobs.list', { ids })).status).toBe(400);
  });

  it('are bounded in rate for each client, with the time to wait', async () => {
    const cookie = await signIn(running.gateway.url);
    const answers: Response[] = [];
    const worker = async (): Promise<void> => {
      for (let i = 0; i < 15; i += 1) answers.push(await call(running, 'jobs.list', {}));
    };
    await Promise.all(Array.from({ length: 10 }, worker));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(60);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused[0]?.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    const other = await call(running, 'jobs.list', {}, { cookie, origin: running.gateway.origin });
    expect(other.status).toBe(200);
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
