import { expect, it } from 'vitest';
import { predictionHandlers } from '../../../src/main/hosts/handlers/predictions.ts';
import type { Owner } from '../../../src/main/hosts/owner.ts';
import { createLearner } from '../../../src/main/jobs/learner.ts';
import { refreshLearning } from '../../../src/main/stages/learn.ts';
import { accountId, at, storeAccount } from '../../support/learn/stored.ts';

const facts = () => ({ distinctiveness: null, near_duplicate_of: null, compared: true });

it('adds what an ad got to its prediction out of the campaigns that it ran in', async () => {
  const store = await storeAccount({ concepts: 45, days: 28, effects: {} }, 2);
  const ports = {
    ...{ reader: store.reader, writer: store.writer, learner: createLearner() },
    adsOf: (ids: readonly string[]) => store.reader.ads(ids, facts),
    clock: { now: () => at, monotonicMs: () => 0 },
  };
  await refreshLearning(ports, accountId, new AbortController().signal);
  // Campaigns 3 to 5 are of people who know the shop and click two to three times as often.
  const byAd = Map.groupBy(await store.reader.resultRows(accountId), ({ ad }) => ad);
  const shownOf = (ad: string) => (byAd.get(ad) ?? []).reduce((sum, { impressions }) => sum + impressions, 0);
  const [warm = ''] = [...byAd]
    .filter(([, rows]) => rows.every(({ campaign }) => Number(campaign.slice(-1)) >= 3))
    .map(([ad]) => ad)
    .sort((a, b) => shownOf(b) - shownOf(a));
  const library = { factsOf: facts } as unknown as Owner['library'];
  const handlers = predictionHandlers({ store, library, events: { emit: () => {} } } as unknown as Owner);
  const said = await handlers['learn.predict']({ ad: warm }, {} as never);
  const { impressions, link_clicks: clicks, rate } = said.own as NonNullable<typeof said.own>;
  expect(impressions).toBe(shownOf(warm));
  // With as many impressions of its own hardly anything else counts.
  expect(impressions).toBeGreaterThan(5000);
  expect(rate).toBeLessThan((0.8 * clicks) / impressions);
  expect(rate).toBeGreaterThan(0.005);
  // What all ads of the account got is added up for the first that is asked about, until something is written.
  const added = await store.reader.seenIn(accountId);
  expect(await store.reader.seenIn(accountId)).toBe(added);
  const paces = await store.reader.pacesOf(accountId);
  expect(await store.reader.pacesOf(accountId)).toBe(paces);
  await store.writer.saveMetaAccount(
    { id: accountId, name: 'The shop', currency: 'EUR', timeZone: 'Europe/Berlin' },
    at,
  );
  expect(await store.reader.seenIn(accountId)).not.toBe(added);
  expect(await store.reader.seenIn(accountId)).toEqual(added);
  expect(await store.reader.pacesOf(accountId)).not.toBe(paces);
});
