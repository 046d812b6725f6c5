import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ApprovalDetail } from '../../src/contract/index.ts';
import type { Content } from '../../src/main/core/approve/content.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { createMcpServer } from '../../src/main/hosts/mcp/server.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { aDirector } from '../support/act/a-director.ts';
import { killAround } from '../support/act/kills.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { atRest, type Desk, openDesk, program, window } from '../support/act/open-desk.ts';
import { logged, tamper } from '../support/act/tamper.ts';
import { builtCli as cli } from '../support/built-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

let account: ActAccount;
let desk: Desk;
let home: string;

const open = async (): Promise<Desk> => openDesk({ home, adAccount: metaAt(account.origin) });
const again = async (): Promise<void> => {
  await desk.close();
  desk = await open();
};
const propose = (...changes: [string, number][]): Promise<ApprovalDetail> =>
  desk.ask(
    'approve.proposeBudgets',
    { changes: changes.map(([id, after_minor]) => ({ target: id, after_minor })) },
    program,
  );
const confirm = ({ item }: ApprovalDetail, typed_minor: number | null = null): Promise<ApprovalDetail> =>
  desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash, typed_minor });
const show = ({ item }: ApprovalDetail) => desk.ask('approve.show', { id: item.id });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'allowed',
    (error: { failure: { code: string } }) => error.failure.code,
  );
const settleAtOnce = (settling_s = 0) => desk.ask('approve.setLimits', { settling_s });

