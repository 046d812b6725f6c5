import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createMeta, metaAccount } from '../../src/main/connectors/meta/meta.ts';
import { about, type Meta, openMeta, setOf } from '../support/meta/harness.ts';
import { token } from '../support/meta/token.ts';
import { berlin } from '../support/meta/world.ts';

const signal = AbortSignal.timeout(60_000);
const Row = z.record(z.string(), z.unknown());

it('an app that asks for a proof by its secret is told of, with what can be done, and nothing is stored', async () => {
  const meta = await openMeta([berlin], { appSecret: 'shh' });
  const { job } = await meta.refresh({ daysBack: 3 });
  expect(job).toMatchObject({ state: 'failed', error: { code: 'PERMISSION' } });
  expect(job.error?.message).toContain('Require App Secret');
  expect(await meta.insights()).toEqual([]);
  // With the proof it answers, and its link to the next page is without.
  const appsecret_proof = createHmac('sha256', 'shh').update(token).digest('hex');
  const path = [`act_${about(meta).account}`, 'ads'];
  const params = { fields: 'id', limit: 1, appsecret_proof };
  const page = await meta.client.read(path, params, Row, about(meta), signal);
  expect(page).toMatchObject({ paging: { next: expect.not.stringContaining('appsecret_proof') } });
});

it.each([
  ['of a person', { expires_at: 1_764_000_000, data_access_expires_at: 1_770_000_000 }, 1_764_000_000],
  [
    'whose access to data ends first',
    { expires_at: 0, data_access_expires_at: 1_770_000_000 },
    1_770_000_000,
  ],
  ['that never ends', { expires_at: 0, data_access_expires_at: 0 }, null],
])('the end of a token %s is told, and the token stands in no address of ours', async (_, ends, told) => {
  const meta = await openMeta([berlin], { tokenEnds: () => ends });
  const check = () => metaAccount(meta.parts).check({ kind: 'key', key: token }, signal);
  const expiresAt = told === null ? null : new Date(told * 1000).toISOString();
  expect(await check()).toMatchObject({ label: 'Anna Berg', expiresAt });
  const ours = meta.emulator.seen.filter(({ path }) => !path.endsWith('/debug_token'));
  expect(ours.map(({ path, query }) => `${path} ${query}`).join()).not.toContain(token);
  // Meta does not say: the token is as good as before.
  meta.emulator.faults.push({ on: 'batch', kind: 'reset' });
  expect(await check()).toMatchObject({ label: 'Anna Berg', expiresAt: null });
});

/** Rows of the ads, or as asked for. */
async function rows(meta: Meta, asked: object) {
  const found: Record<string, unknown>[] = [];
  const params = { level: 'ad', fields: 'ad_id,spend,impressions,actions', ...asked };
  const path = [`act_${about(meta).account}`, 'insights'];
  for await (const page of meta.client.pages(path, params, Row, about(meta), signal)) found.push(...page);
  return found;
}
const week = { time_range: { since: '2026-10-12', until: '2026-10-18' } };
const spend = (list: readonly Record<string, unknown>[]) =>
  list.reduce((sum, row) => sum + Math.round(Number(row.spend) * 100), 0);
const typesOf = (list: readonly Record<string, unknown>[]) =>
  new Set(
    list.flatMap(({ actions }) => (actions as { action_type: string }[]).map((one) => one.action_type)),
  );

const refused: readonly [object, string, string][] = [
  [{ ...week, level: 'post' }, 'UPSTREAM', '1/99'],
  [{ ...week, fields: 'ad_id,likes' }, 'UPSTREAM', '100'],
  [{ time_range: { since: '2026-10-18', until: '2026-10-12' } }, 'UPSTREAM', '100'],
  [{ time_range: { since: '2023-08-01', until: '2023-08-02' } }, 'INVALID_INPUT', '37 months'],
  [{ date_preset: 'lifetime' }, 'UPSTREAM', '100'],
  [{ ...week, time_increment: 91 }, 'UPSTREAM', '100'],
  [{ ...week, sort: ['beauty_descending'] }, 'UPSTREAM', '100'],
  [{ ...week, filtering: [{ field: 'spend', operator: 'ABOUT', value: 1 }] }, 'UPSTREAM', '100'],
  [{ ...week, breakdowns: ['platform_position'] }, 'UPSTREAM', '100'],
  [{ ...week, breakdowns: ['age', 'country'] }, 'UPSTREAM', '2/1504041'],
  [
    {
      ...week,
      breakdowns: ['hourly_stats_aggregated_by_advertiser_time_zone'],
      fields: 'video_play_actions',
    },
    'UPSTREAM',
    '100',
  ],
];

