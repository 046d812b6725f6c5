import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDeals, hubspotAccount } from '../../src/main/connectors/hubspot/deals.ts';
import { createRetry } from '../../src/main/connectors/net/retry.ts';
import { revenueFor } from '../../src/main/stages/learn-revenue.ts';
import { refreshHubspot, salesCycleOf } from '../../src/main/stages/refresh-hubspot.ts';
import { emulateHubspot, type SimDeal } from '../emulators/hubspot.ts';
import { tempStore } from '../support/temp-store.ts';

const token = 'pat-canary-0123456789';
const now = '2026-11-20T12:00:00.000Z';
const clock = { now: () => now, monotonicMs: () => 0 };
const day = (n: number): string => new Date(Date.UTC(2026, 8, 1) + n * 86_400_000).toISOString();

async function open() {
  const hubspot = await emulateHubspot(token);
  const store = await tempStore(() => now);
  onTestFinished(() => hubspot.close());
  const rests: number[] = [];
  const retry = createRetry(
    () => 0.5,
    async (ms) => void rests.push(ms),
  );
  const options = { base: hubspot.url, retry, answerMs: 500 };
  const port = createDeals({ ...options, credential: async () => ({ kind: 'key', key: token }) });
  return {
    hubspot,
    store,
    rests,
    account: hubspotAccount(options),
    refresh: () => refreshHubspot({ port, writer: store.writer, clock }, AbortSignal.timeout(20_000)),
    revenue: (kind: 'ad' | 'campaign', id: string) =>
      revenueFor({ reader: store.reader, clock }, { kind, id }),
    cycle: () => salesCycleOf({ reader: store.reader, clock }),
  };
}

const deal = (
  id: string,
  change: Partial<SimDeal['properties']> = {},
  more: Partial<SimDeal> = {},
): SimDeal => ({
  id,
  properties: {
    amount: '100.50',
    deal_currency_code: 'EUR',
    createdate: day(0),
    closedate: day(10),
    hs_lastmodifieddate: day(10),
    dealstage: 'won-9',
    ...change,
  },
  ...more,
});

let world: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  world = await open();
});

describe('deals of HubSpot', () => {
  it('become orders: won counts, lost and archived do not, open ones wait; the ad is the contact’s', async () => {
    const { hubspot, refresh, revenue } = world;
    hubspot.contacts.set('c1', { utm_content: '120001', utm_campaign: 'Autumn' });
    hubspot.deals = [
      deal('1', {}, { contacts: ['c1', 'merged away'] }),
      deal('2', { amount: '20', utm_campaign: 'Autumn' }),
      deal('3', { dealstage: 'lost-9' }, { contacts: ['c1'] }),
      deal('4', { dealstage: 'open-1', closedate: day(99) }, { contacts: ['c1'] }),
      deal('5', {}, { contacts: ['c1'], archived: true }),
      deal('6', { amount: null }, { contacts: ['c1'] }),
      deal('7', { deal_currency_code: null, amount: '7', createdate: day(1) }, { contacts: ['c1'] }),
    ];
    expect(await refresh()).toEqual({
      deals: 7,
      added: 6,
      known: 0,
      bad: [{ deal: '6', problem: 'it was won without an amount' }],
      joined: { ad: 6, campaign: 1, neither: 0 },
    });
    expect(await revenue('ad', '120001')).toMatchObject({
      total_minor: 10_750,
      orders: 2,
      open: 1,
      currency: 'EUR',
    });
    expect(await revenue('campaign', 'Autumn')).toMatchObject({ total_minor: 12_750, orders: 3 });
    // Again adds nothing; a deal that is won or changed since then is one more word about it.
    expect(await refresh()).toMatchObject({ added: 0, known: 6 });
    hubspot.deals[3] = deal('4', { hs_lastmodifieddate: day(60), closedate: day(60) }, { contacts: ['c1'] });
    expect(await refresh()).toMatchObject({ added: 1 });
    expect(await revenue('ad', '120001')).toMatchObject({ total_minor: 20_800, orders: 3, open: 0 });
  });

  it('are one sale each, whatever became of their order number', async () => {
    const { hubspot, refresh, revenue } = world;
    const of = (id: string, order_id: string, more = {}) =>
      deal(id, { amount: '100', utm_campaign: 'All', order_id, ...more });
    hubspot.deals = [of('1', '1001'), of('2', 'N/A'), of('3', '-'), of('4', 'N/A')];
    expect(await refresh()).toMatchObject({ added: 4 });
    hubspot.deals[0] = of('1', '1010', { hs_lastmodifieddate: day(11) });
    expect(await refresh()).toMatchObject({ added: 1 });
    expect(await revenue('campaign', 'All')).toMatchObject({ orders: 4, total_minor: 40_000 });
    expect(await refresh()).toMatchObject({ added: 0 });
  });

  it('count to the cent where their amounts were computed', async () => {
    const { hubspot, refresh, revenue } = world;
    hubspot.deals = [deal('1', { amount: '1234.5678', utm_campaign: 'All' })];
    expect(await refresh()).toMatchObject({ added: 1, bad: [] });
    expect(await revenue('campaign', 'All')).toMatchObject({ orders: 1, total_minor: 123_457 });
  });

  it('are read page by page to the last, each once', async () => {
    world.hubspot.deals = Array.from({ length: 257 }, (_, n) =>
      deal(String(n), { amount: '1.00', utm_campaign: 'All' }),
    );
    expect(await world.refresh()).toMatchObject({ deals: 257, added: 257 });
    expect(await world.revenue('campaign', 'All')).toMatchObject({ total_minor: 25_700 });
    // Its own link for the next page leads to the internet and is not followed.
    expect(world.hubspot.log.every(({ path }) => !path.includes('elsewhere') && !path.includes(token))).toBe(
      true,
    );
  });

  it('tell the sales cycle from 30 won deals on, with open ones counted as long as they have lasted', async () => {
    const { hubspot, refresh, cycle } = world;
    hubspot.deals = Array.from({ length: 29 }, (_, n) => deal(String(n), { closedate: day(10 + n) }));
    await refresh();
    expect(await cycle()).toMatchObject({ won: 29, days: null });
    hubspot.deals.push(deal('29', { closedate: day(39) }), deal('backwards', { closedate: day(-1) }));
    await refresh();
    const before = await cycle();
    expect(before).toMatchObject({ won: 30, open: 0, dropped: 1, days: { n: 30, p50: 24 } });
    hubspot.deals.push(
      ...Array.from({ length: 30 }, (_, n) =>
        deal(`o${n}`, { dealstage: 'open-1', createdate: day(60), closedate: null }),
      ),
    );
    await refresh();
    const after = await cycle();
    expect(after.open).toBe(30);
    expect(after.days?.p50 ?? 99).toBeGreaterThan(before.days?.p50 ?? 99);
  });
});