beforeEach(async () => {
  account = await openAccount();
  home = tempFolder();
  desk = await open();
  for (const id of ['11', '12', '13', '14']) account.target(id);
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

const place = { account: '1203844', client: '1203844', currency: 'EUR' };
/** As a decision asks for it. */
const ofDecision = (content: Content): Promise<ApprovalDetail> =>
  desk.approvals.request({ content, by: { kind: 'agent', id: 'gateway' }, adId: null, decisionId: 'dec_1' });

test('the raises of a decision are not sent while what it would pause still runs', async () => {
  const pause = await ofDecision({
    ...place,
    kind: 'pause',
    switches: [{ target: '12', budgetMinor: 5000 }],
  });
  const change = { target: '11', beforeMinor: 5000, afterMinor: 6000 };
  const raise = await ofDecision({ ...place, kind: 'budget change', changes: [change] });
  await expect(confirm(raise)).rejects.toMatchObject({
    failure: { message: expect.stringContaining('what pausing 12 would free') },
  });
  await desk.ask('approve.reject', { id: pause.item.id, reason: 'It is new.' });
  expect(await codeOf(confirm(raise))).toBe('CONFLICT');
  expect(account.effects()).toEqual([]);

  const again = await ofDecision({
    ...place,
    kind: 'pause',
    switches: [{ target: '12', budgetMinor: 5000 }],
  });
  expect((await confirm(again)).item.state).toBe('confirmed');
  expect((await confirm(raise)).item.state).toBe('confirmed');
  expect(account.effects().map(({ target, value }) => [target, value])).toEqual([
    ['12', 'PAUSED'],
    ['11', '6000'],
  ]);
});

test('what a decision changed before it resumed it is taken back behind the resume', async () => {
  await confirm(await desk.ask('approve.proposeSwitch', { to: 'pause', targets: ['14'] }, program));
  const change = { target: '14', beforeMinor: 5000, afterMinor: 5500, paused: true as const };
  const changed = await ofDecision({ ...place, kind: 'budget change', changes: [change] });
  await confirm(changed);
  const resume = await ofDecision({
    ...place,
    kind: 'resume',
    switches: [{ target: '14', budgetMinor: 5500 }],
  });
  expect((await confirm(resume, 5500)).item.state).toBe('confirmed');
  const undo = ({ item }: ApprovalDetail) => desk.ask('approve.undo', { id: item.id });
  expect((await show(changed)).undo).toBe(false);
  await expect(undo(changed)).rejects.toMatchObject({
    failure: { message: expect.stringContaining(`Take back ${resume.item.id} first: it resumed 14.`) },
  });
  const stopping = await undo(resume);
  expect(await codeOf(undo(changed))).toBe('CONFLICT');
  await confirm(stopping);
  expect((await confirm(await undo(changed))).item.state).toBe('confirmed');
  expect(account.budgetOf('14')).toBe(5000);
});

test('the budget of a paused ad set can be changed as one that is paused, and not once somebody started it', async () => {
  const pause = await desk.ask('approve.proposeSwitch', { to: 'pause', targets: ['14'] }, program);
  await confirm(pause);
  const asked = await propose(['14', 6000], ['13', 4000]);
  expect(asked.evidence).toBeNull();
  expect((await confirm(asked)).item.state).toBe('confirmed');
  expect([account.budgetOf('14'), account.budgetOf('13')]).toEqual([6000, 4000]);
  const late = await propose(['14', 7000]);
  await confirm(await desk.ask('approve.proposeSwitch', { to: 'resume', targets: ['14'] }, program), 6000);
  await expect(confirm(late)).rejects.toMatchObject({
    failure: { message: expect.stringContaining('status of “Ad set 14” is active, not paused') },
  });
});

test('what was changed outside is told by its name and in its money', async () => {
  const asked = await propose(['11', 6000]);
  account.target('11', 12_345);
  await expect(confirm(asked)).rejects.toMatchObject({
    failure: {
      message: expect.stringContaining('budget of “Ad set 11” is 123.45 EUR, not 50.00 EUR.'),
    },
  });
});

test('no amount is asked for that Meta does not take as a budget', async () => {
  await expect(propose(['11', 0])).rejects.toMatchObject({
    failure: { code: 'INVALID_INPUT', message: expect.stringContaining('pause it instead') },
  });
  const { item } = await propose(['11', 6000]);
  const edit = { id: item.id, content_hash: item.content_hash, changes: [{ target: '11', after_minor: 0 }] };
  expect(await codeOf(desk.ask('approve.edit', edit))).toBe('INVALID_INPUT');
});

test('a request whose hand died of an error that nobody foresaw is taken up again by itself', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const real = metaAt(account.origin);
  let reads = 0;
  await desk.close();
  desk = await openDesk({
    home,
    adAccount: {
      ...real,
      async read(...asked) {
        reads += 1;
        // The first is the look before the yes.
        if (reads === 2 || reads === 3) throw new TypeError('not foreseen');
        return real.read(...asked);
      },
    },
  });
  const asked = await propose(['11', 6000]);
  reads = 0;
  await confirm(asked);
  await atRest(desk);
  expect((await show(asked)).item).toMatchObject({ state: 'confirmed', problem: null });
  const { entries } = await desk.ask('act.log', {});
  expect(entries.filter(({ what }) => what === 'note')).toHaveLength(1);
  expect(told).toHaveBeenCalledTimes(2);
  told.mockRestore();
});

test('a program proposes, a person approves, the account changes once, and all of it is in the log', async () => {
  const asked = await propose(['11', 6000]);
  expect(asked.item).toMatchObject({
    state: 'proposed',
    target: '11',
    before: 5000,
    after: 6000,
    amount_minor: 1000,
    currency: 'EUR',
    title: 'Raise “Ad set 11” from 50.00 EUR to 60.00 EUR a day',
    proposed_by: { kind: 'agent', id: 'gateway' },
  });
  expect(account.effects()).toEqual([]);
  const done = await confirm(asked);
  expect(done).toMatchObject({ item: { state: 'confirmed' }, parts: [{ state: 'done' }], undo: true });
  expect(account.effects()).toMatchObject([{ target: '11', what: 'budget', value: '6000' }]);
  const { entries } = await desk.ask('act.log', {});
  expect(entries.map(({ what }) => what).reverse()).toEqual([
    'propose',
    'approve',
    'claim',
    'send',
    'taken',
    'done',
    'confirm',
  ]);
  expect(entries.find(({ what }) => what === 'done')?.answer_id).toBe(done.parts[0]?.answer_id);
  expect(await desk.ask('act.verify', {})).toMatchObject({ ok: true, count: 7, anchored_in: ['file'] });
  expect(desk.events).toContain('approvals');
  const undo = await desk.ask('approve.undo', { id: asked.item.id });
  expect(undo.item).toMatchObject({
    state: 'proposed',
    before: 6000,
    after: 5000,
    title: 'Take back “Ad set 11” from 60.00 EUR to 50.00 EUR a day',
  });
  expect(undo.facts).toEqual([{ name: 'takes back', value: asked.item.id }]);
  const again = () => codeOf(desk.ask('approve.undo', { id: asked.item.id }));
  // Once is enough: while the first waits, and for good when it was done.
  expect([(await show(asked)).undo, await again()]).toEqual([false, 'CONFLICT']);
  await desk.ask('approve.reject', { id: undo.item.id, reason: 'not yet' });
  expect((await show(asked)).undo).toBe(true);
  await confirm(await desk.ask('approve.undo', { id: asked.item.id }));
  expect(account.budgetOf('11')).toBe(5000);
  expect([(await show(asked)).undo, await again()]).toEqual([false, 'CONFLICT']);
});

test('a hundred presses at once are one execution', async () => {
  const asked = await propose(['11', 6000]);
  const codes = await Promise.all(Array.from({ length: 100 }, () => codeOf(confirm(asked))));
  expect(codes.filter((code) => code === 'allowed')).toHaveLength(1);
  expect(new Set(codes)).toEqual(new Set(['allowed', 'CONFLICT']));
  expect(account.effects()).toHaveLength(1);
});

test('an edit is a new request: what was seen before can no longer be approved', async () => {
  const asked = await propose(['11', 6000], ['12', 4000]);
  const edited = await desk.ask('approve.edit', {
    id: asked.item.id,
    content_hash: asked.item.content_hash,
    changes: [{ target: '11', after_minor: 5500 }],
  });
  expect(await codeOf(confirm(asked))).toBe('CONFLICT');
  expect(account.effects()).toEqual([]);
  await confirm(edited);
  expect(account.effects().map(({ value }) => value)).toEqual(['4000', '5500']);
});

test('whatever is changed in the row after the approval voids it', async () => {
  // Four changes in the last hour: it is approved and has to wait.
  account.crowd('11', true);
  const asked = await confirm(await propose(['11', 6000]));
  expect(asked.item).toMatchObject({
    state: 'approved',
    problem: expect.stringContaining('four changes an hour'),
  });
  await desk.close();
  const db = new Sqlite(desk.file);
  db.exec(
    `UPDATE approvals SET approval = replace(approval, '"afterMinor":6000', '"afterMinor":16000'), not_before = NULL`,
  );
  db.close();
  account.crowd('11', false);
  desk = await open();
  await desk.approvals.resume();
  await atRest(desk);
  expect((await show(asked)).item.state).toBe('voided');
  expect(account.effects()).toEqual([]);
});

test('somebody else was there in between: nothing is written, before the approval and after it', async () => {
  const asked = await propose(['11', 6000], ['12', 6000]);
  account.target('11', 7000);
  expect(await codeOf(confirm(asked))).toBe('CONFLICT');
  expect((await show(asked)).item.state).toBe('proposed');
  account.target('11', 5000);
  // Between the first and the second write of the batch.
  account.moment = (name) => {
    if (name === 'answered') account.target('12', 9000);
  };
  const half = await confirm(asked);
  expect(half.parts.map(({ state }) => state)).toEqual(['done', 'failed']);
  expect(half.item).toMatchObject({ state: 'failed', problem: expect.stringContaining('1 of 2 done') });
  expect(account.budgetOf('12')).toBe(9000);
  const undo = await desk.ask('approve.undo', { id: asked.item.id });
  expect(undo.parts.map((part) => part.target)).toEqual(['11']);
});

test('caps, the typed amount and the terminal are asked for below every window', async () => {
  account.target('11', 500_000);
  const large = await propose(['11', 530_000]);
  expect(large.type_back).toBe(true);
  expect(await codeOf(confirm(large))).toBe('NEEDS_APPROVAL');
  expect(await codeOf(confirm(large, 300))).toBe('NEEDS_APPROVAL');
  await desk.ask('approve.setLimits', { per_action_minor: 29_999 });
  expect(await codeOf(confirm(large, 30_000))).toBe('BUDGET_REACHED');
  await confirm(await propose(['12', 5400]));
  await desk.ask('approve.setLimits', { per_action_minor: 30_000, per_account_day_minor: 30_399 });
  expect(await codeOf(confirm(large, 30_000))).toBe('BUDGET_REACHED');
  await desk.ask('approve.setLimits', { per_account_day_minor: 30_400 });
  expect(await codeOf(confirm(large, 30_000))).toBe('allowed');
  expect(await codeOf(confirm(await propose(['14', 5001])))).toBe('BUDGET_REACHED');
  const terminal = { ...window, host: 'cli' } as const;
  const small = await propose(['12', 5410]);
  await desk.ask('approve.setLimits', { per_account_day_minor: 60_000 });
  const { id, content_hash } = small.item;
  expect(await codeOf(desk.ask('approve.confirm', { id, content_hash }, terminal))).toBe('NEEDS_APPROVAL');
  expect(await codeOf(desk.ask('approve.confirm', { id, content_hash, typed_minor: 10 }, terminal))).toBe(
    'allowed',
  );
});

test('what the platform refused as a whole takes nothing of what may move in a day, and what it took in part does', async () => {
  await desk.ask('approve.setLimits', { per_account_day_minor: 1500 });
  account.faults.push(
    { on: 'write', target: '12', kind: 'error', code: 100 },
    { on: 'write', target: '14', kind: 'error', code: 100 },
  );
  expect((await confirm(await propose(['12', 6000]))).item.state).toBe('failed');
  expect((await confirm(await propose(['13', 6000]))).item.state).toBe('confirmed');
  expect((await confirm(await propose(['11', 4900], ['14', 5200]))).item.problem).toContain('1 of 2 done');
  expect(await codeOf(confirm(await propose(['12', 5300])))).toBe('BUDGET_REACHED');
  expect(await codeOf(confirm(await propose(['12', 5200])))).toBe('allowed');
});

test('the kill switch cancels what has not left, holds across a restart, and is let go of by a person', async () => {
  const [first, second] = [await propose(['11', 6000]), await propose(['12', 6000])];
  expect(await codeOf(desk.ask('approve.kill', { stop: true }, program))).toBe('PERMISSION');
  expect(await desk.ask('approve.kill', { stop: true })).toEqual({ stopped: true, cancelled: 2 });
  expect((await show(first)).item.state).toBe('cancelled');
  await again();
  expect(await desk.ask('approve.list', {})).toMatchObject({ stopped: true, may_approve: true });
  expect(await desk.ask('approve.list', {}, program)).toMatchObject({ may_approve: false });
  expect(await codeOf(confirm(second))).toBe('CONFLICT');
  expect(await codeOf(confirm(await propose(['13', 6000])))).toBe('STOPPED');
  await desk.ask('approve.kill', { stop: false });
  expect((await confirm(await propose(['13', 6000]))).item.state).toBe('confirmed');
  expect(account.effects()).toHaveLength(1);
});

test('what was approved is carried out and answered also where no copy of the log can be written', async () => {
  const asked = await propose(['11', 6000]);
  const inTheWay = join(home, 'audit-head.json.part');
  mkdirSync(inTheWay);
  expect((await confirm(asked)).item).toMatchObject({ state: 'confirmed', problem: null });
  expect(account.effects().map(({ value }) => value)).toEqual(['6000']);
  rmdirSync(inTheWay);
  await propose(['12', 6000]);
  expect(await desk.ask('act.verify', {})).toMatchObject({ ok: true, anchored_in: ['file'] });
});

test('everything stops also where no copy of the log can be written beside the database', async () => {
  const asked = [await propose(['11', 6000]), await propose(['12', 6000])];
  const inTheWay = join(home, 'audit-head.json.part');
  mkdirSync(inTheWay);
  desk.events.length = 0;
  expect(await desk.ask('approve.kill', { stop: true })).toEqual({ stopped: true, cancelled: 2 });
  expect(desk.events).toContain('approvals');
  for (const one of asked) expect((await show(one)).item.state).toBe('cancelled');
  rmdirSync(inTheWay);
  await desk.ask('approve.kill', { stop: false });
  expect(await desk.ask('act.verify', {})).toMatchObject({ ok: true, anchored_in: ['file'] });
});

test('a look at Meta that takes long holds back no other approval', async () => {
  const meta = metaAt(account.origin);
  let answer: PromiseWithResolvers<void> | undefined;
  await desk.close();
  desk = await openDesk({
    home,
    adAccount: {
      ...meta,
      async read(id, targets, signal) {
        if (targets.includes('11')) await answer?.promise;
        return meta.read(id, targets, signal);
      },
    },
  });
  const [slow, other] = [await propose(['11', 6000]), await propose(['12', 6000])];
  answer = Promise.withResolvers();
  const waiting = confirm(slow);
  expect((await confirm(other)).item.state).toBe('confirmed');
  expect((await show(slow)).item.state).toBe('proposed');
  answer.resolve();
  expect((await waiting).item.state).toBe('confirmed');
});

test('lost replies are looked up, sent again once when it is sure that nothing came of them, and never doubled', async () => {
  await settleAtOnce(0.4);
  account.lagMs = () => 100;
  const ids = Array.from({ length: 20 }, (_, n) => String(100 + n));
  for (const [at, id] of ids.entries()) {
    account.target(id);
    const kind = ([null, 'reset', 'lost'] as const)[at % 3];
    if (kind) account.faults.push({ on: 'write', target: id, kind });
  }
  const asked = await Promise.all(ids.map((id) => propose([id, 5100])));
  await Promise.all(asked.map((one) => confirm(one)));
  await atRest(desk);
  expect(
    account
      .effects()
      .map((effect) => effect.target)
      .sort(),
  ).toEqual(ids);
  const { items } = await desk.ask('approve.list', { which: 'all' });
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['confirmed']));
});