it('what is asked for wrongly of results is refused at once, in words that say what is wrong', async () => {
  const meta = await openMeta([berlin]);
  for (const [asked, code, words] of refused)
    await expect(rows(meta, asked), JSON.stringify(asked)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  // What will never be right is not tried again.
  expect(meta.emulator.seen).toHaveLength(refused.length);
});

it('results by days, weeks, months and in all are the same money; parts and filters keep to their rules', async () => {
  const meta = await openMeta([berlin]);
  const all = { time_range: { since: '2026-09-10', until: '2026-10-18' } };
  const byDay = await rows(meta, { ...all, time_increment: 1 });
  for (const time_increment of [7, 'monthly', 'all_days'])
    expect(spend(await rows(meta, { ...all, time_increment })), String(time_increment)).toBe(spend(byDay));
  const months = await rows(meta, { ...all, level: 'account', time_increment: 'monthly' });
  expect(months.map(({ date_start, date_stop }) => [date_start, date_stop])).toEqual([
    ['2026-09-10', '2026-09-30'],
    ['2026-10-01', '2026-10-18'],
  ]);
  const [ad] = byDay;
  const filtering = [{ field: 'ad.id', operator: 'IN', value: [ad?.ad_id] }];
  expect(new Set((await rows(meta, { ...all, filtering })).map(({ ad_id }) => ad_id))).toEqual(
    new Set([ad?.ad_id]),
  );
  const sorted = (await rows(meta, { ...week, sort: ['spend_descending'] })).map((row) => Number(row.spend));
  expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));

  expect(typesOf(byDay)).toContain('omni_purchase');
  const byRegion = typesOf(await rows(meta, { ...all, breakdowns: ['region'] }));
  expect(byRegion).toContain('link_click');
  expect(byRegion).not.toContain('omni_purchase');
  const long = { time_range: { since: '2025-09-01', until: '2026-10-18' }, fields: 'ad_id,reach' };
  expect((await rows(meta, long))[0]).toHaveProperty('reach');
  expect((await rows(meta, { ...long, breakdowns: ['age'] }))[0]).not.toHaveProperty('reach');
  const windows = await rows(meta, { ...all, action_attribution_windows: ['7d_click', '7d_view'] });
  expect(JSON.stringify(windows)).toContain('"7d_click"');
  expect(JSON.stringify(windows)).not.toContain('7d_view');

  const path = [`act_${about(meta).account}`, 'insights'];
  const asked = { ...all, level: 'ad', fields: 'ad_id,spend', summary: true, limit: 1 };
  const { summary } = await meta.client.read(path, asked, z.object({ summary: Row }), about(meta), signal);
  expect(spend([summary])).toBe(spend(byDay));
});

it('a change that is only to be checked changes nothing, and is refused for what a real one would be', async () => {
  const meta = await openMeta([berlin]);
  const set = setOf(meta);
  const check = (daily_budget: string) =>
    meta.client.write(
      [set.id],
      { daily_budget, execution_options: ['validate_only'] },
      about(meta),
      signal,
      signal,
    );
  expect((await check('5600')).kind).toBe('done');
  expect(await check('0')).toMatchObject({
    kind: 'refused',
    error: { message: expect.stringContaining('The budget is too low') },
  });
  expect([set.dailyBudget, meta.emulator.changes]).toEqual([5000, []]);
});

it('calls in one are answered in order, each for itself; more than fifty, and the old way by ids, are refused', async () => {
  const meta = await openMeta([berlin]);
  const set = setOf(meta);
  const Answer = z.object({ code: z.number(), body: z.string() }).nullable();
  const send = (batch: object[]) => meta.client.order([], { batch }, z.array(Answer), about(meta), signal);
  const read = { method: 'GET', relative_url: `${set.id}?fields=name` };
  meta.emulator.faults.push({ on: 'batch', kind: 'ignored', after: 2 });
  const [first, second, third] = await send([
    read,
    { method: 'GET', relative_url: '4711?fields=name' },
    read,
  ]);
  expect([first?.code, second?.code, third]).toEqual([200, 400, null]);
  expect(JSON.parse(first?.body ?? '')).toEqual({ id: set.id, name: set.name });
  // What is not encoded ends at the first "&".
  await send([{ method: 'POST', relative_url: set.id, body: 'name=Sale&status=PAUSED' }]);
  expect(set.status).toBe('PAUSED');
  await expect(send(Array(51).fill(read))).rejects.toMatchObject({ message: expect.stringContaining('100') });
  await expect(meta.client.read([], { ids: set.id }, Row, about(meta), signal)).rejects.toMatchObject({
    code: 'UPSTREAM',
  });
});

it('a creative has one shape, and stays as it was made', async () => {
  const meta = await openMeta([berlin]);
  const act = `act_${about(meta).account}`;
  const write = (path: string[], params: object) =>
    meta.client.write(path, params, about(meta), signal, signal);
  const image = await write([act, 'adimages'], { bytes: Buffer.from('a picture').toString('base64') });
  const { images } = z
    .object({ images: z.record(z.string(), z.object({ hash: z.string() })) })
    .parse(image.kind === 'done' ? image.body : null);
  const link_data = { image_hash: Object.values(images)[0]?.hash, message: 'Try it' };
  const spec = { page_id: '77', link_data };
  const both = { ...spec, video_data: { video_id: '1', image_url: 'https://shop.example/a.jpg' } };
  expect(await write([act, 'adcreatives'], { object_story_spec: both })).toMatchObject({
    kind: 'refused',
    error: { message: expect.stringContaining('1443048') },
  });
  const made = await write([act, 'adcreatives'], { object_story_spec: spec });
  const { id } = z.object({ id: z.string() }).parse(made.kind === 'done' ? made.body : null);
  expect(await write([id], { object_story_spec: spec })).toMatchObject({
    kind: 'refused',
    error: { message: expect.stringContaining('1815573') },
  });
});

