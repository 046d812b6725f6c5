import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import type { AdAccountPort } from '../../src/main/ports.ts';
import { type MetaEmulator, type MetaEmulatorOptions, metaEmulator } from '../emulators/meta/emulator.ts';
import { metaAt } from '../support/act/meta-account.ts';
import { atRest, type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { token } from '../support/meta/token.ts';
import { type AccountPlan, berlin, makeAccounts, type SimAccount } from '../support/meta/world.ts';
import { tempFolder } from '../support/temp-folder.ts';

let account: SimAccount;
let emulator: MetaEmulator;
let adAccount: AdAccountPort;
let desk: Desk;

async function open(plan: AccountPlan, options: Partial<MetaEmulatorOptions> = {}) {
  [account] = makeAccounts([plan], 1, Date.now(), 3) as [SimAccount];
  emulator = await metaEmulator({ accounts: [account], nowMs: Date.now, token, ...options });
  adAccount = metaAt(emulator.origin, systemClock, 300);
  desk = await openDesk({ home: tempFolder(), adAccount });
  await desk.ask('approve.setLimits', { settling_s: 0 });
  const opened = [desk, emulator];
  onTestFinished(async () => {
    for (const one of opened) await one.close();
  });
}

const setId = () => account.adSets[0]?.id ?? '';
/** Its budget lies with the campaign. */
const sharedSetId = () => account.adSets.find(({ dailyBudget }) => dailyBudget === null)?.id ?? '';
const budgetOf = (id: string) => account.adSets.find((one) => one.id === id)?.dailyBudget;

async function raise(target: string, after_minor: number) {
  const asked = await desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor }] }, program);
  const { id, content_hash } = asked.item;
  await desk.ask('approve.confirm', { id, content_hash, typed_minor: null });
  await atRest(desk).catch(() => undefined);
  return desk.ask('approve.show', { id });
}

beforeEach(() => open(berlin));

it('an approved change reaches Meta once, in its own unit, and a pause can be taken back', async () => {
  expect((await raise(setId(), 5600)).item).toMatchObject({
    state: 'confirmed',
    currency: 'EUR',
    before: 5000,
  });
  expect(emulator.changes).toMatchObject([{ target: setId(), what: 'budget', value: '5600' }]);

  const ad = account.ads[0]?.id ?? '';
  const asked = await desk.ask('approve.proposeSwitch', { to: 'pause', targets: [ad] }, program);
  const paused = await desk.ask('approve.confirm', {
    id: asked.item.id,
    content_hash: asked.item.content_hash,
    typed_minor: null,
  });
  expect(paused.item.state).toBe('confirmed');
  expect(account.ads[0]?.status).toBe('PAUSED');
  // Nothing of Meta's is asked for with the token in its address, and nothing was ever made active.
  expect(emulator.bodies.join('')).not.toContain('ACTIVE');
  for (const { path, query } of emulator.seen) expect(`${path} ${query}`).not.toContain(token);
});

it.each(['lost', 'reset', 'html', 'hang'] as const)(
  'a reply that ends in %s is looked up, and done once',
  async (kind) => {
    emulator.faults.push({ on: 'write', kind });
    expect((await raise(setId(), 5600)).item.state).toBe('confirmed');
    expect(budgetOf(setId())).toBe(5600);
    expect(emulator.changes).toHaveLength(1);
  },
);

it('a refusal of Meta is told in its words, and nothing has changed', async () => {
  emulator.faults.push({ on: 'write', kind: 'error', code: 100, userMessage: 'Your budget is too low.' });
  const { item, parts } = await raise(setId(), 5600);
  expect(item.state).toBe('failed');
  expect(JSON.stringify(parts)).toContain('Your budget is too low');
  expect(emulator.changes).toEqual([]);
});

it('reads what Meta has now: budgets kept elsewhere, changes of the last hour, what is gone', async () => {
  for (const minor of [5100, 5200]) await raise(setId(), minor);
  const signal = AbortSignal.timeout(5000);
  const ad = account.ads[0]?.id ?? '';
  const { targets, currency, names } = await adAccount.read(
    account.id,
    [setId(), sharedSetId(), ad, '4711'],
    signal,
  );
  expect(currency).toBe('EUR');
  expect(targets[setId()]).toMatchObject({ budgetMinor: 5200, payingMinor: 5200, status: 'active' });
  expect(targets[setId()]?.changesSecondsAgo).toHaveLength(2);
  expect(targets[sharedSetId()]).toMatchObject({ budgetMinor: null, payingMinor: 20_000 });
  expect(targets[ad]).toMatchObject({ budgetMinor: null, payingMinor: 5200, status: 'active' });
  expect(targets[ad]?.changesSecondsAgo).toEqual([]);
  expect(targets['4711']).toBeUndefined();
  expect(names[setId()]).toBe('Ad set 1.1');
});