test('what a person is asked about is still looked for: it is done where it comes late after all', async () => {
  await settleAtOnce();
  account.faults.push({ on: 'write', kind: 'ignored', times: 9 });
  const asked = await confirm(await propose(['11', 6000]));
  expect(asked.item.problem).toContain('say whether it happened');
  account.target('11', 6000);
  await expect.poll(async () => (await show(asked)).item.state).toBe('confirmed');
});

test('a yes without an effect is not believed, and is left to a person; what did not happen gives back its part of the day', async () => {
  await settleAtOnce();
  await desk.ask('approve.setLimits', { per_account_day_minor: 1000 });
  account.faults.push({ on: 'write', kind: 'ignored', times: 9 });
  const asked = await confirm(await propose(['11', 6000]));
  expect(asked.item).toMatchObject({
    state: 'unknown',
    problem: expect.stringContaining('say whether it happened'),
  });
  const other = await propose(['12', 6000]);
  expect(await codeOf(confirm(other))).toBe('BUDGET_REACHED');
  const settled = await desk.ask('approve.settle', { id: asked.item.id, happened: false });
  expect(settled).toMatchObject({ item: { state: 'failed' }, parts: [{ state: 'failed' }] });
  expect(await codeOf(confirm(other))).toBe('allowed');
});

