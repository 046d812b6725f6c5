import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { AppError, Input } from '../../../src/contract/index.ts';
import type { Content } from '../../../src/main/core/approve/content.ts';
import { openDesk } from '../../support/act/open-desk.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const tagged = { 'data leaves': { send: async () => ({ kind: 'done', answerId: 'sent' }) as const } };
const program = { kind: 'agent', id: 'mcp' } as const;

async function open(home: string, person = 'mara') {
  const desk = await openDesk({ home, tagged, person });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= desk.close());
  onTestFinished(close);
  return {
    ...desk,
    close,
    set: (change: Input<'approve.setLimits'>) => desk.ask('approve.setLimits', change),
    preview: (change: Input<'approve.previewLimits'>) => desk.ask('approve.previewLimits', change),
    propose: (amountMinor: number, client = 'shop') => {
      const place = { account: client, client, currency: 'EUR' };
      const content: Content = { ...place, kind: 'data leaves', amountMinor, details: null };
      return desk.approvals.request({ content, by: program, adId: null, decisionId: null });
    },
    /** The end that came of it, or the code with which it was refused. */
    async approve(id: string) {
      const { content_hash, amount_minor } = (await desk.ask('approve.show', { id })).item;
      return desk.ask('approve.confirm', { id, content_hash, typed_minor: amount_minor }).then(
        ({ item }) => item.state,
        ({ code }: AppError) => code,
      );
    },
  };
}

it('foretells what other limits mean for what waits, changes nothing by it, and then keeps its word', async () => {
  const desk = await open(tempFolder());
  const small = await desk.propose(1000);
  const large = await desk.propose(30_000);
  const before = await desk.ask('approve.limits', {});
  const change = { per_action_minor: 20_000, type_back_from_minor: 500 };
  const { waiting, changed, person, clients } = await desk.preview(change);
  expect({ waiting, person, clients }).toEqual({
    waiting: 2,
    person: 'mara',
    clients: [{ id: 'shop', name: 'shop', currency: 'EUR' }],
  });
  expect(
    changed.map(({ id, before: was, after }) => [
      id,
      was.refusal,
      after.refusal,
      was.type_back,
      after.type_back,
    ]),
  ).toEqual([
    [
      large.item.id,
      null,
      'One request would move 300.00 EUR, and 200.00 are the most (Settings, Approvals).',
      true,
      true,
    ],
    [small.item.id, null, null, false, true],
  ]);
  expect(await desk.ask('approve.limits', {})).toEqual(before);

  expect(await desk.set(change)).toEqual({ ...before, ...change });
  expect(await desk.approve(large.item.id)).toBe('BUDGET_REACHED');
  expect((await desk.ask('approve.show', { id: small.item.id })).type_back).toBe(true);
  expect(await desk.approve(small.item.id)).toBe('confirmed');
  const { entries } = await desk.ask('act.log', { subject: 'everything' });
  expect(entries).toMatchObject([
    { actor: 'person mara', what: 'set limits', before, after: { ...before, ...change } },
  ]);
  // In words, what became otherwise and nothing else.
  expect(entries).toMatchObject([
    {
      title: null,
      was: 'per action minor 100000, type back from minor 20000',
      became: 'per action minor 20000, type back from minor 500',
    },
  ]);
  expect((await desk.ask('act.verify', {})).ok).toBe(true);
});

it('lets decide who has the role for this client, whoever is named for another', async () => {
  const desk = await open(tempFolder());
  const { item } = await desk.propose(1000);
  await desk.set({
    role_of_others: 'viewer',
    roles: [
      { person: 'mara', client: 'cafe', role: 'approver' },
      { person: 'ben', client: 'shop', role: 'approver' },
    ],
  });
  expect(await desk.approve(item.id)).toBe('PERMISSION');
  const roles = [{ person: 'mara', client: 'shop', role: 'approver' as const }];
  expect((await desk.preview({ roles })).changed.map(({ after }) => after.refusal)).toEqual([null]);
  await desk.set({ roles });
  expect(await desk.approve(item.id)).toBe('confirmed');
});

