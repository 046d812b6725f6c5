import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Actor } from '../../../src/main/core/approve/approval.ts';
import type { Content } from '../../../src/main/core/approve/content.ts';
import { program as gateway, openDesk } from '../../support/act/open-desk.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const program = { kind: 'agent', id: 'mcp' } as const;

async function open() {
  const desk = await openDesk({ home: tempFolder() });
  onTestFinished(() => desk.close());
  const propose = async (name: string, afterMinor: number, by: Actor = program) => {
    const content: Content = {
      account: '1',
      client: '1',
      currency: 'EUR',
      kind: 'budget change',
      changes: [{ target: '11', name, beforeMinor: 10_000, afterMinor }],
    };
    const asked = await desk.approvals.request({ content, by, adId: null, decisionId: null });
    return asked.item;
  };
  return { ...desk, propose };
}

test('of what waits the most money comes first, however much came after it; nothing that waits goes uncounted', async () => {
  const { ask, propose } = await open();
  const first = await propose('Large', 25_000);
  const aside = await propose('Aside', 30_000);
  const small = await propose('Small', 10_100);
  await propose('Smaller', 10_050);
  await ask('approve.later', { id: aside.id, until: new Date(Date.now() + 3_600_000).toISOString() });
  const { items, to_decide, waiting } = await ask('approve.list', { limit: 2 });
  expect(items.map(({ id }) => id)).toEqual([first.id, small.id]);
  expect({ to_decide, waiting }).toEqual({ to_decide: 3, waiting: 4 });
  const all = await ask('approve.list', {});
  expect(all.items.map(({ title }) => title.split('”')[0])).toEqual([
    'Raise “Large',
    'Raise “Small',
    'Raise “Smaller',
    'Raise “Aside',
  ]);
  // All there was stands in the order in which it came.
  expect((await ask('approve.list', { which: 'all', limit: 4 })).items.at(-1)?.id).toBe(first.id);
});

test('a step of the log says what was asked for then, and what became otherwise', async () => {
  const { ask, propose } = await open();
  const { id, content_hash } = await propose('Broad DE', 11_000);
  await ask('approve.edit', { id, content_hash, changes: [{ target: '11', after_minor: 19_900 }] });
  await ask('approve.reject', { id, reason: 'Too much' });
  const { entries } = await ask('act.log', { subject: id });
  const was = 'Raise “Broad DE” from 100.00 EUR to 110.00 EUR a day';
  const now = 'Raise “Broad DE” from 100.00 EUR to 199.00 EUR a day';
  expect(entries.map(({ what, title, was, became }) => ({ what, title, was, became }))).toEqual([
    { what: 'reject', title: now, was: 'proposed', became: 'rejected: Too much' },
    { what: 'edit', title: now, was: `proposed: ${was}`, became: `proposed: ${now}` },
    { what: 'propose', title: was, was: '', became: 'proposed' },
  ]);
});

test('so many requests of one program wait and no more, until some are decided; a person and others may ask', async () => {
  const { ask, propose, approvals } = await open();
  for (let n = 0; n < 100; n += 1) await propose(`Set ${n}`, 10_001 + n);
  await expect(propose('One more', 20_000)).rejects.toMatchObject({
    code: 'NEEDS_APPROVAL',
    detail: 'No more than 100 requests of mcp wait at once: decide some of them first.',
  });
  const [largest] = (await ask('approve.list', { limit: 1 })).items;
  for (const by of [{ kind: 'agent', id: 'gateway' } as const, approvals.person])
    await propose('Of another', 11_000, by);
  await ask('approve.reject', { id: largest?.id ?? '', reason: '' });
  await propose('One more', 20_000);
});

test('a program is told of the whole log, also where it asks for what came since', async () => {
  const { ask, propose, file } = await open();
  for (const name of ['First', 'Second', 'Third']) await propose(name, 11_000);
  expect(await ask('act.verify', { since_last: true })).toMatchObject({ ok: true, count: 3 });
  const db = new Sqlite(file);
  db.exec('DROP TRIGGER audit_is_never_changed');
  db.exec("UPDATE audit SET actor = 'person nobody' WHERE seq = 1");
  db.close();
  expect(await ask('act.verify', { since_last: true })).toMatchObject({ ok: true });
  expect(await ask('act.verify', { since_last: true }, gateway)).toMatchObject({ ok: false, first_bad: 1 });
});
