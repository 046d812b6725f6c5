import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { AdId } from '../../../src/contract/index.ts';
import { type LearnInput, learnFrom } from '../../../src/main/core/learn/learn-from.ts';
import { refreshLearning } from '../../../src/main/stages/learn.ts';
import { dayOfJulian } from '../../../src/main/store/repos/result-weeks.ts';
import { accountId, adIdOf, at, storeAccount } from '../../support/learn/stored.ts';
import { aJob, anAd, analyzed, shaOf } from '../store/ads.ts';

const facts = () => ({ distinctiveness: null, near_duplicate_of: null, compared: true });
const never = new AbortController().signal;

/** A shop with results, and beside it the drafts and the one running ad of another client without any. */
async function twoClients() {
  const store = await storeAccount({ concepts: 3, days: 14, effects: {} }, 1);
  const drafts = ['shop-draft.mp4', 'other-draft.mp4', 'other-runs.mp4'];
  const items = await aJob(store, '/drafts', drafts);
  for (const [n, item] of items.entries())
    await store.writer.finishItem(item, analyzed({ ...anAd(shaOf(n + 1)), measuredAt: at }));
  const [shopDraft = '', otherDraft = '', otherRuns = ''] = drafts.map((_, n) => shaOf(n + 1).slice(0, 16));
  const given = { ads: [], folders: [] };
  await store.writer.saveClient({ id: 'a', name: 'Shop' });
  await store.writer.saveClient({ id: 'b', name: 'Other' });
  await store.writer.assign([
    { ...given, client: 'a', ads: [shopDraft], folders: [{ root: '/ads', folder: '' }] },
    { ...given, client: 'b', ads: [otherDraft, otherRuns] },
  ]);
  const other = { id: '88', name: 'Other', currency: 'USD', timeZone: 'UTC' };
  await store.writer.saveMetaAccount(other, at);
  const raw = new Sqlite(store.file);
  onTestFinished(() => void raw.close());
  raw.exec(`
    INSERT INTO meta_ads SELECT '880001', '88', * FROM (SELECT ${columnsAfterAccount(raw)} FROM meta_ads LIMIT 1);
    INSERT INTO meta_links (meta_ad_id, ad_id, how, certainty, state, linked_at)
    VALUES ('880001', '${otherRuns}', 'hand', 1, 'linked', '${at}')`);
  const asked: LearnInput[] = [];
  const refresh = () => {
    const ports = {
      reader: store.reader,
      writer: store.writer,
      adsOf: (ids: readonly AdId[]) => store.reader.ads(ids, facts),
      learner: {
        learn: async (input: LearnInput) => {
          asked.push(input);
          return learnFrom(input);
        },
      },
      clock: { now: () => at, monotonicMs: () => 0 },
    };
    return refreshLearning(ports, accountId, never);
  };
  return { store, raw, refresh, asked, shopDraft, otherDraft, otherRuns };
}

const columnsAfterAccount = (raw: Sqlite.Database): string =>
  (raw.pragma('table_info(meta_ads)') as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'id' && name !== 'account_id')
    .join(', ');

it('lets only the own account, or that of the client, say what may come of an ad, and names it', async () => {
  const { store, raw, refresh, shopDraft, otherDraft, otherRuns } = await twoClients();
  await refresh();
  const ran = adIdOf('ad 0.0');
  const ads = await store.reader.ads([ran, shopDraft, otherDraft, otherRuns], facts);
  const basis = new Map(ads.map(({ id, library }) => [id, library.best_quarter_basis]));
  expect(basis.get(ran)).toContain('in Shop, ');
  expect(basis.get(shopDraft)).toContain('in Shop, ');
  // Nothing was learnt from the other account, and what Shop taught is not about its ads.
  expect(basis.get(otherDraft)).toBeNull();
  expect(basis.get(otherRuns)).toBeNull();
  const accounts = await store.reader.accountsFor([shopDraft, otherDraft, otherRuns]);
  expect(accounts).toEqual(
    new Map([
      [shopDraft, accountId],
      [otherDraft, '88'],
      [otherRuns, '88'],
    ]),
  );
  // Whoever knows the accounts already gets the same ads.
  const given = await store.reader.ads([shopDraft, otherDraft, otherRuns], facts, accounts);
  expect(given).toEqual(ads.slice(1));

  // Told from what is written at each time: of the other account no ad of its client is left, then Shop's is its own.
  raw.exec(`UPDATE meta_links SET state = 'rejected' WHERE ad_id = '${otherRuns}'`);
  expect(await store.reader.accountsFor([otherDraft, otherRuns])).toEqual(new Map());
  await store.writer.assign([{ client: 'b', ads: [ran], folders: [] }]);
  expect(await store.reader.accountsFor([otherDraft])).toEqual(new Map([[otherDraft, accountId]]));
});

it('asks of what waits to run in this account alone, and of the model that is in use', async () => {
  const { store, refresh, asked, shopDraft } = await twoClients();
  const first = await refresh();
  const ran = [...new Set((await store.reader.resultRows(accountId)).map(({ ad }) => ad))];
  expect(new Set(asked[0]?.own)).toEqual(new Set([...ran, shopDraft]));
  expect(asked[0]?.inUse).toBeNull();
  expect(first.learned.driftFrom).toBeNull();

  await store.writer.chooseModel(accountId, first.id);
  const second = await refresh();
  expect(asked[1]?.inUse).toMatchObject({ version: first.id, held: true });
  // Days are counted in both alike: on that day the newest of the ads had run, and none begins after it.
  const rows = await store.reader.resultRows(accountId);
  expect(dayOfJulian(asked[1]?.inUse?.untilDay as number)).toBe(first.until);
  expect(Math.max(...rows.map(({ firstDay }) => firstDay))).toBe(asked[1]?.inUse?.untilDay);
  expect(second.learned.driftFrom).toBe(first.id);
  expect((await store.reader.learnVersion(accountId))?.learned.driftFrom).toBe(first.id);
});
