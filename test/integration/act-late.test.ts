import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ApprovalDetail } from '../../src/contract/index.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A call whose answer was lost, and that is looked up days later: what stands there then may be somebody else's. */

const threeDaysMs = 3 * 86_400_000;
let account: ActAccount;
let desk: Desk;
let home: string;
let aheadMs = 0;
/** The line is gone once the change was sent. */
let isCut = false;
const nowMs = () => Date.now() + aheadMs;
const clock = { ...systemClock, now: () => new Date(nowMs()).toISOString() };

const open = async (): Promise<void> => {
  const meta = metaAt(account.origin, clock);
  desk = await openDesk({
    home,
    clock,
    adAccount: {
      ...meta,
      async read(...asked) {
        if (isCut) throw new AppError('OFFLINE', 'There is no line.');
        return meta.read(...asked);
      },
      async apply(...change) {
        isCut = true;
        return meta.apply(...change);
      },
    },
  });
};
beforeEach(async () => {
  isCut = false;
  aheadMs = 0;
  home = tempFolder();
  account = await openAccount(nowMs);
  account.target('12');
  await open();
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

/** Approves a raise whose answer is lost in this way, and opens the library again three days later. */
async function lost(kind: 'lost' | 'reset', meanwhile: () => void): Promise<ApprovalDetail> {
  account.faults.push({ on: 'write', target: '12', kind });
  const changes = [{ target: '12', after_minor: 5500 }];
  const { item } = await desk.ask('approve.proposeBudgets', { changes }, program);
  const { id, content_hash } = item;
  const asked = await desk.ask('approve.confirm', { id, content_hash, typed_minor: null });
  expect(asked.item).toMatchObject({ state: 'unknown' });
  await desk.close();
  isCut = false;
  aheadMs = threeDaysMs;
  meanwhile();
  await open();
  await desk.approvals.restarted();
  return asked;
}
const shown = async ({ item: { id } }: ApprovalDetail) => (await desk.ask('approve.show', { id })).item;

test('what arrived is found days later, by when the platform says that it was changed', async () => {
  const asked = await lost('lost', () => undefined);
  await expect.poll(async () => (await shown(asked)).state).toBe('confirmed');
});

test.each([
  ['that somebody else made days later', true, /^The platform shows the change, since 20.+ may be somebody/],
  ['of which the platform does not tell when it was made', false, /does not tell since when/],
])('a change %s is not taken for ours', async (_, isTold, said) => {
  const asked = await lost('reset', () => {
    account.target('12', 5500);
    const change = { target: '12', what: 'budget', value: 'somebody else', atMs: nowMs() } as const;
    if (isTold) account.changes.push(change);
  });
  await expect.poll(async () => (await shown(asked)).problem).toMatch(said);
  expect(await shown(asked)).toMatchObject({ state: 'unknown' });
  await desk.ask('approve.settle', { id: asked.item.id, happened: false });
  expect(await shown(asked)).toMatchObject({ state: 'failed' });
  expect(account.effects()).toEqual([]);
});
