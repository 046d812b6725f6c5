import { type Kysely, sql } from 'kysely';
import type { RevenueAccount, RevenuePlace } from '../../core/learn/ledger/answer.ts';
import type { MetaDay } from '../../core/learn/ledger/revenue.ts';
import type { LedgerRow } from '../../core/learn/ledger/row.ts';
import { toldSales } from '../../core/learn/ledger/tellers.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { isStanding } from './meta-links.ts';
import { placedRows } from './placed-rows.ts';
import { choiceAt, choiceOf, soldAt } from './sale-choices.ts';
import { untilWritten } from './until-written.ts';

type Kind = 'ad' | 'campaign';

/**
 * What an id or a name stands for: an object of Meta by its id, an ad of the library through its links, else what Meta
 * calls so if it is one alone, else what imported rows call so.
 */
export const revenuePlaceReader = (db: Kysely<Tables>) => {
  const keep = untilWritten<RevenueAccount | null>(db);
  // It goes by all sales of the account, and the window asks for one ad after the other, as they are known now.
  const accountAt = (id: string, knownAt: string | null) =>
    knownAt === null ? keep(id, () => accountOf(db, id, null)) : accountOf(db, id, knownAt);
  return (kind: Kind, id: string, knownAt: string | null) => revenuePlace(db, accountAt, kind, id, knownAt);
};

async function revenuePlace(
  db: Kysely<Tables>,
  accountAt: (id: string, knownAt: string | null) => Promise<RevenueAccount | null>,
  kind: Kind,
  id: string,
  knownAt: string | null,
): Promise<RevenuePlace | null> {
  const found = await objectsOf(db, kind, id);
  const [first] = found;
  if (first) {
    const accounts = [...new Set(found.map((one) => one.account))];
    const account = accounts.length === 1 ? await accountAt(first.account, knownAt) : null;
    const several = account ? [] : await namesOf(db, accounts);
    const ids = found.map((one) => one.id);
    return kind === 'ad'
      ? { ads: (await inLibrary(db, id)) ? [...new Set([id, ...ids])] : ids, campaigns: [], account, several }
      : { ads: await adsOf(db, ids), campaigns: ids, account, several };
  }
  const row = await db
    .selectFrom('ledger_rows')
    .select('seq')
    .where(kind, '=', id)
    .limit(1)
    .executeTakeFirst();
  const known = row ?? (kind === 'ad' ? await inLibrary(db, id) : undefined);
  return known
    ? {
        ads: kind === 'ad' ? [id] : [],
        campaigns: kind === 'campaign' ? [id] : [],
        account: null,
        several: [],
      }
    : null;
}

const inLibrary = (db: Kysely<Tables>, id: string) =>
  db.selectFrom('ads').select('id').where('id', '=', id).executeTakeFirst();

async function namesOf(db: Kysely<Tables>, accounts: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('meta_accounts')
    .select('name')
    .where('id', 'in', accounts)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

async function objectsOf(
  db: Kysely<Tables>,
  kind: Kind,
  id: string,
): Promise<{ id: string; account: string }[]> {
  const table = kind === 'ad' ? 'meta_ads' : 'meta_campaigns';
  const columns = ['id', 'account_id as account'] as const;
  const byId = await db.selectFrom(table).select(columns).where('id', '=', id).execute();
  if (byId.length > 0) return byId;
  if (kind === 'ad') {
    const linked = await db
      .selectFrom('meta_links')
      .innerJoin('meta_ads', 'meta_ads.id', 'meta_links.meta_ad_id')
      .select(['meta_ads.id', 'meta_ads.account_id as account'])
      .where('meta_links.ad_id', '=', id)
      .where(isStanding)
      .execute();
    if (linked.length > 0) return linked;
  }
  const named = await db.selectFrom(table).select(columns).where('name', '=', id).limit(2).execute();
  return named.length === 1 ? named : [];
}

async function adsOf(db: Kysely<Tables>, campaigns: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('meta_ads')
    .select('id')
    .where('campaign_id', 'in', among(campaigns))
    .execute();
  return rows.map(({ id }) => id);
}

/** A row without its money; SQLite has no booleans. */
type Named = Omit<LedgerRow, 'currency' | 'beganAt' | 'account' | 'takenBack'> & {
  readonly takenBack: number;
};

async function accountOf(
  db: Kysely<Tables>,
  id: string,
  knownAt: string | null,
): Promise<RevenueAccount | null> {
  const row = await db.selectFrom('meta_accounts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const choice = knownAt === null ? choiceOf(row) : await choiceAt(db, id, knownAt);
  const { rows } = await sql<Named>`
    SELECT source, shop, order_id AS "order", event_id AS eventId, kind, status, minor, ad, campaign,
      happened_at AS happenedAt, said_at AS saidAt, learnt_at AS learntAt, taken_back AS takenBack
    FROM ledger_rows
    WHERE kind = 'order' AND (${knownAt} IS NULL OR learnt_at <= ${knownAt}) AND (
      ad IN (SELECT id FROM meta_ads WHERE account_id = ${id} UNION SELECT name FROM meta_ads WHERE account_id = ${id})
      OR campaign IN (SELECT id FROM meta_campaigns WHERE account_id = ${id}
        UNION SELECT name FROM meta_campaigns WHERE account_id = ${id}))
    ORDER BY seq`.execute(db);
  const own = (await placedRows(db, rows))
    .filter(({ account }) => account === id)
    .map((row) => ({ ...row, takenBack: row.takenBack === 1 }));
  const sales = toldSales(own);
  // What is worth nothing takes nobody's place, nor what was sent to Meta, which counts it too.
  const counted = sales.filter(
    (sale) => sale.until === null && sale.isWorth && sale.source !== 'conversions-api',
  );
  return {
    id,
    currency: row.currency,
    timeZone: row.time_zone,
    actionType: choice?.actionType ?? null,
    window: choice?.window ?? null,
    sales,
    ordersSince: counted.map(({ learntAt }) => learntAt).sort()[0] ?? null,
  };
}

/** Of the chosen action type alone: its aliases tell of the same sales. As it was believed at `knownAt`, or now. */
export async function metaRevenue(
  db: Kysely<Tables>,
  account: string,
  kind: Kind,
  ids: readonly string[],
  knownAt: string | null,
): Promise<MetaDay[]> {
  const { orders, revenue } = await soldAt(db, account, knownAt);
  const rows = await db
    .selectFrom('meta_insights')
    .select(['day', 'settled', orders.as('orders'), revenue.as('revenue_minor')])
    .where('account_id', '=', account)
    .where('level', '=', kind)
    .where('object_id', 'in', among(ids))
    .$if(knownAt === null, (query) => query.where('superseded_at', 'is', null))
    .$if(knownAt !== null, (query) =>
      query
        .where('read_at', '<=', knownAt as string)
        .where(({ or, eb }) =>
          or([eb('superseded_at', 'is', null), eb('superseded_at', '>', knownAt as string)]),
        ),
    )
    .orderBy('day')
    .execute();
  return rows.map(({ day, revenue_minor, orders, settled }) => ({
    day,
    minor: revenue_minor,
    orders,
    settled: settled === 1,
  }));
}
