import { expect, it } from 'vitest';
import { revenueFor } from '../../../src/main/stages/learn-revenue.ts';
import { accountId, adIdOf, at, storeAccount } from '../../support/learn/stored.ts';

const clock = { now: () => at, monotonicMs: () => 0 };

it('counts what a film sold that a person linked with another file for that file alone', async () => {
  const store = await storeAccount({ concepts: 3, days: 14, effects: {} }, 1);
  const [given, meant] = [adIdOf('ad 0.0'), adIdOf('ad 1.0')];
  const revenue = async (id: string) =>
    (await revenueFor({ reader: store.reader, clock }, { kind: 'ad', id })).total_minor;
  const before = await Promise.all([given, meant].map(revenue));
  const moved = (await store.reader.metaLinks('linked')).filter(({ ad_id }) => ad_id === given);
  expect(before[0]).toBeGreaterThan(0);
  for (const { meta_ad_id } of moved) await store.writer.setLink(meta_ad_id, meant, 'linked', at);
  expect(await revenue(given)).toBeNull();
  expect(await revenue(meant)).toBe((before[0] ?? 0) + (before[1] ?? 0));
  // Learning and the list of results say the same.
  expect((await store.reader.resultRows(accountId)).map(({ ad }) => ad)).not.toContain(given);
});

it('names the ad accounts of a film that runs in several, since what Meta tells of each is not added up', async () => {
  const store = await storeAccount({ concepts: 3, days: 14, effects: {} }, 1);
  const film = adIdOf('ad 0.0');
  const ask = (id: string) => revenueFor({ reader: store.reader, clock }, { kind: 'ad', id });
  expect((await ask(film)).accounts).toEqual([]);
  await store.writer.saveMetaAccount({ id: '88', name: 'Abroad', currency: 'EUR', timeZone: 'UTC' }, at);
  const ad = { id: '880001', name: 'the same', status: 'ACTIVE', effectiveStatus: 'ACTIVE', createdAt: null };
  const ads = [{ ...ad, campaignId: '88', adSetId: '88', creativeId: null }];
  await store.writer.saveStructure('88', { ads }, at);
  await store.writer.setLink('880001', film, 'linked', at);
  expect(await ask(film)).toMatchObject({ total_minor: null, accounts: ['Abroad', 'Shop'] });
  expect((await ask('880001')).accounts).toEqual([]);
});