it('counts a change once that two pages tell', async () => {
  await open(berlin, { overlap: true });
  // The last but one of a hundred and one, newest first, ends the first page and begins the second one.
  for (let n = 0; n <= 100; n += 1)
    emulator.changes.push({
      target: setId(),
      what: n === 1 ? 'budget' : 'status',
      value: `${n}`,
      atMs: Date.now(),
    });
  const { targets } = await adAccount.read(account.id, [setId()], AbortSignal.timeout(5000));
  expect(targets[setId()]?.changesSecondsAgo).toHaveLength(1);
});

it('a resume costs the daily budget that pays for it, wherever that stands, and is refused where there is none', async () => {
  const resume = (target: string) =>
    desk.ask('approve.proposeSwitch', { to: 'resume', targets: [target] }, program);
  const [ad] = account.ads;
  const sharedAd: { id: string; status: string } | undefined = account.ads.find(
    ({ adSetId }) => adSetId === sharedSetId(),
  );
  const [, shared] = account.campaigns;
  if (!ad || !sharedAd || !shared) throw new Error('The account is too small.');
  sharedAd.status = 'PAUSED';
  const stakes = [ad.id, sharedSetId(), sharedAd.id].map(async (id) => (await resume(id)).item.amount_minor);
  expect(await Promise.all(stakes)).toEqual([5000, 20_000, 20_000]);
  const { item } = await resume(sharedAd.id);
  expect(item.title).toContain('200.00 EUR a day');
  const { id, content_hash } = item;
  await expect(desk.ask('approve.confirm', { id, content_hash, typed_minor: null })).rejects.toMatchObject({
    code: 'NEEDS_APPROVAL',
  });

  // Paid for its whole life, or not at all: nobody knows what a day would cost.
  shared.dailyBudget = null;
  await expect(resume(sharedAd.id)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(resume(shared.id)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(desk.ask('approve.confirm', { id, content_hash, typed_minor: 20_000 })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(raise(sharedSetId(), 5000)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  // It can still be stopped, though not started again from here.
  sharedAd.status = 'ACTIVE';
  const stop = await desk.ask('approve.proposeSwitch', { to: 'pause', targets: [sharedAd.id] }, program);
  await desk.ask('approve.confirm', {
    id: stop.item.id,
    content_hash: stop.item.content_hash,
    typed_minor: null,
  });
  await atRest(desk);
  const { undo } = await desk.ask('approve.show', { id: stop.item.id });
  expect([sharedAd.status, undo]).toEqual(['PAUSED', false]);
});

it('counts the money of a currency without cents as Meta does', async () => {
  await open({ ...berlin, currency: 'HUF', decimals: 2 });
  const set = account.adSets[0];
  if (!set) throw new Error('There is no ad set.');
  set.dailyBudget = 20_000;
  const { targets } = await adAccount.read(account.id, [set.id], AbortSignal.timeout(5000));
  expect(targets[set.id]?.budgetMinor).toBe(2_000_000);
  const place = { account: account.id, currency: 'HUF' };
  const before = emulator.seen.length;
  const tag = 'a/b';
  const change = { tag, target: set.id, do: 'set budget', fromMinor: 2_000_000 } as const;
  const signal = AbortSignal.timeout(5000);
  expect(await adAccount.apply(place, { ...change, toMinor: 2_000_050 }, signal, signal)).toMatchObject({
    kind: 'refused',
    code: 'INVALID_INPUT',
  });
  expect(await adAccount.apply(place, { ...change, toMinor: 2_100_000 }, signal, signal)).toMatchObject({
    kind: 'done',
  });
  expect(set.dailyBudget).toBe(21_000);
  // Nothing stands between the last look at it and the change.
  expect(emulator.seen.slice(before).map(({ method }) => method)).toEqual(['POST']);
  const stop = AbortSignal.abort(new AppError('STOPPED'));
  expect(await adAccount.apply(place, { ...change, toMinor: 2_200_000 }, signal, stop)).toMatchObject({
    kind: 'refused',
    code: 'STOPPED',
  });
  expect(set.dailyBudget).toBe(21_000);
});
