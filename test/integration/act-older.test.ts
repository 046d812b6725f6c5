import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApprovalDetail } from '../../src/contract/index.ts';
import type { Content } from '../../src/main/core/approve/content.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import type { Secrets } from '../../src/main/ports.ts';
import { draftContent, publishExecutor } from '../../src/main/stages/publish.ts';
import { modelSpendExecutor, runContent } from '../../src/main/stages/spend-on-models.ts';
import { replaceWithBackup } from '../../src/main/store/backups.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A backup that is put back was made before something was carried out: it must not be carried out again. */

let account: ActAccount;
let desk: Desk;
let home: string;
/** Of each effect outside, its name, in order. */
let outside: string[];

const service = { judge: 'anthropic', model: 'claude-x', account: 'api.anthropic.com …4f2a' } as const;
const place = { account: '1203844', client: '1203844', currency: 'EUR' };
const contents = {
  budget: {
    ...place,
    kind: 'budget change',
    changes: [{ target: '11', beforeMinor: 5000, afterMinor: 6000 }],
  },
  models: runContent([{ id: 'aaaa', file: 'spring.mp4' }], [{ ...service, gets: '12 frames' }], {
    cents: 1500,
    cheaper: false,
  }),
  draft: draftContent(place, {
    ...{ file: 'spring.mp4', sha256: 'ab', kind: 'video', ad_set: '11', ad_set_name: 'Spring' },
    ...{ page: '1', message: 'm', headline: 'h', link: 'https://a.example', button: 'SHOP_NOW' },
  }),
} satisfies Record<string, Content>;
type What = keyof typeof contents;

/** Fakes what the system keeps, for one test. */
let keychain: Secrets | undefined;

async function open(at = home): Promise<Desk> {
  const adAccount = metaAt(account.origin);
  const opened: Desk = await openDesk({
    home: at,
    ...(keychain && { secrets: keychain }),
    adAccount: {
      ...adAccount,
      async apply(id, mutation, ...how) {
        outside.push(`${mutation.target} ${'toMinor' in mutation ? mutation.toMinor : mutation.do}`);
        return adAccount.apply(id, mutation, ...how);
      },
    },
    tagged: {
      'model spend': modelSpendExecutor({
        reach: async () => ({ off: null, model: service.model, account: service.account }),
        agreeTo: async () => undefined,
        job: (id) => opened.store.reader.job(id),
        async begin(id, title, payload) {
          await opened.store.writer.createJudgeJob(title, payload, systemClock.now(), id);
          outside.push('run');
        },
      }),
      publish: publishExecutor({
        mediaOf: async () => ({}) as never,
        drafts: {
          async make() {
            outside.push('draft');
            return { kind: 'done', answerId: 'ad_1' };
          },
          // Renamed at Meta since.
          find: async () => null,
        },
      }),
    },
  });
  await opened.ask('approve.setLimits', { settling_s: 0 });
  return opened;
}

const asked = (content: Content): Promise<ApprovalDetail> =>
  desk.approvals.request({ content, by: { kind: 'agent', id: 'mcp' }, adId: null, decisionId: null });
const confirm = ({ item }: ApprovalDetail) =>
  desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });

/** Carries it out, with a backup of the moment in which its row came into this state. */
async function doneAfterBackup(what: What, state: string): Promise<{ id: string; backup: string }> {
  const request = await asked(contents[what]);
  const { writer } = desk.store;
  const { saveApproval } = writer;
  let backup = '';
  writer.saveApproval = async (...args) => {
    const end = await saveApproval(...args);
    if (backup === '' && args[0].approval.state === state) backup = (await desk.store.backup('manual')).file;
    return end;
  };
  expect((await confirm(request)).item.state).toBe('confirmed');
  writer.saveApproval = saveApproval;
  return { id: request.item.id, backup: join(desk.store.backupFolder, backup) };
}
async function goBackTo(backup: string, at = home): Promise<void> {
  await desk.close();
  await replaceWithBackup(backup, join(at, 'titan.db'), systemClock.now());
  desk = await open(at);
  await desk.approvals.restarted();
}
const letGo = () => desk.ask('approve.kill', { stop: false });
const stateOf = async (id: string) => (await desk.ask('approve.show', { id })).item.state;