test('what a person saw of one part is no word on the others: they are sent, and what frees money is done before it is spent', async () => {
  await settleAtOnce();
  await confirm(await desk.ask('approve.proposeSwitch', { to: 'pause', targets: ['14'] }, program));
  const cuts = await ofDecision({
    ...place,
    kind: 'budget change',
    changes: ['11', '12'].map((target) => ({ target, beforeMinor: 5000, afterMinor: 4000 })),
  });
  const resume = await ofDecision({
    ...place,
    kind: 'resume',
    switches: [{ target: '14', budgetMinor: 5000 }],
  });
  account.faults.push({ on: 'write', target: '11', kind: 'ignored', times: 9 });
  expect((await confirm(cuts)).item.state).toBe('unknown');
  account.target('12', 7000);
  const { item, parts } = await desk.ask('approve.settle', { id: cuts.item.id, happened: true });
  expect(item).toMatchObject({ state: 'failed', problem: expect.stringContaining('1 of 2 done') });
  expect(parts.map(({ state }) => state)).toEqual(['done', 'failed']);
  expect(await codeOf(confirm(resume))).toBe('CONFLICT');

  const more = await propose(['11', 4500], ['13', 4000]);
  expect((await confirm(more)).parts.map(({ state }) => state)).toEqual(['unknown', 'waiting']);
  const done = await desk.ask('approve.settle', { id: more.item.id, happened: true });
  expect(done.item.state).toBe('confirmed');
  expect(account.budgetOf('13')).toBe(4000);
});

