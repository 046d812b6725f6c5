import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ApprovalDetail } from '../../src/contract/index.ts';
import { type ActAccount, metaBehind, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** "Stop everything" and what else is written at the moment at which a row cannot be. */

let account: ActAccount;
let desk: Desk;
let home: string;
let line: () => Promise<void>;

async function open(): Promise<void> {
  desk = await openDesk({ home, adAccount: metaBehind(account.origin, () => line()) });
}
const lost = () => Promise.reject(new AppError('OFFLINE', 'There is no line.'));
const show = ({ item }: ApprovalDetail) => desk.ask('approve.show', { id: item.id });
const propose = (...changes: [string, number][]): Promise<ApprovalDetail> =>
  desk.ask(
    'approve.proposeBudgets',
    { changes: changes.map(([target, after_minor]) => ({ target, after_minor })) },
    program,
  );
const confirm = ({ item: { id, content_hash } }: ApprovalDetail) =>
  desk.ask('approve.confirm', { id, content_hash });
const ends = async (asked: ApprovalDetail, state: string): Promise<ApprovalDetail> => {
  await expect.poll(async () => (await show(asked)).item.state).toBe(state);
  return show(asked);
};
const effects = () => account.effects().map(({ target, value }) => [target, value]);

/** Such writes fail until it is mended. */
function failing(name: 'saveApproval' | 'setApprovalPolicy', code: 'DISK_FULL' | 'STORE_LOCKED'): () => void {
  const { writer } = desk.store;
  const real = writer[name];
  Object.assign(writer, { [name]: () => Promise.reject(new AppError(code)) });
  return () => Object.assign(writer, { [name]: real });
}

beforeEach(async () => {
  account = await openAccount();
  home = tempFolder();
  line = async () => undefined;
  await open();
  for (const id of ['11', '12', '13']) account.target(id);
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

/** Approved and not left, when everything was stopped and nothing more could be written. */
async function halfStopped(): Promise<ApprovalDetail> {
  const asked = await propose(['11', 6000]);
  const { writer } = desk.store;
  const keep = writer.saveApproval;
  writer.saveApproval = async (...row) => {
    if (row[0].approval.state === 'approved') line = lost;
    return keep(...row);
  };
  await confirm(asked);
  const mend = failing('saveApproval', 'DISK_FULL');
  await expect(desk.ask('approve.kill', { stop: true })).rejects.toMatchObject({
    failure: { code: 'DISK_FULL' },
  });
  mend();
  writer.saveApproval = keep;
  line = async () => undefined;
  expect((await show(asked)).item.state).toBe('approved');
  return asked;
}

test('what a stop did not come to is cancelled at the next start, and what was proposed since stays', async () => {
  const asked = await halfStopped();
  const since = await propose(['12', 6000]);
  await desk.close();
  await open();
  await desk.approvals.restarted();
  expect((await show(asked)).item.state).toBe('cancelled');
  await desk.ask('approve.kill', { stop: false });
  expect((await show(since)).item.state).toBe('proposed');
  expect(effects()).toEqual([]);
});

test('letting go of a stop that ended half-way sends nothing that had been approved before it', async () => {
  const asked = await halfStopped();
  expect(await desk.ask('approve.kill', { stop: false })).toEqual({ stopped: false, cancelled: 1 });
  expect((await show(asked)).item.state).toBe('cancelled');
  expect(effects()).toEqual([]);
});

test('a stop that could not be written keeps nothing back afterwards', async () => {
  const mend = failing('setApprovalPolicy', 'STORE_LOCKED');
  await expect(desk.ask('approve.kill', { stop: true })).rejects.toMatchObject({
    failure: { code: 'STORE_LOCKED' },
  });
  mend();
  expect((await desk.ask('approve.list', {})).stopped).toBe(false);
  expect((await confirm(await propose(['11', 6000]))).item.state).toBe('confirmed');
});

test('what a stop cuts off on its way says why', async () => {
  const asked = await propose(['11', 6000]);
  const { writer } = desk.store;
  const keep = writer.saveApproval;
  writer.saveApproval = async (...row) => {
    const kept = await keep(...row);
    // Its call is about to leave.
    if (row[1].some(({ state }) => state === 'intent')) await desk.ask('approve.kill', { stop: true });
    return kept;
  };
  await confirm(asked);
  const { item, parts } = await ends(asked, 'failed');
  expect([item.problem, parts[0]?.detail]).toEqual(['Everything was stopped.', 'Everything was stopped.']);
  expect(effects()).toEqual([]);
});

test('a request whose time is over while somebody else writes to it fails no other', async () => {
  const late = await propose(['12', 6000]);
  const asked = await propose(['11', 6000]);
  const { reader } = desk.store;
  const rows = reader.approvalRows;
  // As it was read before somebody else wrote to it, its time over.
  reader.approvalRows = async (...of) =>
    (await rows(...of)).map((row) =>
      row.approval.id === late.item.id
        ? {
            ...row,
            revision: row.revision - 1,
            approval: { ...row.approval, expiresAt: '2026-01-01T00:00:00.000Z' },
          }
        : row,
    );
  expect((await confirm(asked)).item.state).toBe('confirmed');
});

test('what a person saw while it was being looked up has the rest of its batch sent', async () => {
  await desk.ask('approve.setLimits', { settling_s: 0 });
  account.faults.push({ on: 'write', target: '11', kind: 'reset', times: 2 });
  const asked = await propose(['11', 4000], ['12', 6000]);
  await confirm(asked);
  await ends(asked, 'unknown');
  await expect.poll(async () => (await show(asked)).item.problem).toContain('does not show the change');
  const looking = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  line = () => {
    begun.resolve();
    return looking.promise;
  };
  await desk.approvals.resume();
  await begun.promise;
  const settled = desk.ask('approve.settle', { id: asked.item.id, happened: true });
  await expect.poll(async () => (await show(asked)).item.state).toBe('sent');
  looking.resolve();
  expect((await settled).item.state).toBe('confirmed');
  expect(effects()).toEqual([['12', '6000']]);
});

test('a stop that is written is told as such where what was being sent cannot be read behind it', async () => {
  const { reader } = desk.store;
  const rows = reader.approvalRows;
  reader.approvalRows = (...of) =>
    of[0]?.join() === 'sent' ? Promise.reject(new AppError('STORE_LOCKED')) : rows(...of);
  expect(await desk.ask('approve.kill', { stop: true })).toEqual({ stopped: true, cancelled: 0 });
});

test('a call of which nobody knows is left to a person where everything is stopped while it is looked up', async () => {
  await desk.ask('approve.setLimits', { settling_s: 0 });
  const asked = await propose(['11', 4000]);
  account.faults.push({ on: 'write', target: '11', kind: 'reset', times: 1 });
  const { reader } = desk.store;
  const { approvalParts, approvalPolicy } = reader;
  let reads: number | null = null;
  reader.approvalParts = async (...of) => {
    const all = await approvalParts(...of);
    reads = all.some(({ state }) => state === 'unknown') ? 0 : null;
    return all;
  };
  // Between the last two looks at what is stopped.
  reader.approvalPolicy = async () => {
    if (reads !== null) reads += 1;
    if (reads === 2) {
      Object.assign(reader, { approvalParts, approvalPolicy });
      await desk.ask('approve.kill', { stop: true });
    }
    return approvalPolicy();
  };
  await confirm(asked);
  await expect.poll(async () => (await show(asked)).item.problem).toContain('does not show the change');
  const { item, parts: own } = await show(asked);
  expect([item.state, own[0]?.state]).toEqual(['unknown', 'unknown']);
});
