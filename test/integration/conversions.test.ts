import { userInfo } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { Caller, Input, Output, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { metaEmulator } from '../emulators/meta/emulator.ts';
import { window } from '../support/act/open-desk.ts';
import { withEnvironment } from '../support/environment.ts';
import { tempFolder } from '../support/temp-folder.ts';

const token = 'EAAB-canary-9876543210';
const program: Caller = { host: 'cli', scopes: ['read', 'propose'], person: false };
const at = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const head = 'event_name,event_time,order_id,value,currency,email,ad_id';
const row = (n: number, email = `c${n}@example.com`) => `Purchase,${at(1)},A${n},1.50,EUR,${email},77`;

async function open() {
  const meta = await metaEmulator({ accounts: [], nowMs: Date.now, token });
  withEnvironment({
    META_BASE_URL: meta.origin,
    META_ACCESS_TOKEN: token,
    META_PIXEL_ID: '1234567890',
  });
  const home = join(tempFolder(), 'home');
  const app = await openApp({ home, role: 'app' });
  onTestFinished(async () => {
    await app.close();
    await meta.close();
  });
  const call = <Id extends ProcedureId>(id: Id, input: Input<Id>, caller = program): Promise<Output<Id>> =>
    typedCall(app, caller, id, input);
  async function approve(id: string) {
    const { item } = await call('approve.show', { id });
    return (await call('approve.confirm', { id, content_hash: item.content_hash, typed_minor: 0 }, window))
      .item;
  }
  const file = (text: string) => ({ text, action_source: 'physical_store' as const });
  return { meta, call, approve, file, home };
}

it('events leave once a person approves, each once, and become orders of the ledger', async () => {
  const { meta, call, approve, file } = await open();
  const text = [head, ...Array.from({ length: 2100 }, (_, n) => row(n)), row(1, 'nobody')].join('\n');
  const checked = await call('learn.checkEvents', file(text));
  expect(checked).toMatchObject({
    good: 2100,
    sent_before: 0,
    keys: ['em'],
    bad: [{ line: 2102, field: 'em' }],
  });
  const proposed = await call('learn.proposeEvents', file(text));
  expect(meta.seen).toEqual([]);
  // A program may propose and nothing more.
  const asked = { id: proposed.approval, content_hash: '0'.repeat(64), typed_minor: 0 };
  await expect(call('approve.confirm', asked)).rejects.toMatchObject({ code: 'PERMISSION' });
  expect(meta.seen).toEqual([]);

  expect(await approve(proposed.approval)).toMatchObject({ state: 'confirmed' });
  expect(meta.events.requests.map(({ events }) => events)).toEqual([1000, 1000, 100]);
  expect(meta.events.counted).toHaveLength(2100);
  const { events } = await call('learn.sentEvents', { batch: proposed.batch });
  expect(events.every(({ state }) => state === 'accepted')).toBe(true);
  expect(await call('learn.revenue', { kind: 'ad', id: '77' })).toMatchObject({
    total_minor: 2100 * 150,
    by_source: [{ source: 'conversions-api', orders: 2100 }],
  });

  // The same file again finds nothing to send, and a second press finds it done.
  expect(await call('learn.checkEvents', file(text))).toMatchObject({ good: 0, sent_before: 2100 });
  await expect(approve(proposed.approval)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(meta.events.requests).toHaveLength(3);
}, 60_000);

it('what Meta alone dislikes is found by halves and told by its line; the rest is taken', async () => {
  const { meta, call, approve, file } = await open();
  meta.events.dislikes.add('A3').add('A7');
  const text = [head, ...Array.from({ length: 10 }, (_, n) => row(n))].join('\n');
  const { approval, batch } = await call('learn.proposeEvents', file(text));
  expect(await approve(approval)).toMatchObject({ state: 'confirmed' });
  expect(meta.events.counted).toHaveLength(8);
  const { events } = await call('learn.sentEvents', { batch });
  const refused = events.filter(({ state }) => state === 'refused');
  expect(refused.map(({ line, problem }) => [line, problem?.includes('does not like')])).toEqual([
    [5, true],
    [9, true],
  ]);
}, 60_000);

it('a sign-in that has run out ends it at once, and nothing of it is counted', async () => {
  const { meta, call, approve, file } = await open();
  const { approval } = await call('learn.proposeEvents', file([head, row(1), row(2)].join('\n')));
  meta.faults.push({ on: 'events', kind: 'error', code: 190, subcode: 463 });
  const item = await approve(approval);
  expect(item.state).toBe('failed');
  expect(meta.seen).toHaveLength(1);
  expect(JSON.stringify(item)).not.toContain(token);
  expect(await call('learn.checkEvents', file([head, row(1)].join('\n')))).toMatchObject({
    good: 1,
    sent_before: 0,
  });
}, 60_000);

it('test events are shown as such and never become orders', async () => {
  const { meta, call, approve, file } = await open();
  const given = { ...file([head, row(1)].join('\n')), test_event_code: 'TEST123' };
  await approve((await call('learn.proposeEvents', given)).approval);
  expect(meta.events.requests).toEqual([{ events: 1, testCode: 'TEST123' }]);
  expect([meta.events.tests.length, meta.events.counted.length]).toEqual([1, 0]);
  await expect(call('learn.revenue', { kind: 'ad', id: '77' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
}, 60_000);

it('events whose reply was lost go again by the same ids, so that Meta and the ledger count them once', async () => {
  const { meta, call, approve, file } = await open();
  const text = [head, row(1), row(2), row(3)].join('\n');
  meta.faults.push({ on: 'events', kind: 'lost' });
  const first = await call('learn.proposeEvents', file(text));
  expect((await approve(first.approval)).state).not.toBe('confirmed');
  // Meta has them, and nobody here knows: they are neither counted nor taken for sent.
  expect(meta.events.counted).toHaveLength(3);
  await expect(call('learn.revenue', { kind: 'ad', id: '77' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await call('learn.sentEvents', { batch: first.batch })).events.map(({ state }) => state)).toEqual([
    'sent',
    'sent',
    'sent',
  ]);
  const again = await call('learn.proposeEvents', file(text));
  expect(again).toMatchObject({ good: 3, sent_before: 0 });
  expect((await approve(again.approval)).state).toBe('confirmed');
  expect(meta.events.counted).toHaveLength(3);
  expect(await call('learn.revenue', { kind: 'ad', id: '77' })).toMatchObject({
    total_minor: 3 * 150,
    orders: 3,
  });
}, 60_000);

it('events that a person saw at Meta are orders and are not sent again; only who approves says so', async () => {
  const { meta, call, approve, file } = await open();
  await call('approve.setLimits', { settling_s: 0 }, window);
  const text = [head, row(1), row(2), row(3)].join('\n');
  meta.faults.push({ on: 'events', kind: 'lost', times: 2 });
  const { approval, batch } = await call('learn.proposeEvents', file(text));
  expect((await approve(approval)).problem).toContain('say whether it happened');
  const settle = () => call('approve.settle', { id: approval, happened: true }, window);
  const me = { person: userInfo().username, client: '1234567890' };
  await call('approve.setLimits', { roles: [{ ...me, role: 'viewer' }] }, window);
  await expect(settle()).rejects.toMatchObject({ code: 'PERMISSION' });
  expect(await call('learn.checkEvents', file(text))).toMatchObject({ good: 3 });

  await call('approve.setLimits', { roles: [] }, window);
  expect((await settle()).item.state).toBe('confirmed');
  const { events } = await call('learn.sentEvents', { batch });
  expect(events.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await call('learn.revenue', { kind: 'ad', id: '77' })).toMatchObject({
    total_minor: 450,
    orders: 3,
  });
  expect(await call('learn.checkEvents', file(text))).toMatchObject({ good: 0, sent_before: 3 });
  expect(meta.events.requests).toHaveLength(2);
}, 60_000);

it('a batch whose request finds no room is not kept', async () => {
  const { call, file, home } = await open();
  const text = (n: number) => file([head, row(n)].join('\n'));
  for (let n = 0; n < 100; n += 1) await call('learn.proposeEvents', text(n));
  await expect(call('learn.proposeEvents', text(100))).rejects.toMatchObject({ code: 'NEEDS_APPROVAL' });
  const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
  expect(db.prepare('SELECT count(*) AS n FROM conversion_batches').get()).toEqual({ n: 100 });
  db.close();
});
