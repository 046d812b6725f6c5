import { expect, it } from 'vitest';
import { z } from 'zod';
import { createMeta } from '../../src/main/connectors/meta/meta.ts';
import { expectLedger } from '../support/meta/expect-ledger.ts';
import { about, accountOf, openMeta, setOf } from '../support/meta/harness.ts';
import { berlin } from '../support/meta/world.ts';

const signal = AbortSignal.timeout(60_000);
const minuteS = 60;

it('whatever has become of an ad, it is told as it is and its money counts; only what runs is fetched', async () => {
  const meta = await openMeta([berlin]);
  const account = accountOf(meta);
  const [archived, faulty, deleted, paused, ...running] = account.ads.filter(
    ({ campaignId }) => campaignId === account.campaigns[0]?.id,
  );
  if (!archived || !faulty || !deleted || !paused || !account.campaigns[1])
    throw new Error('The account is too small.');
  archived.status = 'ARCHIVED';
  faulty.issue = 'The pixel is gone';
  deleted.status = 'DELETED';
  paused.status = 'PAUSED';
  account.campaigns[1].status = 'PAUSED';
  await meta.refresh({ daysBack: 3 });
  await expectLedger(meta, 3);
  const status = new Map((await meta.insights())[0]?.ads.map((ad) => [ad.id, ad.status]));
  expect([archived, faulty, deleted, paused].map(({ id }) => status.get(id))).toEqual([
    'ARCHIVED',
    'WITH_ISSUES',
    'DELETED',
    'PAUSED',
  ]);
  const below = account.ads.find(({ campaignId }) => campaignId === account.campaigns[1]?.id);
  expect(status.get(below?.id ?? '')).toBe('CAMPAIGN_PAUSED');
  const live: string[] = [];
  const { ads } = createMeta(meta.parts);
  for await (const page of ads.live(account, signal)) live.push(...(page.ads ?? []).map(({ id }) => id));
  expect(live).toEqual(running.map(({ id }) => id));

  // Who does not ask for them by their status is not told of what is archived or deleted.
  const List = z.object({ data: z.array(z.object({ id: z.string() })) });
  const path = [`act_${account.id}`, 'ads'];
  const { data } = await meta.client.read(path, { fields: 'id', limit: 50 }, List, about(meta), signal);
  const shown = data.map(({ id }) => id);
  expect(shown).toHaveLength(account.ads.length - 2);
  expect(shown).not.toContain(archived.id);
});

it('budgets are read where they lie: with the campaign or the ad set, for a day or for the whole life', async () => {
  const meta = await openMeta([berlin]);
  const account = accountOf(meta);
  const first = setOf(meta);
  first.dailyBudget = null;
  first.lifetimeBudget = 90_000;
  const found = new Map<string, (number | null)[]>();
  for await (const { campaigns = [], adSets = [] } of createMeta(meta.parts).ads.structure(account, signal))
    for (const one of [...campaigns, ...adSets])
      found.set(one.id, [one.dailyBudgetMinor, one.lifetimeBudgetMinor]);
  expect(found.get(first.id)).toEqual([null, 90_000]);
  for (const of of [...account.campaigns, ...account.adSets.slice(1)])
    expect(found.get(of.id), of.name).toEqual([of.dailyBudget, null]);
});

it('the changes of the last hour are told of campaigns and ad sets, by whomever; a fifth closes its object for an hour', async () => {
  const meta = await openMeta([berlin]);
  const account = accountOf(meta);
  const set = setOf(meta);
  const shared = account.campaigns[1];
  if (!shared) throw new Error('The account is too small.');
  const change = (id: string, units: number) =>
    meta.client.write([id], { daily_budget: String(units) }, about(meta), signal, signal);
  const pass = (seconds: number) => meta.passDays(seconds / 86_400);
  const ago = async () => {
    const { targets } = await createMeta(meta.parts)
      .adAccount([account.id])
      .read(account.id, [set.id, shared.id], signal);
    return [set.id, shared.id].map((id) => targets[id]?.changesSecondsAgo.map(Math.round));
  };
  for (const units of [5100, 5200, 5300, 5400]) await change(set.id, units);
  pass(50 * minuteS);
  await change(shared.id, 21_000);
  expect(await ago()).toEqual([Array(4).fill(50 * minuteS), [0]]);
  expect(await change(set.id, 5500)).toMatchObject({ kind: 'refused', error: { code: 'RATE_LIMITED' } });
  // The four are an hour old by now; the refusal is not.
  pass(15 * minuteS);
  expect(await ago()).toEqual([[], [15 * minuteS]]);
  expect((await change(set.id, 5500)).kind).toBe('refused');
  pass(46 * minuteS);
  expect((await change(set.id, 5500)).kind).toBe('done');
});

it('what is asked twice of the same world is answered alike, by our client and by any other', async () => {
  const ask = async () => {
    const meta = await openMeta([berlin], { days: 50 });
    const params = { level: 'ad', fields: 'ad_id,spend,actions,action_values,quality_ranking', limit: '100' };
    const path = [`act_${accountOf(meta).id}`, 'insights'];
    const Any = z.object({ data: z.array(z.unknown()) });
    const told = await meta.client.read(path, params, Any, about(meta), signal);
    const query = new URLSearchParams(params);
    const { key } = await meta.parts.credentials.of('meta');
    const plain = await fetch(`${meta.emulator.origin}/v25.0/${path.join('/')}?${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(Any.parse(await plain.json())).toEqual(told);
    return told;
  };
  const [one, other] = [await ask(), await ask()];
  expect(one.data.length).toBeGreaterThan(0);
  expect(other).toEqual(one);
  // Of an ad that hardly anybody has seen Meta has no opinion.
  expect(JSON.stringify(one)).toContain('"quality_ranking":"AVERAGE"');
});