test('a refusal ends the batch: what was approved as a whole is not half done and then some', async () => {
  account.faults.push({ on: 'write', target: '12', kind: 'error', code: 100 });
  const asked = await confirm(await propose(['11', 4000], ['12', 4500], ['13', 6500]));
  expect(asked.parts.map(({ state }) => state)).toEqual(['done', 'failed', 'not done']);
  expect(account.effects()).toHaveLength(1);
});

test('time runs out, also for what is set aside', async () => {
  await desk.ask('approve.setLimits', { expiry_hours: 0.1 });
  const asked = await propose(['11', 6000]);
  const { expires_at, proposed_at } = asked.item;
  expect(Date.parse(expires_at) - Date.parse(proposed_at)).toBe(360_000);
  await desk.close();
  const db = new Sqlite(desk.file);
  db.exec(`UPDATE approvals SET approval = replace(approval, '${expires_at}', '${proposed_at}')`);
  db.close();
  desk = await open();
  expect(await codeOf(confirm(asked))).toBe('CONFLICT');
  expect((await show(asked)).item.state).toBe('expired');
});

test('what expires while the platform keeps the last look waiting is not carried out', async () => {
  const meta = metaAt(account.origin);
  let [reads, aheadMs] = [0, 0];
  await desk.close();
  desk = await openDesk({
    home,
    clock: { ...systemClock, now: () => new Date(Date.now() + aheadMs).toISOString() },
    adAccount: {
      ...meta,
      async read(...asked) {
        reads += 1;
        // The first is the look before the yes.
        if (reads === 2) aheadMs = 3 * 86_400_000;
        return meta.read(...asked);
      },
    },
  });
  const asked = await propose(['11', 6000]);
  reads = 0;
  expect((await confirm(asked)).item.state).toBe('expired');
  expect(account.effects()).toEqual([]);
});

