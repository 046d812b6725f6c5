import { expect, it } from 'vitest';
import { resultsOf } from '../../../src/main/core/learn/results.ts';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import { accountId, adIdOf, storeAccount } from '../../support/learn/stored.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';

it('a filter finds ads by what they got, as the library stands at each time', async () => {
  const { reader, writer } = await storeAccount({ concepts: 6, days: 28, effects: {} }, 2);
  const found = async (where: string) =>
    new Set(await reader.ids({ filter: filterOrThrow(where), sort: 'added' }));
  const byAd = Map.groupBy(await reader.resultRows(accountId), ({ ad }) => ad);
  const wanted = (holds: (of: ReturnType<typeof resultsOf>) => boolean) =>
    new Set([...byAd].flatMap(([ad, rows]) => (holds(resultsOf(rows)) ? [ad] : [])));
  const rates = [...byAd.values()].map((rows) => resultsOf(rows).ctr ?? 0).sort((a, b) => a - b);
  const middle = (rates[rates.length >> 1] as number) * 100;
  const clicked = wanted(({ ctr }) => 100 * (ctr ?? 0) > Number(middle.toFixed(3)));
  expect(clicked.size).toBeGreaterThan(1);
  expect(clicked.size).toBeLessThan(byAd.size);
  expect(await found(`ctr>${middle.toFixed(3)}`)).toEqual(clicked);
  expect(await found('roas>1 spend>0')).toEqual(wanted(({ roas }) => (roas ?? 0) > 1));
  expect(await found('spend:none')).toEqual(new Set());

  // Meta takes all of it back.
  const { since, until } = await reader.daysOf(accountId);
  const last = { since: until ?? '', until: until ?? '' };
  const before = await found('spend>0');
  const at = '2026-10-01T10:00:00.000Z';
  await writer.endFigures(accountId, 'ad', { since: since ?? '', until: last.until }, at);
  await writer.endMetaDays(accountId, last, last.until, at);
  expect(before.size).toBeGreaterThan(0);
  expect(await found('spend>0')).toEqual(new Set());
});

it('a filter follows links and the choice of sales', async () => {
  const { reader, writer } = await storeAccount({ concepts: 6, days: 28, effects: {} }, 2);
  const found = async (where: string) =>
    new Set(await reader.ids({ filter: filterOrThrow(where), sort: 'added' }));
  await found('spend:none');
  const gone = adIdOf('ad 0.0');
  for (const { meta_ad_id: id, ad_id } of await reader.metaLinks('linked'))
    if (ad_id === gone) await writer.setLink(id, ad_id, 'rejected', '2026-10-02T08:00:00.000Z');
  expect(await found('spend:none')).toEqual(new Set([gone]));
  expect(await found('-spend>0')).toEqual(new Set([gone]));

  await writer.chooseSales(accountId, { actionType: 'lead', window: 'value' }, '2026-10-03T08:00:00.000Z');
  expect(await found('-roas:none')).toEqual(new Set());
});

it('of plays that brought no three seconds and no ThruPlay Meta says nothing, which is none of them', async () => {
  const { reader, writer } = await storeAccount({ concepts: 2, days: 14, effects: {} }, 2);
  const [link] = await reader.metaLinks('linked');
  const objectId = link?.meta_ad_id as string;
  const days = [
    { day: '2026-08-03', plays: 40, views3s: 12, thruplays: 3 },
    { day: '2026-08-10', plays: 30, views3s: 8 },
    { day: '2026-08-17', plays: 5 },
    // A still.
    { day: '2026-08-24', plays: null },
  ].map((own) =>
    dayFigures({ level: 'ad', objectId, campaignId: '1', adSetId: '2', impressions: 100, ...own }),
  );
  await writer.saveFigures(accountId, 'ad', days, '2026-09-01', '2026-10-02T08:00:00.000Z');
  const rows = await reader.resultRows(accountId, [link?.ad_id as string]);
  expect(rows.filter(({ adSet }) => adSet === '2').map((row) => [row.views3s, row.thruplays])).toEqual([
    [12, 3],
    [8, 0],
    [0, 0],
    [null, null],
  ]);
});
