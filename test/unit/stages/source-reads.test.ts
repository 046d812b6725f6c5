import { expect, it } from 'vitest';
import { sourceReads } from '../../../src/main/stages/source-reads.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { tempStore } from '../../support/temp-store.ts';

const at = '2026-11-20T09:15:00.000Z';
const day = (n: number) => `2026-11-${n}T09:15:00.000Z`;

/** A run over a folder, of Drive or of this machine, as it ended. */
async function run(
  store: Store,
  drive: { id: string; resourceKey: null } | null,
  state: 'done' | 'failed',
  on: string,
) {
  const payload = { paths: drive ? [] : ['/ads'], drive, meta: null, max: null, fresh: false };
  const { id } = await store.writer.createJob('ads', payload, 'queued', on);
  await store.writer.setJobState(id, state, on);
}

it('tells when each source outside was read last, and of none that never was', async () => {
  const store = await tempStore(() => at);
  const { reader, writer } = store;
  await run(store, null, 'done', at);
  expect(await sourceReads(reader)).toEqual([]);

  const folder = { id: 'spring', resourceKey: null };
  await run(store, folder, 'done', day(17));
  await run(store, folder, 'done', day(18));
  await run(store, folder, 'failed', day(19));
  await writer.saveMetaAccount({ id: '77', name: 'Fjordline', currency: 'EUR', timeZone: 'UTC' }, day(10));
  await writer.saveMetaAccount({ id: '88', name: 'Nordwind', currency: 'USD', timeZone: 'UTC' }, day(10));
  const span = { since: '2026-11-01', until: '2026-11-01' };
  await writer.endMetaDays('77', span, '2026-10-22', day(15));
  await writer.endMetaDays('77', span, '2026-10-22', day(16));
  const told = (source: string, shop: string | null, how: 'file' | 'post' | 'refresh', on: string) =>
    writer.addLedgerRows([], { words: `${source} ${shop}`, shop, told: { source, at: on, how } });
  await told('hubspot', null, 'refresh', day(14));
  await told('anytrack', null, 'post', day(12));
  await told('shop', 'dk', 'file', day(13));
  await told('shop', 'se', 'file', day(11));

  expect(await sourceReads(reader)).toEqual([
    { kind: 'meta', name: 'Fjordline', at: day(16) },
    { kind: 'meta', name: 'Nordwind', at: null },
    { kind: 'tracker', name: 'anytrack', at: day(12) },
    { kind: 'hubspot', name: 'hubspot', at: day(14) },
    { kind: 'file', name: 'shop', at: day(13) },
    { kind: 'drive', name: null, at: day(18) },
  ]);
});