test('scripts of the older design see the queue, and approve with a token that may', async () => {
  const rendererDir = tempFolder();
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>t</title>');
  const app = {
    call: desk.call,
    subscribe: () => () => undefined,
    locate: async () => null,
    receiveUpload: async () => ({ ok: true, value: { bytes: 0 } }) as const,
  };
  const gateways = await Promise.all(
    [false, true].map((allowApprove) => startGateway(app, { port: 0, allowApprove, rendererDir })),
  );
  const ask = async (may: boolean, method: string, path: string, token?: string) => {
    const gateway = gateways[may ? 1 : 0];
    const headers = { authorization: `Bearer ${token ?? gateway?.token}` };
    const response = await fetch(`${gateway?.origin}/api/approval/${path}`, { method, headers });
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
  const ad_id = '0123456789abcdef';
  const of = (target: string) =>
    desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor: 90_000 }], ad_id }, program);
  const [first, second] = [await of('11'), await of('12')];
  const queue = await ask(false, 'GET', 'queue');
  expect(queue.body).toMatchObject({
    items: [{ id: first.item.id, ad_id, amount_minor: 85_000 }, { id: second.item.id }],
    waiting: 2,
  });
  expect((await ask(false, 'GET', 'queue', 'wrong')).status).toBe(401);
  expect((await ask(false, 'POST', `approve/${first.item.id}`)).status).toBe(403);
  expect((await ask(true, 'POST', 'approve/ap_00000000')).status).toBe(404);
  const several = await ask(true, 'POST', `approve/${ad_id}`);
  expect(several.status).toBe(409);
  expect(JSON.stringify(several.body)).toContain(first.item.id);
  expect(account.effects()).toEqual([]);
  const done = await ask(true, 'POST', `approve/${first.item.id}`);
  expect(done).toMatchObject({ status: 200, body: { item: { id: first.item.id, state: 'confirmed' } } });
  expect((await ask(true, 'POST', `approve/${first.item.id}`)).status).toBe(404);
  expect((await ask(true, 'POST', `approve/${ad_id}`)).status).toBe(200);
  expect(account.effects()).toHaveLength(2);
  for (const gateway of gateways) await gateway.close();
});

