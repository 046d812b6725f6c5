import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdAccountPort } from '../../src/main/ports.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { fjordline } from '../support/meta/world.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A pause beside a resume of the same ad set, whichever of the two is under way: whoever pauses last wants it paused. */

const target = '18';
let account: ActAccount;
let meta: AdAccountPort;
let desk: Desk;
/** Behind each look at Meta, before its answer is known; and in the place of the next change. */
let behindLook: () => Promise<void>;
let nextChange: AdAccountPort['apply'] | null;

beforeEach(async () => {
  behindLook = async () => undefined;
  nextChange = null;
  account = await openAccount();
  account.target(target);
  meta = metaAt(account.origin);
  desk = await openDesk({
    home: tempFolder(),
    adAccount: {
      ...meta,
      async read(...asked) {
        const found = await meta.read(...asked);
        await behindLook();
        return found;
      },
      apply(...change) {
        const apply = nextChange ?? meta.apply;
        nextChange = null;
        return apply(...change);
      },
    },
  });
  expect(await confirm(await way('pause'))).toMatchObject({ state: 'confirmed' });
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

const way = (to: 'pause' | 'resume', targets = [target]) =>
  desk.ask('approve.proposeSwitch', { to, targets }, program);
const confirm = async ({ item: { id, content_hash } }: Awaited<ReturnType<typeof way>>) =>
  (await desk.ask('approve.confirm', { id, content_hash, typed_minor: null })).item;
const shown = async ({ item: { id } }: Awaited<ReturnType<typeof way>>) =>
  (await desk.ask('approve.show', { id })).item;
const effects = () => account.effects().map(({ value }) => value);

/** Holds the n-th look from now between the answer of Meta and whoever asked. */
function holdLook(nth: number) {
  let left = nth;
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  behindLook = async () => {
    left -= 1;
    if (left !== 0) return;
    reached.resolve();
    await open.promise;
  };
  return { reached: reached.promise, open: open.resolve };
}

test('a pause that is approved while a resume looks for the last time keeps it from starting', async () => {
  const resume = await way('resume');
  // One before the yes, one for the claim, then the one in turn.
  const look = holdLook(3);
  const going = confirm(resume);
  await look.reached;
  const pause = await way('pause');
  const stopping = confirm(pause);
  const hasYes = async () => (await desk.store.reader.lastSaid(pause.item.id, 'approve')) > 0;
  await expect.poll(hasYes).toBe(true);
  look.open();
  await Promise.all([going, stopping]);
  await expect.poll(async () => (await shown(pause)).state).toBe('confirmed');
  expect(await shown(resume)).toMatchObject({
    state: 'failed',
    problem: 'A pause of “Ad set 18” was approved after it: it is not started.',
  });
  expect(effects()).toEqual(['PAUSED']);
});

test('a pause that read paused while a resume was on its way pauses what that started', async () => {
  const [resume, pause] = [await way('resume'), await way('pause')];
  const left = Promise.withResolvers<void>();
  const arrive = Promise.withResolvers<void>();
  nextChange = async (...change) => {
    left.resolve();
    await arrive.promise;
    return meta.apply(...change);
  };
  const going = confirm(resume);
  await left.promise;
  // One before the yes, then the one that reads it paused.
  const look = holdLook(2);
  const stopping = confirm(pause);
  await look.reached;
  arrive.resolve();
  expect(await going).toMatchObject({ state: 'confirmed' });
  look.open();
  await stopping;
  await expect.poll(async () => (await shown(pause)).state).toBe('confirmed');
  expect(effects()).toEqual(['PAUSED', 'ACTIVE', 'PAUSED']);
});

/** The next change is lost; answers what lets it arrive after all. */
function loseNext() {
  let arrive = async (): Promise<unknown> => undefined;
  nextChange = async (...change) => {
    arrive = () => meta.apply(...change);
    return { kind: 'lost', detail: 'No answer in time.' };
  };
  return () => arrive();
}

test('a pause does not wait for a lost resume where the ad set runs', async () => {
  const arrive = loseNext();
  const [resume, pause] = [await way('resume'), await way('pause')];
  expect(await confirm(resume)).toMatchObject({ state: 'unknown' });
  // What the resume asks Meta next is not answered before the end.
  const look = holdLook(1);
  await look.reached;
  await arrive();
  expect(await confirm(pause)).toMatchObject({ state: 'confirmed' });
  expect(effects()).toEqual(['PAUSED', 'ACTIVE', 'PAUSED']);
  look.open();
});

test.each(['ad set', 'ad'] as const)(
  'a lost resume of an %s is not sent again once what it stands in was paused',
  async (level) => {
    const of = { name: 'A', status: 'PAUSED', effectiveStatus: 'PAUSED' };
    const budget = { dailyBudgetMinor: null, lifetimeBudgetMinor: null };
    const adSet = { ...of, ...budget, id: level === 'ad' ? '17' : target, campaignId: '9', editedAt: null };
    const unknown = { optimizationGoal: null, attributionSetting: null, learningStatus: null };
    const ad = { ...of, id: target, adSetId: '17', campaignId: '9', creativeId: null, createdAt: null };
    const { writer } = desk.store;
    const at = new Date().toISOString();
    await writer.saveMetaAccount(fjordline, at);
    await writer.saveStructure(
      fjordline.id,
      {
        campaigns: [{ ...of, ...budget, id: '9', objective: null }],
        adSets: [{ ...adSet, ...unknown }],
        ads: level === 'ad' ? [ad] : [],
      },
      at,
    );
    loseNext();
    const resume = await way('resume');
    expect(await confirm(resume)).toMatchObject({ state: 'unknown' });
    expect(await confirm(await way('pause', ['9']))).toMatchObject({ state: 'confirmed' });
    await desk.ask('approve.setLimits', { settling_s: 0 });
    await expect.poll(async () => (await shown(resume)).state).toBe('failed');
    expect((await shown(resume)).problem).toContain(
      'A pause of what holds “Ad set 18” was approved after it',
    );
    expect(effects()).toEqual(['PAUSED', 'PAUSED']);
  },
);

test('a lost resume whose budget somebody changed is found when it arrives after all', async () => {
  const arrive = loseNext();
  const resume = await way('resume');
  expect(await confirm(resume)).toMatchObject({ state: 'unknown' });
  account.target(target, 5300);
  await expect.poll(async () => (await shown(resume)).problem).toContain('Changed outside');
  await arrive();
  await expect.poll(async () => (await shown(resume)).state).toBe('confirmed');
});

test('a pause that Meta refused was allowed all the same, and one that a person rejected was not', async () => {
  expect(await confirm(await way('resume'))).toMatchObject({ state: 'confirmed' });
  const before = await desk.store.reader.pausesAllowed(fjordline.id, target);
  const [refused, rejected] = [await way('pause'), await way('pause')];
  nextChange = async () => ({ kind: 'refused', code: 'UPSTREAM', detail: 'Not now.' });
  expect(await confirm(refused)).toMatchObject({ state: 'failed' });
  await desk.ask('approve.reject', { id: rejected.item.id, reason: '' });
  const allowed = await desk.store.reader.pausesAllowed(fjordline.id, target);
  expect(allowed.filter((id) => !before.includes(id))).toEqual([refused.item.id]);
});

test('a pause of several stops what still spends while it waits for whether another was started', async () => {
  account.target('19');
  loseNext();
  await confirm(await way('resume'));
  await confirm(await way('pause', [target, '19']));
  await expect.poll(() => account.effects().length).toBe(2);
  expect(account.effects().map((effect) => effect.target)).toEqual([target, '19']);
});

test('a pause that waits for what was lost of one stops another that is started meanwhile by what was lost of it', async () => {
  account.target('19');
  const both = [target, '19'];
  await confirm(await way('pause', ['19']));
  const arrive = [];
  for (const one of both) {
    arrive.push(loseNext());
    expect(await confirm(await way('resume', [one]))).toMatchObject({ state: 'unknown' });
  }
  expect(await confirm(await way('pause', both))).toMatchObject({ state: 'intent' });
  await arrive[1]?.();
  await expect.poll(() => account.effects().at(-1)).toMatchObject({ target: '19', value: 'PAUSED' });
});
