import { expect, it } from 'vitest';
import type { Approval } from '../../../src/main/core/approve/approval.ts';
import { addDays } from '../../../src/main/core/learn/meta/days.ts';
import type { DayFigures } from '../../../src/main/core/learn/meta/figures.ts';
import type { JobItem, NewApproval } from '../../../src/main/ports.ts';
import { showToday } from '../../../src/main/stages/today.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, stamp } from '../store/ads.ts';

const now = '2026-11-20T09:15:00.000Z';
const account = { id: '77', name: 'Fjordline', currency: 'EUR', timeZone: 'Europe/Berlin' };
const choice = { actionType: 'omni_purchase', window: '28d_click' } as const;

const figures = (
  level: 'account' | 'campaign',
  objectId: string,
  day: string,
  spendMinor: number,
  orders: number,
): DayFigures =>
  dayFigures({
    level,
    objectId,
    day,
    campaignId: level === 'campaign' ? objectId : null,
    spendMinor,
    impressions: 40_000,
    linkClicks: 600,
    actions: {
      [choice.actionType]: { n: { [choice.window]: orders }, v: { [choice.window]: orders * 5000 } },
    },
  });

it('tells from stored rows what changed: results by account, failed jobs, new scores', async () => {
  const store = await tempStore(() => now);
  const { writer } = store;
  const [first, second] = await aJob(store, '/ads', ['a.png', 'b.png']);
  await writer.finishItem(first as JobItem, {
    kind: 'analyzed',
    ad: { ...anAd('a'.repeat(64)), measuredAt: now },
    stamp,
  });
  await writer.finishItem(second as JobItem, { kind: 'failed', code: 'TRUNCATED', detail: 'b.png' });
  const [job] = await store.reader.jobs({ limit: 1 });
  const failedOnce = { ...(job as NonNullable<typeof job>).progress, failed: 1 };
  await writer.setProgress(job?.id as string, failedOnce);
  await writer.setJobState(job?.id as string, 'done', now);
  for (let n = 0; n < 6; n += 1) {
    await aJob(store, `/more${n}`, ['c.png']);
    const [more] = await store.reader.jobs({ limit: 1 });
    await writer.setProgress(more?.id as string, failedOnce);
    await writer.setJobState(more?.id as string, 'done', now);
  }
  const ended = await store.reader.jobs({ kinds: ['analyze', 'read'], states: ['done'], limit: 9 });
  expect(ended).toHaveLength(7);
  expect(await store.reader.jobs({ kinds: ['read'], limit: 9 })).toEqual([]);
  expect(await store.reader.jobs({ states: ['queued'], limit: 9 })).toEqual([]);

  await writer.saveMetaAccount(account, now);
  await writer.chooseSales(account.id, choice, now);
  const named = {
    status: 'ACTIVE',
    effectiveStatus: 'ACTIVE',
    lifetimeBudgetMinor: null,
    dailyBudgetMinor: null,
  };
  await writer.saveStructure(
    account.id,
    { campaigns: [{ ...named, id: '9', name: 'Autumn', objective: null }] },
    now,
  );
  // Every morning the day before, over nine weeks; on the last day the campaign spent thrice as much.
  for (let back = 62; back >= 0; back -= 1) {
    const day = addDays('2026-11-19', -back);
    const at = `${addDays(day, 1)}T05:00:00.000Z`;
    const spend = back === 0 ? 30_000 : 10_000;
    for (const [level, id] of [
      ['account', '77'],
      ['campaign', '9'],
    ] as const)
      await writer.saveFigures(account.id, level, [figures(level, id, day, spend, 30)], '2026-10-22', at);
    await writer.endMetaDays(account.id, { since: day, until: day }, '2026-10-22', at);
  }

  const say = { at: now, actor: 'agent mcp', what: 'propose', before: null, after: null, answerId: null };
  const request = (id: string, own: Partial<Approval>): NewApproval => ({
    row: {
      approval: {
        id,
        state: 'proposed',
        content: {
          account: '77',
          client: '77',
          currency: 'EUR',
          kind: 'publish',
          amountMinor: 0,
          details: null,
        },
        contentHash: '0'.repeat(64),
        proposedBy: { kind: 'agent', id: 'mcp' },
        proposedAt: now,
        expiresAt: '2026-11-21T09:00:00.000Z',
        laterUntil: null,
        given: [],
        reason: null,
        tag: null,
        sentAt: null,
        answerId: null,
        ...own,
      },
      adId: null,
      decisionId: null,
      allowedAt: null,
      notBefore: null,
      problem: null,
    },
    said: { ...say, subject: id },
  });
  await writer.addApprovals([
    request('ap_00000001', { expiresAt: '2026-11-21T12:00:00.000Z' }),
    request('ap_00000002', {
      expiresAt: '2026-11-20T12:00:00.000Z',
      laterUntil: '2026-11-20T09:00:00.000Z',
    }),
    request('ap_00000003', { laterUntil: '2026-11-20T13:00:00.000Z' }),
    ...(['approved', 'sent', 'unknown'] as const).map((state, n) => request(`ap_0000000${4 + n}`, { state })),
    // Nobody waits for these: over, or out of time though nobody has written it down yet.
    request('ap_00000007', { state: 'confirmed' }),
    request('ap_00000008', { expiresAt: '2026-11-20T09:00:00.000Z' }),
    request('ap_00000009', { state: 'approved', expiresAt: '2026-11-20T09:00:00.000Z' }),
  ]);
  await writer.setApprovalPolicy({ stopped: true }, { ...say, subject: 'everything' });
  const seenAt = (at: string) =>
    showToday(
      {
        reader: store.reader,
        clock: { now: () => at, monotonicMs: () => 0 },
        metaConnected: async () => false,
        rest: async () => undefined,
      },
      undefined,
    );
  const shown = await seenAt(now);
  expect(shown).toMatchObject({
    at: now,
    since: '2026-11-19T09:15:00.000Z',
    approvals: { waiting: 2, aside: 1, under_way: 3, stopped: true, first: [{ id: 'ap_00000002' }, {}] },
    failed_jobs: { jobs: 7, newest: [{}, {}, {}, {}, { code: null, failed: 1 }] },
    scored: { ads: 1, best: [{ id: 'a'.repeat(16) }] },
  });
  const [only] = shown.accounts;
  expect(only).toMatchObject({
    day: '2026-11-19',
    yesterday: '2026-11-19',
    alike: true,
    silence: null,
    delay_alarm: null,
    judged: 8,
    tired: [],
  });
  expect(only?.sales).toEqual({ action_type: choice.actionType, window: choice.window });
  expect(only?.figures.map(({ metric, value, provisional }) => [metric, value, provisional])).toEqual([
    ['spend', 30_000, false],
    ['ctr', 0.015, false],
    ['orders', 30, true],
    ['roas', 5, true],
  ]);
  expect(only?.unusual.map(({ level, metric }) => `${level} ${metric}`)).toEqual([
    'account spend',
    'campaign spend',
  ]);
  // Orders that came later were never read, however long ago the day is by now.
  const [late] = (await seenAt('2027-01-05T09:00:00.000Z')).accounts;
  expect(late?.figures.map(({ provisional }) => provisional)).toEqual([false, false, true, true]);
});