test('on the command line a script looks and a person at a terminal types the amount', async () => {
  const asked = await propose(['11', 6000]);
  await desk.close();
  const env = { ...process.env, TITAN_HOME: home, NO_COLOR: '1', NODE_NO_WARNINGS: '1' };
  const titan = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { env, encoding: 'utf8' });
  /** `script` gives it a terminal of its own. */
  const typing = (input: string, ...args: string[]) =>
    spawnSync(
      'script',
      ['-qec', [process.execPath, cli, ...args].map((one) => `'${one}'`).join(' '), '/dev/null'],
      {
        env,
        input,
        encoding: 'utf8',
      },
    );
  expect(JSON.parse(titan('approvals', '--json').stdout)).toMatchObject({
    items: [{ id: asked.item.id }],
    waiting: 1,
  });
  expect(titan('approvals', 'approve', asked.item.id).status).toBe(5);
  if (process.platform === 'linux') {
    const wrong = typing('60.00\n', 'approvals', 'approve', asked.item.id);
    expect(wrong.stdout).toContain('Type 10.00 to approve');
    expect(wrong.status).toBe(5);
    // The amount is right; that no account is connected here is found out next.
    expect(typing('10.00\n', 'approvals', 'approve', asked.item.id).status).toBe(4);
  }
  expect(titan('approvals', 'reject', asked.item.id.slice(0, 9)).stdout).toContain('rejected');
  expect(titan('audit', 'verify').stdout).toContain('The audit log is whole: 2 entries');
  expect(account.effects()).toEqual([]);
  desk = await open();
});

test('killed around its calls, it starts again and every budget is changed exactly once', async () => {
  const { kills, targets, ...found } = await killAround(tempFolder(), 4, 20_261_127, { requestsEach: 4 });
  expect(found).toMatchObject({ doubled: 0, lost: 0, failures: [] });
  expect(kills).toBe(4);
  expect(targets).toBeGreaterThanOrEqual(4);
});

test('tampering with the log is found and named, an older database in its place included', async () => {
  const folder = tempFolder();
  const older = await logged(account, folder, 5);
  expect(await tamper(folder, older, 60, 20_261_127)).toEqual({
    tried: 60,
    rollbacks: 6,
    found: 60,
    named: 60,
    missed: [],
  });
});

test('a language model proposes a budget move over MCP, which then waits; nothing it can call approves it', async () => {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'model', version: '1' });
  await createMcpServer({ call: desk.call, locate: async () => null }).connect(far);
  await client.connect(near);
  const { tools } = await client.listTools();
  const ours = tools.filter(({ name }) => /^(approve|act)_/.test(name));
  expect(ours.map(({ name }) => name).sort()).toEqual([
    'act_verify',
    'approve_draftPlaces',
    'approve_limits',
    'approve_list',
    'approve_proposeBudgets',
    'approve_proposeDraft',
    'approve_proposeSwitch',
    'approve_show',
  ]);
  expect(tools.find(({ name }) => name === 'approve_proposeBudgets')?.annotations).toMatchObject({
    readOnlyHint: false,
  });
  const ask = (name: string, input: Record<string, unknown>) => client.callTool({ name, arguments: input });
  const { writer } = desk.store;
  const at = new Date().toISOString();
  await writer.saveMetaAccount({ id: '1203844', name: 'Fjordline', currency: 'EUR', timeZone: 'UTC' }, at);
  const running = { status: 'ACTIVE', effectiveStatus: 'ACTIVE', lifetimeBudgetMinor: null };
  const campaign = { ...running, id: '9', name: 'All', dailyBudgetMinor: null, objective: null };
  const adSet = { ...running, id: '11', name: 'Ad set 11', campaignId: '9', dailyBudgetMinor: 5000 };
  const learns = { ...adSet, optimizationGoal: null, learningStatus: 'LEARNING', editedAt: null };
  await writer.saveStructure('1203844', { campaigns: [campaign], adSets: [learns] }, at);
  const made = (await ask('approve_proposeBudgets', { changes: [{ target: '11', after_minor: 6500 }] }))
    .structuredContent as ApprovalDetail;
  expect(made.warnings).toEqual([
    expect.stringMatching(/^More than 20 % in one step: “Ad set 11” by \+30 %/),
    expect.stringMatching(/^Still learning .* “Ad set 11”/),
  ]);
  expect(made.item).toMatchObject({
    state: 'proposed',
    proposed_by: { kind: 'agent', id: 'mcp' },
    after: 6500,
  });
  const { id, content_hash } = made.item;
  await expect(ask('approve_confirm', { id, content_hash, typed_minor: 1500 })).rejects.toThrow(/no tool/);
  expect((await desk.ask('approve.list', {})).items.map((item) => item.id)).toEqual([id]);
  expect(account.effects()).toEqual([]);
  expect(await confirm(made)).toMatchObject({ item: { state: 'confirmed' }, warnings: [] });
  await client.close();
});

