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