describe('what goes wrong with HubSpot', () => {
  const limit = (policyName: string, headers = {}) => ({
    status: 429,
    headers,
    body: { status: 'error', policyName },
  });

  it('passes by itself where it says so: limits, a page of a proxy, a broken line, a hang', async () => {
    const { hubspot, refresh, rests } = world;
    hubspot.deals = [deal('1')];
    hubspot.fail(
      /deals\?/,
      limit('TEN_SECONDLY_ROLLING'),
      limit('SECONDLY', { 'retry-after': '3' }),
      'html',
      { status: 502, body: '<html>Bad gateway' },
      'cut',
      'hang',
    );
    expect(await refresh()).toMatchObject({ deals: 1, added: 1 });
    expect(rests.slice(0, 2)).toEqual([10_000, 3000]);
    expect(rests).toHaveLength(6);
  });

  it.each([
    ['AUTH_EXPIRED', { status: 401, body: { category: 'INVALID_AUTHENTICATION' } }],
    ['PERMISSION', { status: 403, body: { category: 'MISSING_SCOPES' } }],
    ['RATE_LIMITED', limit('DAILY')],
    ['UPSTREAM', { status: 400, body: { category: 'VALIDATION_ERROR' } }],
    ['UPSTREAM', { body: { results: 'none' } }],
  ] as const)(
    '%s ends it with the reason and without the token; what was read stays',
    async (code, fault) => {
      const { hubspot, refresh, rests, revenue } = world;
      hubspot.deals = Array.from({ length: 150 }, (_, n) =>
        deal(String(n), { amount: '1.00', utm_campaign: 'All' }),
      );
      hubspot.fail(/after=100/, fault);
      const error = await refresh().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code });
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(token);
      expect(rests).toEqual([]);
      expect(await revenue('campaign', 'All')).toMatchObject({ orders: 100 });
      // Run again it goes on to the end, and nothing is there twice.
      await refresh();
      expect(await revenue('campaign', 'All')).toMatchObject({ orders: 150, total_minor: 15_000 });
    },
  );

  it.each(['100', '200'])('a list that goes back to place %s is no end of it', async (place) => {
    const { hubspot, store, refresh, revenue } = world;
    hubspot.deals = Array.from({ length: 250 }, (_, n) =>
      deal(String(n), { amount: '1.00', utm_campaign: 'All' }),
    );
    hubspot.fail(/after=200/, { body: { results: [], paging: { next: { after: place } } } });
    await expect(refresh()).rejects.toMatchObject({ code: 'UPSTREAM' });
    // What was read stays, and nobody takes HubSpot for heard.
    expect(await revenue('campaign', 'All')).toMatchObject({ orders: 200 });
    expect(await store.reader.ledgerTold()).toEqual([]);
    await refresh();
    expect(await revenue('campaign', 'All')).toMatchObject({ orders: 250, total_minor: 25_000 });
  });

  it('a token is tried by what it is for', async () => {
    const { account } = world;
    const signal = AbortSignal.timeout(5000);
    expect(await account.check({ kind: 'key', key: token }, signal)).toEqual({
      label: 'HubSpot 4711',
      limits: 'deals in EUR',
    });
    await expect(account.check({ kind: 'key', key: 'other' }, signal)).rejects.toMatchObject({
      code: 'AUTH_EXPIRED',
    });
  });
});