test('what the Director proposes waits once, however often its model asks; what a crash cut off is told and counted', async () => {
  const raise = { name: 'approve_proposeBudgets', input: { changes: [{ target: '11', after_minor: 6500 }] } };
  const claude = await emulateAnthropic({
    play: ({ results }) =>
      results.length < 2
        ? { calls: [raise] }
        : results.length === 2
          ? { calls: [{ name: 'approve_confirm', input: { id: 'ap_00000000' } }] }
          : { text: 'It waits for you.' },
  });
  const director = aDirector(desk.store, claude);
  director.serve({ call: desk.call });
  const asked = { question: 'Raise 11 to 65.00', service: 'anthropic' as const, ads: [], agree: true };
  const { conversation } = await director.ask(asked, { person: true });
  const turn = async () => (await director.show(conversation)).turns.at(-1);
  await expect.poll(async () => (await turn())?.state, { timeout: 20_000 }).toBe('done');
  expect((await turn())?.steps.map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
  const { items } = await desk.ask('approve.list', {});
  expect(items).toMatchObject([{ state: 'proposed', after: 6500, proposed_by: { kind: 'agent' } }]);
  expect((await turn())?.proposals).toEqual(items.map(({ id }) => id));
  expect(account.effects()).toEqual([]);

  // Once it was rejected, the person may want it all the same.
  await desk.ask('approve.reject', { id: items[0]?.id ?? '', reason: 'Not yet' });
  await director.ask({ ...asked, conversation }, { person: true });
  await expect.poll(async () => (await turn())?.state, { timeout: 20_000 }).toBe('done');
  const anew = (await desk.ask('approve.list', {})).items;
  expect(anew).toMatchObject([{ state: 'proposed', after: 6500 }]);
  expect((await turn())?.proposals).toEqual(anew.map(({ id }) => id));

  const lost = {
    id: 'turn_0000000000000001',
    conversation,
    question: 'And 12?',
    attached: [],
    byProgram: false,
  };
  const { writer } = desk.store;
  const at = systemClock.now();
  await writer.beginTurn({ ...lost, service: 'anthropic', model: 'm', ceilingMicroUsd: 1_000_000 }, at);
  await writer.beginChat(lost.id, 70_000, at);
  await writer.beginStep(lost.id, raise.name, '{}');
  expect(await director.restarted()).toBe(1);
  expect(await turn()).toMatchObject({
    state: 'failed',
    cost_usd: 0.07,
    problem: { code: 'CANCELLED' },
    steps: [{ state: 'called' }],
  });
  await claude.close();
});

test('an older database in place of the newest is still told after the app has gone on with it', async () => {
  await confirm(await propose(['11', 6000]));
  await desk.close();
  copyFileSync(desk.file, join(home, 'older.db'));
  desk = await open();
  await confirm(await propose(['12', 6000]));
  await desk.close();
  copyFileSync(join(home, 'older.db'), desk.file);
  desk = await open();
  expect(await desk.ask('act.verify', {})).toMatchObject({ ok: false, first_bad: 9 });
  await desk.ask('approve.kill', { stop: false });
  // The account is as it was approved, so that nothing would be done twice; the log goes on and passes the old end.
  for (const after of [6100, 6200]) await confirm(await propose(['13', after]));
  expect(await desk.ask('act.verify', {})).toMatchObject({ ok: false, first_bad: 14, anchored_in: ['file'] });
});
