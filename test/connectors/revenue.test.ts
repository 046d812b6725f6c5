import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { addDays, dayIn } from '../../src/main/core/learn/meta/days.ts';
import { importConversions } from '../../src/main/stages/import-conversions.ts';
import { revenueFor } from '../../src/main/stages/learn-revenue.ts';
import { type Meta, openMeta } from '../support/meta/harness.ts';
import { ledger } from '../support/meta/ledger.ts';
import { type AccountPlan, angeles, berlin, tokyo } from '../support/meta/world.ts';

const inEuro: AccountPlan = { ...tokyo, currency: 'EUR', decimals: 2 };

const ask = (meta: Meta, kind: 'ad' | 'campaign', id: string, range: object = {}) =>
  revenueFor({ reader: meta.store.reader, clock: meta.clock }, { kind, id, ...range });

/** What a client shows that adds up every action type of the same rows. */
function allTypes(
  meta: Meta,
  kind: string,
  id: string,
  { since, until }: { since: string; until: string },
): number {
  const db = new Sqlite(join(meta.home, 'titan.db'), { readonly: true });
  const total = db
    .prepare(
      `SELECT sum(coalesce(type.value -> 'v' ->> 'value', type.value -> 'v' ->> '7d_click', 0))
       FROM meta_insights AS row, json_each(row.actions) AS type
       WHERE level = ? AND object_id = ? AND day BETWEEN ? AND ? AND superseded_at IS NULL`,
    )
    .pluck()
    .get(kind, id, since, until) as number | null;
  db.close();
  return total ?? 0;
}

/** Every ad and campaign, to the cent, against what truly happened. */
async function expectTruth(meta: Meta, daysBack: number): Promise<{ asked: number; aliases: number }> {
  let [asked, aliases] = [0, 0];
  for (const account of meta.accounts) {
    const today = dayIn(account.timeZone, meta.clock.now());
    const range = { since: addDays(today, -daysBack), until: today };
    const known = await meta.store.reader.metaAccount(account.id);
    const window = known?.choice?.window ?? 'value';
    for (const [kind, objects] of [
      ['ad', account.ads],
      ['campaign', account.campaigns],
    ] as const)
      for (const { id } of objects) {
        const truth = ledger(account, { [kind]: id }, range, window, meta.nowMs());
        const told = await ask(meta, kind, id, range);
        expect(told.total_minor ?? 0, `${account.name} ${kind} ${id}`).toBe(truth.revenueMinor);
        expect(told.orders ?? 0).toBe(truth.orders);
        expect((told.settled_minor ?? 0) + (told.provisional_minor ?? 0)).toBe(truth.revenueMinor);
        expect(told.currency).toBe(account.currency);
        if (truth.orders > 0) expect(told.action_type).toBe(known?.choice?.actionType);
        asked += 1;
        if (truth.revenueMinor > 0 && allTypes(meta, kind, id, range) !== truth.revenueMinor) aliases += 1;
      }
  }
  return { asked, aliases };
}

it('Meta’s revenue of every ad and campaign is the truth to the cent: two currencies, three time zones, aliases, restated', async () => {
  const meta = await openMeta([berlin, angeles, inEuro], { overlap: true });
  await meta.refresh({ daysBack: 20 });
  const first = await expectTruth(meta, 20);
  expect(first.asked).toBe(3 * (8 + 2));
  // Each of them would be told wrong by adding up what are names of the same sale.
  expect(first.aliases).toBeGreaterThan(10);
  const then = meta.clock.now();
  const ad = meta.accounts[0]?.ads[0]?.id as string;
  const before = await ask(meta, 'ad', ad);
  meta.passDays(3);
  await meta.refresh({ daysBack: 20 });
  await expectTruth(meta, 23);
  expect((await ask(meta, 'ad', ad, { known_at: then })).total_minor).toBe(before.total_minor);
}, 60_000);

it('orders take the place of Meta’s figures in their account alone, and are never added to them', async () => {
  const meta = await openMeta([berlin, inEuro]);
  await meta.refresh({ daysBack: 20 });
  const [fjord, sakura] = meta.accounts;
  const sold = fjord?.ads.find(({ id }) => fjord.sales.some((sale) => sale.adId === id));
  if (!fjord || !sakura || !sold) throw new Error('The world sells nothing.');
  const reported = await ask(meta, 'ad', sold.id);
  const day = dayIn('Europe/Berlin', meta.clock.now());
  const file = {
    source: 'shop',
    shop: fjord.id,
    text: `order_id,value,currency,date,ad_id\n1,12.34,EUR,${day} 09:00,${sold.id}\n2,1.00,EUR,${day} 09:00,${sold.name}`,
    map: {},
    time_zone: 'Europe/Berlin',
    currency: null,
  };
  for (const added of [2, 0])
    expect(await importConversions({ ...meta.store, clock: meta.clock }, file)).toMatchObject({ added });
  const both = await ask(meta, 'ad', sold.id);
  expect(both).toMatchObject({ total_minor: 1334, by_source: [{ source: 'shop', minor: 1334, orders: 2 }] });
  expect(both.also_reported).toMatchObject([{ source: 'meta', minor: reported.total_minor }]);
  expect(await ask(meta, 'campaign', sold.campaignId)).toMatchObject({ total_minor: 1334 });
  // An ad of the same account that no order names has sold nothing; the other account goes by Meta still.
  const other = fjord.ads.find(({ id }) => id !== sold.id)?.id as string;
  expect(await ask(meta, 'ad', other)).toMatchObject({ total_minor: 0, by_source: [] });
  const elsewhere = await Promise.all(sakura.ads.map(({ id }) => ask(meta, 'ad', id)));
  expect(elsewhere.some(({ by_source }) => by_source[0]?.source === 'meta')).toBe(true);
}, 60_000);
