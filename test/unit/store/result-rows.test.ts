import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { accountId, storeAccount } from '../../support/learn/stored.ts';

it('adds results up by week as one statement over all of them does, whatever day a week begins on', async () => {
  const store = await storeAccount({ concepts: 4, days: 35, effects: {} }, 3);
  const raw = new Sqlite(store.file);
  onTestFinished(() => void raw.close());
  // Away from the Mondays that the account was made for, to days on both sides of a border between weeks.
  raw.exec(`UPDATE meta_insights SET day = date(day, (id % 6) || ' days')`);
  const once = raw
    .prepare(
      `SELECT substr(object_id, 1, 16) AS ad, campaign_id AS campaign, CAST(julianday(day) / 7 AS INTEGER) AS week,
         CAST(min(julianday(day)) AS INTEGER) AS firstDay, sum(impressions) AS impressions,
         sum(spend_minor) AS spendMinor, sum(link_clicks) AS linkClicks
       FROM meta_insights WHERE level = 'ad' AND superseded_at IS NULL AND impressions > 0
       GROUP BY ad, campaign, week ORDER BY ad, campaign, week`,
    )
    .all() as object[];
  const rows = await store.reader.resultRows(accountId);
  expect(new Set(rows.map(({ week }) => week)).size).toBeGreaterThan(4);
  expect(rows).toMatchObject(once);
  const running = await store.reader.runningAds(accountId);
  const days = raw
    .prepare(
      `SELECT object_id AS id, group_concat(day, ' ' ORDER BY day) AS days FROM meta_insights
       WHERE level = 'ad' AND superseded_at IS NULL AND impressions > 0 GROUP BY object_id`,
    )
    .all() as { id: string; days: string }[];
  const daysOf = new Map(days.map((one) => [one.id, one.days]));
  expect(running.length).toBeGreaterThan(0);
  for (const { metaAdId, days: own } of running)
    expect(own.map(({ day }) => day).join(' ')).toBe(daysOf.get(metaAdId));
});

it('keeps what an ad sold after it was shown, beside the spend that it came of', async () => {
  const store = await storeAccount({ concepts: 4, days: 42, effects: {} }, 3);
  const raw = new Sqlite(store.file);
  onTestFinished(() => void raw.close());
  const sold = (rows: Awaited<ReturnType<typeof store.reader.resultRows>>) =>
    rows.reduce((sum, { mature }) => sum + (mature.revenueMinor ?? 0), 0);
  const before = await store.reader.resultRows(accountId);
  const [{ day }] = raw.prepare(`SELECT date(max(day), '-20 days') AS day FROM meta_insights`).all() as [
    { day: string },
  ];
  // Each ad was paused on that day; orders go on coming in.
  raw
    .prepare('UPDATE meta_insights SET impressions = 0, spend_minor = 0, link_clicks = 0 WHERE day >= ?')
    .run(day);
  const late = raw
    .prepare('SELECT count(*) FROM meta_insights WHERE impressions = 0 AND revenue_minor > 0')
    .pluck()
    .get();
  expect(late).toBeGreaterThan(3);

  const after = await store.reader.resultRows(accountId);
  const ran = new Set(after.filter(({ impressions }) => impressions > 0).map(({ ad }) => ad));
  const same = (rows: typeof after) => rows.filter(({ ad }) => ran.has(ad));
  expect(sold(same(after))).toBe(sold(same(before)));
  for (const { mature } of same(after))
    if ((mature.revenueMinor ?? 0) > 0) expect(mature.spendMinor).toBeGreaterThan(0);
});

it('tells what of a week came without its worth by day, not by the week', async () => {
  const store = await storeAccount({ concepts: 4, days: 28, effects: {} }, 3);
  const raw = new Sqlite(store.file);
  onTestFinished(() => void raw.close());
  // Away from one day a week, so that a week has days of both kinds; Meta sends the worth of every other day alone.
  raw.exec(`UPDATE meta_insights SET day = date(day, (id % 6) || ' days');
    UPDATE meta_insights SET revenue_minor = NULL WHERE id % 2`);
  const known = raw
    .prepare(
      `SELECT sum(orders) FROM meta_insights WHERE level = 'ad' AND superseded_at IS NULL
       AND orders > 0 AND revenue_minor IS NULL
       AND day <= (SELECT date(max(day), '-7 days') FROM meta_insights WHERE level = 'ad')`,
    )
    .pluck()
    .get();
  const rows = await store.reader.resultRows(accountId);
  const told = rows.reduce((all, { mature }) => all + mature.ofUnknownWorth, 0);
  expect(told).toBe(known);
  expect(told).toBeGreaterThan(0);
  const mixed = rows.filter(({ mature }) => mature.revenueMinor !== null && mature.ofUnknownWorth > 0);
  expect(mixed.length).toBeGreaterThan(0);
});
