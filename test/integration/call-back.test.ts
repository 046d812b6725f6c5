import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { atRest, type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

let account: ActAccount;
let desk: Desk;
let reads: number;
/** Which look at the account is the first that finds no line, and which the first after that. */
let gone: readonly [number, number];

beforeEach(async () => {
  account = await openAccount();
  for (const id of ['11', '12']) account.target(id);
  const real = metaAt(account.origin);
  reads = 0;
  gone = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const adAccount = {
    ...real,
    async read(...asked: Parameters<typeof real.read>) {
      reads += 1;
      if (reads >= gone[0] && reads < gone[1]) throw new AppError('OFFLINE');
      return real.read(...asked);
    },
  };
  desk = await openDesk({ home: tempFolder(), adAccount });
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

/** Approved, and left where it rests then. */
async function approve() {
  const changes = [
    { target: '11', after_minor: 6000 },
    { target: '12', after_minor: 6000 },
  ];
  const { item } = await desk.ask('approve.proposeBudgets', { changes }, program);
  reads = 0;
  await desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
  return item.id;
}
const show = (id: string) => desk.ask('approve.show', { id });
const callBack = (id: string) => desk.ask('approve.reject', { id, reason: 'The wrong week.' });

test('what was approved is called back while nothing of it was sent, and then never is', async () => {
  // The look before the yes and the one before the claim find a line, the one before the call none.
  gone = [3, Number.POSITIVE_INFINITY];
  const id = await approve();
  await expect.poll(async () => (await show(id)).item.state).toBe('intent');
  await expect.poll(() => reads).toBeGreaterThan(3);
  const back = await callBack(id);
  expect(back.item).toMatchObject({ state: 'rejected', problem: 'The wrong week.' });
  expect(back.parts.map(({ state }) => state)).toEqual(['not done', 'not done']);
  gone = [0, 0];
  await desk.approvals.restarted();
  await atRest(desk);
  expect((await show(id)).item.state).toBe('rejected');
  expect(account.effects()).toEqual([]);
  expect((await desk.ask('act.log', { subject: id })).entries[0]).toMatchObject({
    what: 'reject',
    actor: 'person mara',
  });
});

test('what waits for its hour is called back', async () => {
  account.crowd('11', true);
  const id = await approve();
  await expect.poll(async () => (await show(id)).item.problem).toContain('four changes an hour');
  expect((await callBack(id)).item.state).toBe('rejected');
});

test('of what was sent in part nothing is called back', async () => {
  // Its second call finds no line.
  account.faults.push({ on: 'write', target: '12', kind: 'ignored', times: 9 });
  const id = await approve();
  await expect.poll(async () => (await show(id)).item.state).toBe('unknown');
  await expect(callBack(id)).rejects.toMatchObject({ failure: { code: 'CONFLICT' } });
});
