import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { tempStore } from '../../support/temp-store.ts';

const readAt = '2026-11-20T09:00:00.000Z';
const account = { id: '77', name: 'Fjordline', currency: 'EUR', timeZone: 'Europe/Berlin' };
const named = { status: 'ACTIVE', effectiveStatus: 'ACTIVE', lifetimeBudgetMinor: null };
const adSet = (id: string, campaignId: string, effectiveStatus = 'ACTIVE') => ({
  ...named,
  id,
  name: id,
  campaignId,
  effectiveStatus,
  dailyBudgetMinor: 5000,
  optimizationGoal: null,
  learningStatus: null,
  editedAt: null,
});

/** The budgets once these were carried out, each at its time. */
async function after(...deeds: [at: string, target: string, what: 'pause' | 'resume' | number][]) {
  const store = await tempStore(() => readAt);
  const { writer } = store;
  await writer.saveMetaAccount(account, readAt);
  const campaign = { ...named, objective: null };
  await writer.saveStructure(
    '77',
    {
      campaigns: [
        { ...campaign, id: '1', name: 'Own budgets', dailyBudgetMinor: null },
        { ...campaign, id: '2', name: 'One budget', dailyBudgetMinor: 9000 },
      ],
      adSets: [adSet('11', '1'), adSet('12', '1', 'PAUSED'), { ...adSet('21', '2'), dailyBudgetMinor: null }],
    },
    readAt,
  );
  const db = new Sqlite(store.file);
  const request = db.prepare(
    `INSERT INTO approvals (id, seq, revision, state, account, currency, amount_minor, approval)
     VALUES (?, ?, 1, 'confirmed', '77', 'EUR', 0, '{}')`,
  );
  const part = db.prepare(
    `INSERT INTO approval_parts (tag, approval_id, seq, target, mutation, state, attempts, sent_at)
     VALUES (?, ?, 1, ?, ?, 'done', 1, ?)`,
  );
  for (const [n, [at, target, what]] of deeds.entries()) {
    const id = `ap_0000000${n}`;
    const deed = typeof what === 'number' ? { do: 'set budget', toMinor: what } : { do: what };
    request.run(id, n + 1);
    part.run(`${id}/${target}`, id, target, JSON.stringify(deed), at);
  }
  db.close();
  const found = await store.reader.budgetAccount('77', '9999-12-31');
  return found?.arms.map(({ id, budgetMinor, paused }) => `${id} ${budgetMinor}${paused ? ' paused' : ''}`);
}

const [before, saving, later, last] = ['08:00', '08:59', '09:30', '09:40'].map(
  (time) => `2026-11-20T${time}:00.000Z`,
) as [string, string, string, string];

it('knows of each budget what was done to it since it was read, the last of it', async () => {
  expect(await after()).toEqual(['11 5000', '12 5000 paused', '2 9000']);
  // Meta has told of that since, and perhaps of what somebody changed after it.
  expect(await after([before, '11', 6000], [before, '12', 'resume'])).toEqual(await after());
  expect(await after([saving, '11', 6000], [later, '2', 9500])).toEqual([
    '11 6000',
    '12 5000 paused',
    '2 9500',
  ]);
  expect(await after([last, '11', 7000], [later, '11', 6000], [later, '12', 'resume'])).toEqual([
    '11 7000',
    '12 5000',
    '2 9000',
  ]);
  expect(await after([later, '11', 'resume'], [last, '11', 'pause'], [later, '2', 'pause'])).toEqual([
    '11 5000 paused',
    '12 5000 paused',
    '2 9000 paused',
  ]);
});

it('leaves out the budgets of a campaign that we stopped: they could not be resumed by themselves', async () => {
  expect(await after([later, '1', 'pause'])).toEqual(['2 9000']);
});
