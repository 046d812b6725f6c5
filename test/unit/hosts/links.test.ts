import { expect, it } from 'vitest';
import { learnHandlers } from '../../../src/main/hosts/handlers/learn.ts';
import type { Owner } from '../../../src/main/hosts/owner.ts';
import { relink } from '../../../src/main/stages/link-meta.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../store/ads.ts';

it('takes one answer in each ad account of a client for the other names that both have', async () => {
  const store = await tempStore(() => at);
  const names = ['summer one', 'summer two', 'summer three'];
  const files = names.map((name) => `${name}.mp4`);
  for (const [n, item] of (await aJob(store, '/ads', files)).entries())
    await store.writer.finishItem(item, analyzed({ ...anAd(shaOf(n + 1)), measuredAt: at }));
  await store.writer.saveClient({ id: 'acme', name: 'Acme' });
  await store.writer.assign([{ client: 'acme', ads: [], folders: [{ root: '/ads', folder: '' }] }]);
  const ad = { campaignId: '1', adSetId: '1', creativeId: null, createdAt: null };
  for (const id of ['1', '2']) {
    await store.writer.saveMetaAccount({ id, name: id, currency: 'EUR', timeZone: 'UTC' }, at);
    const ads = names.map((name, n) => ({
      ...ad,
      id: `${id}0${n}`,
      name,
      status: 'ACTIVE',
      effectiveStatus: 'ACTIVE',
    }));
    await store.writer.saveStructure(id, { ads }, at);
  }
  const clock = { now: () => at, monotonicMs: () => 0 };
  const handlers = learnHandlers({ store, clock, events: { emit: () => undefined } } as unknown as Owner);
  const linked = async () =>
    (await store.reader.metaLinks('linked')).map(({ meta_ad_id }) => meta_ad_id).sort();
  await relink({ ...store, clock }, '{file}');
  expect(await linked()).toEqual([]);
  const answer = (metaAd: string, to: 'linked' | 'none') =>
    handlers['learn.link']({ meta_ad: metaAd, ad: shaOf(1).slice(0, 16), to } as never, {} as never);
  await answer('100', 'linked');
  expect(await linked()).toEqual(['100', '101', '102']);
  await answer('200', 'linked');
  expect(await linked()).toEqual(['100', '101', '102', '200', '201', '202']);
  await answer('100', 'none');
  expect(await linked()).toEqual(['200', '201', '202']);
});