it('a token that may only read brings everything in and changes nothing', async () => {
  const meta = await openMeta([berlin], { scopes: ['ads_read'] });
  expect(await meta.refresh({ daysBack: 1 })).toMatchObject({ job: { state: 'done' }, failures: [] });
  const set = setOf(meta);
  expect(
    await meta.client.write([set.id], { daily_budget: '5600' }, about(meta), signal, signal),
  ).toMatchObject({
    kind: 'refused',
    error: { code: 'PERMISSION', message: expect.stringContaining('ads_management') },
  });
  expect(meta.emulator.changes).toEqual([]);
});

it('a large step of a budget has the ad set learn anew, a small one does not', async () => {
  const meta = await openMeta([berlin]);
  const set = setOf(meta);
  const learns = async (daily_budget: string) => {
    await meta.client.write([set.id], { daily_budget }, about(meta), signal, signal);
    const account = (await createMeta(meta.parts).ads.accounts([], signal))[0];
    if (!account) throw new Error('There is no account.');
    for await (const { adSets = [] } of createMeta(meta.parts).ads.structure(account, signal)) {
      const found = adSets.find(({ id }) => id === set.id);
      if (found) return [found.learningStatus, found.editedAt];
    }
    throw new Error('The ad set is not there.');
  };
  expect((await learns('6000'))[0]).toBe('SUCCESS');
  expect(await learns('9000')).toEqual(['LEARNING', meta.clock.now()]);
});

it('of a creative only what is asked for is told, and what does not exist is refused', async () => {
  const meta = await openMeta([berlin]);
  const ad = meta.accounts[0]?.ads[0]?.id ?? '';
  const read = (fields: string) => meta.client.read([ad], { fields }, Row, about(meta), signal);
  const { creative } = await read('name,creative{id,url_tags}');
  expect(Object.keys(creative as object).sort()).toEqual(['id', 'url_tags']);
  await expect(read('creative{id,taste}')).rejects.toMatchObject({ message: expect.stringContaining('100') });
});

const budgetsOf = async (meta: Meta) => {
  await meta.refresh({ daysBack: 1 });
  const account = await meta.store.reader.budgetAccount(about(meta).account, '9999-12-31');
  return account?.arms.map(({ id }) => id) ?? [];
};

it('an ad set that has ended, or not begun, when it is read is no budget, though it is active at Meta', async () => {
  const meta = await openMeta([berlin]);
  const budgets = () => budgetsOf(meta);
  const set = setOf(meta);
  const all = await budgets();
  expect(all).toContain(set.id);
  // It is noon in London.
  set.endTime = '2026-10-20T13:59:00+0200';
  expect(await budgets()).toEqual(all.filter((id) => id !== set.id));
  for (const later of ['2026-10-20T23:59:00+0200', '1969-12-31T16:00:00-0800']) {
    set.endTime = later;
    expect(await budgets()).toEqual(all);
  }
  set.startTime = '2026-10-20T15:00:00+0200';
  expect(await budgets()).toEqual(all.filter((id) => id !== set.id));
  set.startTime = '2026-10-20T13:00:00+0200';
  expect(await budgets()).toEqual(all);
});

it('a campaign of whose ad sets none runs is no budget; one that has ended takes no other with it', async () => {
  const meta = await openMeta([berlin]);
  const budgets = () => budgetsOf(meta);
  const set = setOf(meta);
  const campaign = meta.accounts[0]?.campaigns.find(({ id }) => id === set.campaignId);
  const own = meta.accounts[0]?.adSets.filter(({ campaignId }) => campaignId === campaign?.id) ?? [];
  if (!campaign) throw new Error('No campaign.');
  const all = await budgets();
  // By then Meta tells this end as that of the campaign, in which the other goes on.
  set.endTime = '2026-10-20T13:00:00+0200';
  expect(await budgets()).toEqual(all.filter((id) => id !== set.id));
  // The campaign holds the money, which its ad sets spend.
  campaign.dailyBudget = 5000;
  for (const of of own) of.dailyBudget = null;
  const held = [...all.filter((id) => own.every((of) => of.id !== id)), campaign.id].sort();
  expect(await budgets()).toEqual(held);
  for (const of of own) of.endTime = '2026-10-20T13:00:00+0200';
  expect(await budgets()).toEqual(held.filter((id) => id !== campaign.id));
  set.endTime = '2026-10-21T13:00:00+0200';
  expect(await budgets()).toEqual(held);
});