beforeEach(async () => {
  account = await openAccount();
  account.target('11');
  home = tempFolder();
  outside = [];
  keychain = undefined;
  desk = await open();
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

test.each([
  ['budget', 'approved', 'voided'],
  ['budget', 'intent', 'voided'],
  ['models', 'approved', 'voided'],
  ['models', 'intent', 'voided'],
  ['draft', 'approved', 'voided'],
  ['draft', 'intent', 'voided'],
  // What may have begun is looked for, and left to a person where it is not found.
  ['budget', 'sent', 'unknown'],
  ['models', 'sent', 'unknown'],
  ['draft', 'sent', 'unknown'],
] as [What, string, string][])('%s, done since a backup of %s, is not done again', async (what, at, ends) => {
  const { id, backup } = await doneAfterBackup(what, at);
  if (what === 'budget') {
    await confirm(await desk.ask('approve.undo', { id }));
    expect(account.budgetOf('11')).toBe(5000);
  }
  const before = [...outside];
  await goBackTo(backup);
  await expect.poll(() => stateOf(id)).toBe(ends);
  await expect.poll(async () => (await desk.ask('approve.show', { id })).item.problem).toMatch(/look/i);
  // Nor when it is let go of, or at a later start.
  await letGo();
  await desk.close();
  desk = await open();
  await desk.approvals.restarted();
  await expect.poll(() => stateOf(id)).toBe(ends);
  expect(outside).toEqual(before);
  if (ends === 'unknown') {
    const settled = await desk.ask('approve.settle', { id, happened: true });
    expect(settled.item.state).toBe('confirmed');
  }
});

test('a change that was not taken back is found where it was made', async () => {
  const { id, backup } = await doneAfterBackup('budget', 'sent');
  await goBackTo(backup);
  await letGo();
  await expect.poll(() => stateOf(id)).toBe('confirmed');
  expect(outside).toEqual(['11 6000']);
});

test('a backup tells what it is in another folder too, where nothing is known of what came after it', async () => {
  const { id, backup } = await doneAfterBackup('models', 'approved');
  const other = tempFolder();
  await goBackTo(backup, other);
  expect(await stateOf(id)).toBe('voided');
  expect(outside).toEqual(['run']);
});

test.each([
  ['library', 'beside it'],
  ['folder', 'in the keychain'],
])('a copy by hand of an older %s is known by the end of the log %s', async (what) => {
  const secrets = new Map<string, string>();
  if (what === 'folder')
    keychain = {
      unavailable: async () => null,
      get: async (name) => secrets.get(name) ?? null,
      set: async (name, value) => void secrets.set(name, value),
      remove: async (name) => secrets.delete(name),
    };
  await desk.close();
  desk = await open();
  const copied =
    what === 'folder' ? ['titan.db', 'titan.db-wal', 'audit-head.json'] : ['titan.db', 'titan.db-wal'];
  const request = await asked(contents.models);
  const { writer } = desk.store;
  const { saveApproval } = writer;
  const older = tempFolder();
  writer.saveApproval = async (...args) => {
    const end = await saveApproval(...args);
    if (args[0].approval.state !== 'approved') return end;
    for (const file of copied) copyFileSync(join(home, file), join(older, file));
    return end;
  };
  await confirm(request);
  await desk.close();
  for (const part of ['-wal', '-shm']) rmSync(desk.file + part, { force: true });
  for (const file of copied) copyFileSync(join(older, file), join(home, file));
  desk = await open();
  await desk.approvals.restarted();
  expect(await stateOf(request.item.id)).toBe('voided');
  expect(outside).toEqual(['run']);
});

test('of a batch that had begun in a backup the rest is not sent', async () => {
  account.target('12');
  const { writer } = desk.store;
  const { saveApproval } = writer;
  let file = '';
  writer.saveApproval = async (...args) => {
    const end = await saveApproval(...args);
    if (args[1].filter(({ state }) => state === 'done').length === 1 && file === '')
      file = (await desk.store.backup('manual')).file;
    return end;
  };
  const changes = ['11', '12'].map((target) => ({ target, beforeMinor: 5000, afterMinor: 4000 }));
  const request = await asked({ ...place, kind: 'budget change', changes });
  await confirm(request);
  account.target('12', 5000);
  await goBackTo(join(desk.store.backupFolder, file));
  await expect.poll(() => stateOf(request.item.id)).toBe('failed');
  const { item, parts } = await desk.ask('approve.show', { id: request.item.id });
  expect(item.problem).toMatch(/1 of 2 done\. A backup took the place/);
  expect(parts.map(({ state }) => state)).toEqual(['done', 'not done']);
  expect(outside).toEqual(['11 4000', '12 4000']);
});

test('what waits for a yes is told of, and what is approved after that is carried out', async () => {
  const waits = await asked(contents.budget);
  const { file } = await desk.store.backup('manual');
  await goBackTo(join(desk.store.backupFolder, file));
  const { item } = await desk.ask('approve.show', { id: waits.item.id });
  expect(item).toMatchObject({ state: 'proposed', problem: expect.stringContaining('before you approve') });
  await expect(confirm(waits)).rejects.toMatchObject({ failure: { code: 'STOPPED' } });
  await letGo();
  await desk.ask('approve.later', { id: waits.item.id, until: new Date(Date.now() + 1000).toISOString() });
  const edited = await desk.ask('approve.edit', {
    id: waits.item.id,
    content_hash: waits.item.content_hash,
    changes: [{ target: '11', after_minor: 6100 }],
  });
  expect(edited.item.problem).toBe(item.problem);
  expect((await confirm(edited)).item).toMatchObject({ state: 'confirmed', problem: null });
  const { backup } = await doneAfterBackup('models', 'approved');
  expect(backup).not.toBe('');
  await desk.close();
  desk = await open();
  await desk.approvals.restarted();
  expect(outside).toEqual(['11 6100', 'run']);
});

test('a run of models that was under way in a backup rests until a person resumes it, and so does everything', async () => {
  const request = await asked(contents.models);
  expect((await confirm(request)).item.state).toBe('confirmed');
  const { reader, writer } = desk.store;
  const [run] = await reader.unfinishedJobs();
  if (!run) throw new Error('There is no run.');
  await writer.setJobState(run.id, 'running', systemClock.now());
  const { file } = await desk.store.backup('manual');
  await writer.setJobState(run.id, 'done', systemClock.now());
  await goBackTo(join(desk.store.backupFolder, file));
  expect(await desk.store.reader.unfinishedJobs()).toEqual([]);
  expect(await desk.store.reader.job(run.id)).toMatchObject({ state: 'paused', error: { code: 'CONFLICT' } });
  expect((await desk.ask('approve.list', { limit: 1 })).stopped).toBe(true);
  const { entries } = await desk.ask('act.log', { subject: 'everything', limit: 9 });
  expect(entries.find(({ what }) => what === 'stop everything')).toMatchObject({
    actor: 'executor',
    after: { stopped: true, reason: 'A backup took the place of the library.' },
  });
  // Once let go of it stays so.
  await letGo();
  await desk.close();
  desk = await open();
  await desk.approvals.restarted();
  expect((await desk.ask('approve.list', { limit: 1 })).stopped).toBe(false);
});

test('a keychain that can be read and not written tells of an older library once, not at every start', async () => {
  const secrets = new Map<string, string>();
  let denied = false;
  keychain = {
    unavailable: async () => null,
    get: async (name) => secrets.get(name) ?? null,
    async set(name, value) {
      if (denied) throw new Error('denied');
      secrets.set(name, value);
    },
    remove: async (name) => secrets.delete(name),
  };
  await desk.close();
  desk = await open();
  const { backup } = await doneAfterBackup('draft', 'approved');
  await expect
    .poll(() => secrets.get('audit-head'))
    .toContain(`"count":${(await desk.ask('act.verify', {})).count},`);
  denied = true;
  await goBackTo(backup);
  await letGo();
  account.crowd('11', true);
  const waits = await asked(contents.budget);
  await confirm(waits);
  await desk.close();
  desk = await open();
  await desk.approvals.restarted();
  expect(await stateOf(waits.item.id)).toBe('approved');
  expect((await desk.ask('approve.list', { limit: 1 })).stopped).toBe(false);
});
