import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ApprovalDetail } from '../../src/contract/index.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import type { Applied, TaggedPort } from '../../src/main/ports.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What was approved while the platform takes nothing, or not as often: it leaves later, or is called back. */

let account: ActAccount;
let desk: Desk;
let home: string;
let aheadMs = 0;
/** Which change finds the platform at rest, from the first one on, and how often what was approved was sent. */
let restsFrom = Number.POSITIVE_INFINITY;
let sends = 0;
let answer: Applied;
const clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs).toISOString() };
const atRest: Applied = { kind: 'at rest', detail: 'Meta has asked to be left alone.', afterMs: null };

const port: TaggedPort = {
  async send() {
    sends += 1;
    return answer;
  },
};
async function open(): Promise<void> {
  const meta = metaAt(account.origin, clock, 2000, (ms) => {
    aheadMs += ms;
  });
  desk = await openDesk({
    home,
    clock,
    tagged: { publish: port },
    adAccount: {
      ...meta,
      async read(...asked) {
        if (sends > restsFrom) throw new AppError('RATE_LIMITED', 'Meta rests.');
        return meta.read(...asked);
      },
      async apply(...asked) {
        sends += 1;
        return sends > restsFrom ? atRest : meta.apply(...asked);
      },
    },
  });
}

beforeEach(async () => {
  account = await openAccount(() => Date.now() + aheadMs);
  home = tempFolder();
  aheadMs = 0;
  sends = 0;
  restsFrom = Number.POSITIVE_INFINITY;
  answer = atRest;
  await open();
  for (const id of ['11', '12']) account.target(id, 50_000);
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

const show = ({ item }: ApprovalDetail) => desk.ask('approve.show', { id: item.id });
const callBack = ({ item }: ApprovalDetail) =>
  desk.ask('approve.reject', { id: item.id, reason: 'Not now.' });
const effects = () => account.effects().map(({ target, value }) => [target, value]);
const ends = async (asked: ApprovalDetail, state: string): Promise<ApprovalDetail> => {
  await expect.poll(async () => (await show(asked)).item.state).toBe(state);
  return show(asked);
};

async function approved(...changes: [string, number][]): Promise<ApprovalDetail> {
  const asked = await desk.ask(
    'approve.proposeBudgets',
    { changes: changes.map(([target, after_minor]) => ({ target, after_minor })) },
    program,
  );
  const { id, content_hash, amount_minor } = asked.item;
  await desk.ask('approve.confirm', { id, content_hash, typed_minor: amount_minor });
  return asked;
}
async function approvedDraft(): Promise<ApprovalDetail> {
  const place = { account: '1203844', client: '1203844', currency: 'EUR' };
  const content = { ...place, kind: 'publish' as const, amountMinor: 0, details: {} };
  const by = { kind: 'agent' as const, id: 'mcp' };
  const asked = await desk.approvals.request({ content, by, adId: null, decisionId: null });
  const { id, content_hash } = asked.item;
  await desk.ask('approve.confirm', { id, content_hash });
  return asked;
}
/** Put back before its first call: nothing of it has left. */
async function putBack(): Promise<ApprovalDetail> {
  restsFrom = 0;
  const asked = await approved(['11', 90_000]);
  await expect.poll(async () => (await show(asked)).item.problem).toContain('Meta rests');
  const { item, parts } = await show(asked);
  expect([item.state, ...parts.map(({ state }) => state)]).toEqual(['intent', 'waiting']);
  return asked;
}

test.each([85, 94, 97])(
  'at %d percent of the limit a change leaves by the eases it asks for',
  async (used) => {
    account.usedPercent = () => used;
    const before = account.seen.length;
    const asked = await approved(['11', 60_000]);
    await ends(asked, 'confirmed');
    expect(effects()).toEqual([['11', '60000']]);
    expect(sends).toBe(1);
    expect(account.seen.length - before).toBeLessThan(25);
  },
);

test('what was put back before its first call is called back, and does not leave once the rest is over', async () => {
  const asked = await putBack();
  expect((await callBack(asked)).item.state).toBe('rejected');
  restsFrom = Number.POSITIVE_INFINITY;
  await desk.close();
  await open();
  await desk.approvals.restarted();
  const { item, parts } = await show(asked);
  expect([item.state, ...parts.map(({ state }) => state)]).toEqual(['rejected', 'not done']);
  expect(effects()).toEqual([]);
});

test('a large one that was put back is approved anew after a restart', async () => {
  const asked = await putBack();
  await desk.close();
  restsFrom = Number.POSITIVE_INFINITY;
  await open();
  await desk.approvals.restarted();
  expect((await ends(asked, 'proposed')).approvals_given).toEqual([]);
  expect(effects()).toEqual([]);
});

test('put back, it leaves once when the rest is over, expires, and is cancelled by a stop', async () => {
  const leaves = await putBack();
  restsFrom = Number.POSITIVE_INFINITY;
  await ends(leaves, 'confirmed');
  expect(effects()).toEqual([['11', '90000']]);

  account.target('11', 50_000);
  sends = 0;
  const stopped = await putBack();
  await desk.ask('approve.kill', { stop: true });
  expect((await show(stopped)).item.state).toBe('cancelled');
  await desk.ask('approve.kill', { stop: false });

  sends = 0;
  const late = await putBack();
  aheadMs += 2 * 86_400_000;
  await ends(late, 'expired');
  expect(effects()).toHaveLength(1);
});

test('a batch of which a part was done stays sent while the platform rests, and goes on behind it', async () => {
  restsFrom = 1;
  const asked = await approved(['11', 40_000], ['12', 60_000]);
  await expect.poll(async () => (await show(asked)).item.problem).toContain('Meta rests');
  const { item, parts } = await show(asked);
  expect([item.state, ...parts.map(({ state }) => state)]).toEqual(['sent', 'done', 'waiting']);
  await expect(callBack(asked)).rejects.toMatchObject({ failure: { code: 'CONFLICT' } });
  restsFrom = Number.POSITIVE_INFINITY;
  await ends(asked, 'confirmed');
  expect(effects()).toEqual([
    ['11', '40000'],
    ['12', '60000'],
  ]);
});

test('a request of which part was taken before the rest cannot be called back', async () => {
  answer = { ...atRest, begun: true };
  const asked = await approvedDraft();
  await expect.poll(() => sends).toBeGreaterThan(1);
  await expect(callBack(asked)).rejects.toMatchObject({ failure: { code: 'CONFLICT' } });
  answer = { kind: 'done', answerId: 'x' };
  await ends(asked, 'confirmed');
});

test('what has nothing to look at first is not sent again before the rest is over', async () => {
  answer = { ...atRest, afterMs: 400 };
  const asked = await approvedDraft();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sends).toBe(1);
  expect((await show(asked)).item.state).toBe('intent');
  answer = { kind: 'done', answerId: 'x' };
  await ends(asked, 'confirmed');
  expect(sends).toBe(2);
});

test('a stop while the platform refuses it ends it as stopped, and not when things go on again', async () => {
  let stopping: Promise<unknown> = Promise.resolve();
  const { send } = port;
  port.send = async (...asked) => {
    stopping = desk.ask('approve.kill', { stop: true });
    await stopping;
    return send(...asked);
  };
  const asked = await approvedDraft();
  expect((await ends(asked, 'failed')).item.problem).toContain('Everything was stopped');
  port.send = send;
  await desk.ask('approve.kill', { stop: false });
  expect((await show(asked)).item.state).toBe('failed');
  expect(sends).toBe(1);
});

test('what the platform itself refuses by a limit of its own is not sent again', async () => {
  answer = { kind: 'refused', code: 'RATE_LIMITED', detail: 'Too many ads were made within an hour.' };
  const asked = await approvedDraft();
  expect((await ends(asked, 'failed')).item.problem).toContain('Too many ads');
  expect(sends).toBe(1);
});
