import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller, Input, Output, ProcedureId } from '../../src/contract/index.ts';
import { type App, openApp } from '../../src/main/hosts/compose.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';

const person: Caller = { host: 'electron', scopes: ['read', 'propose'], person: true };
let app: App;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let token: string;
let folder: string;
const call = <Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<Output<Id>> =>
  typedCall(app, person, id, input);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'titan-hooks-'));
  app = await openApp({ home: join(folder, 'home'), role: 'app' });
  const rendererDir = join(folder, 'window');
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>t</title>');
  gateway = await startGateway(app, { port: 0, allowApprove: false, rendererDir });
});
afterAll(async () => {
  await gateway.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As AnyTrack posts an outgoing webhook (`providers.md` 6). */
const anytrack = (change: object = {}) => ({
  assetId: 'a1',
  clickId: 'c1',
  eventName: 'Purchase',
  eventTime: '2026-11-20T10:00:00.000Z',
  eventTimestamp: 1_795_169_000,
  eventValue: 49.5,
  currency: 'USD',
  transactionId: 'T-1',
  utm: { content: '120001', utm_content: '120001' },
  ...change,
});
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${gateway.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

it('nobody may post before a person lets them in, and only by their own token', async () => {
  expect((await post('/hooks/anytrack', anytrack(), bearer('x'))).status).toBe(401);
  ({ token } = await call('learn.openHook', { source: 'anytrack' }));
  for (const wrong of [{}, bearer('x'), bearer(gateway.token), bearer(`${token}x`)])
    expect((await post('/hooks/anytrack', anytrack(), wrong)).status).toBe(401);
  expect((await post('/hooks/other', anytrack(), bearer(token))).status).toBe(401);
  // It opens nothing else.
  expect((await post('/v1/learn/hooks', {}, bearer(token))).status).toBe(401);
  await expect(call('learn.revenue', { kind: 'ad', id: '120001' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('an event counts once however often it comes, and a later word about it restates it', async () => {
  for (const added of [1, 0, 0]) {
    const answer = await post('/hooks/anytrack', anytrack(), bearer(token));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { added, known: 1 - added, no_sale: 0, bad: [] },
    ]);
  }
  expect(await call('learn.revenue', { kind: 'ad', id: '120001' })).toMatchObject({
    total_minor: 4950,
    currency: 'USD',
    by_source: [{ source: 'anytrack', minor: 4950, orders: 1 }],
  });
  await post(`/hooks/anytrack/${token}`, [
    anytrack({ status: 'refunded' }),
    anytrack({ eventName: 'Lead', eventValue: 0 }),
  ]);
  expect(await call('learn.revenue', { kind: 'ad', id: '120001' })).toMatchObject({
    total_minor: 0,
    orders: 0,
  });
});

it('a tracker that can only fetch an address may', async () => {
  const query = new URLSearchParams({
    transaction_id: 'T-2',
    amount: '10.00',
    currency: 'EUR',
    event_time: '1795169000',
    ad_id: '120002',
  });
  expect((await fetch(`${gateway.origin}/hooks/anytrack/${token}?${query}`)).status).toBe(200);
  expect(await call('learn.revenue', { kind: 'ad', id: '120002' })).toMatchObject({ total_minor: 1000 });
});

it('what a tracker calls by a name of its own counts by its value, without a number too', async () => {
  const deposit = anytrack({ eventName: 'FTD', transactionId: null, utm: { utm_content: '120003' } });
  const answer = await post('/hooks/anytrack', deposit, bearer(token));
  expect(await answer.json()).toMatchObject({ added: 1, no_sale: 0, bad: [] });
  expect(await call('learn.revenue', { kind: 'ad', id: '120003' })).toMatchObject({ total_minor: 4950 });
});

it('what cannot be read is refused with the reason, counted, and never half taken', async () => {
  const cases: [unknown, string][] = [
    [anytrack({ currency: '' }), 'currency'],
    [anytrack({ eventValue: 'many' }), 'value'],
    ['{"half":', 'JSON'],
    [anytrack({ note: 'x'.repeat(300_000) }), 'longer'],
  ];
  for (const [body, why] of cases) {
    const answer = await post('/hooks/anytrack', body, bearer(token));
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: { message: string } }).error.message).toContain(why);
  }
  const { hooks } = await call('learn.hooks', {});
  expect(hooks).toMatchObject([{ source: 'anytrack', refused: 2 }]);
  expect(JSON.stringify(hooks)).not.toContain(token);
  await call('learn.closeHook', { source: 'anytrack' });
  expect((await post('/hooks/anytrack', anytrack(), bearer(token))).status).toBe(401);
});