it('leaves who decides to those who are named to approve, once one is', async () => {
  const home = tempFolder();
  const codeOf = (done: Promise<unknown>) =>
    done.then(
      () => 'set',
      ({ code }: AppError) => code,
    );
  const boss = await open(home, 'boss');
  const eveLooks = { person: 'eve', client: 'shop', role: 'viewer' } as const;
  await boss.set({ roles: [eveLooks] });
  // A name that nobody bears must not lock everybody out.
  const typo = { person: 'bos', client: 'shop', role: 'approver' } as const;
  expect(await codeOf(boss.set({ roles: [typo], role_of_others: 'viewer' }))).toBe('INVALID_INPUT');
  const roles = [{ ...typo, person: 'boss' }, eveLooks];
  await boss.set({ roles, role_of_others: 'viewer', two_people_from_minor: 0 });
  const { item } = await boss.propose(1000);
  await boss.close();
  for (const person of ['eve', 'somebody']) {
    const other = await open(home, person);
    expect(await codeOf(other.set({ roles: [] }))).toBe('PERMISSION');
    expect(await codeOf(other.set({ role_of_others: 'approver' }))).toBe('PERMISSION');
    expect(await codeOf(other.set({ two_people_from_minor: null, per_day_minor: 7 }))).toBe('PERMISSION');
    expect(await other.approve(item.id)).toBe('PERMISSION');
    // What is as it was is no change of it.
    expect(await codeOf(other.set({ roles, expiry_hours: 3 }))).toBe('set');
    await other.close();
  }
  const again = await open(home, 'boss');
  expect(await again.ask('approve.limits', {})).toMatchObject({ roles, per_day_minor: 300_000 });
  expect(await codeOf(again.set({ roles: [], role_of_others: 'approver' }))).toBe('set');
});

it('waits for a second person from the amount on, who may come later, under another account of the system', async () => {
  const home = tempFolder();
  const first = await open(home);
  await first.set({ two_people_from_minor: 5000 });
  const { item, approvals_needed } = await first.propose(5000);
  expect(approvals_needed).toBe(2);
  expect((await first.propose(4999)).approvals_needed).toBe(1);
  expect(await first.approve(item.id)).toBe('proposed');
  // Twice by the same person is once.
  expect(await first.approve(item.id)).toBe('proposed');
  await first.close();
  const second = await open(home, 'ben');
  const shown = await second.ask('approve.show', { id: item.id });
  expect(shown.approvals_given.map(({ person }) => person)).toEqual(['mara']);
  expect(await second.approve(item.id)).toBe('confirmed');
});

it('keeps everything stopped whatever is set at the same moment, and both of two changes', async () => {
  const desk = await open(tempFolder());
  await Promise.all([
    desk.set({ per_day_minor: 7 }),
    desk.ask('approve.kill', { stop: true }),
    desk.set({ expiry_hours: 3 }),
  ]);
  expect((await desk.ask('approve.list', {})).stopped).toBe(true);
  expect(await desk.ask('approve.limits', {})).toMatchObject({ per_day_minor: 7, expiry_hours: 3 });
});

it('reads the limits of a version that knew no roles', async () => {
  const home = tempFolder();
  const desk = await open(home);
  const {
    roles: _roles,
    role_of_others: _others,
    two_people_from_minor: _two,
    ...known
  } = await desk.set({
    per_day_minor: 7,
  });
  await desk.close();
  const db = new Sqlite(join(home, 'titan.db'));
  db.prepare('UPDATE approval_policy SET limits = ?').run(JSON.stringify(known));
  db.close();
  expect(await (await open(home)).ask('approve.limits', {})).toEqual({
    ...known,
    role_of_others: 'approver',
    roles: [],
    two_people_from_minor: null,
  });
});
