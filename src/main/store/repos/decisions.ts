import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { PastAccount } from '../../core/decide/as-of.ts';
import type { OwnEdit, ResultRow } from '../../core/decide/budget-account.ts';
import type { Carried, Kept as KeptOutcome } from '../../core/decide/follow-up.ts';
import type { ArmPlace } from '../../core/decide/ledger-orders.ts';
import type { DecideReader, DecideWriter, DecisionRow, StoredAccount } from '../../ports.ts';
import type { DecisionsTable, Tables } from '../schema.ts';
import { among } from './among.ts';
import { armsOf } from './budget-arms.ts';
import { resultsReadAt } from './meta-results.ts';
import { soldAt } from './sale-choices.ts';

/** The engine's own values, as it gave them; a replay shows whether they still are what they were. */
const own = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const Kept = z.strictObject({
  account: z.string(),
  basis: own<DecisionRow['basis']>(),
  engine: z.int().nullable().default(null),
  proposal: own<DecisionRow['proposal']>(),
});
const Inputs = own<DecisionRow['inputs']>();
const Outcome = own<KeptOutcome>();

/** `28d_click` is 28; by the setting of each ad set it is 7, which is Meta's own. */
const windowDaysOf = (window: string | null): number => Number(/^(\d+)d_/.exec(window ?? '')?.[1] ?? 7);

const madeOf = ({
  id,
  made_at,
  proposal,
  outcome,
}: Omit<DecisionsTable, 'seq' | 'inputs' | 'inputs_hash'>) => ({
  id,
  madeAt: made_at,
  ...Kept.parse(JSON.parse(proposal)),
  outcome: outcome === null ? null : Outcome.parse(JSON.parse(outcome)),
});

/** Approved changes that took effect, in whole or in part. */
const tookEffect = sql<boolean>`
  approval ->> '$.sentAt' IS NOT NULL
  AND EXISTS (SELECT 1 FROM approval_parts AS parts
              WHERE parts.approval_id = approvals.id AND parts.state = 'done' AND parts.mutation <> 'null')`;

async function resultsOf(
  db: Kysely<Tables>,
  account: string,
  arms: readonly string[],
  since: string,
  until: string,
  soldAs: string | null,
): Promise<ResultRow[]> {
  const { orders, revenue } = await soldAt(db, account, soldAs);
  const { rows } = await sql<ResultRow>`
    SELECT object_id AS arm, day, spend_minor AS spendMinor, ${orders} AS orders, ${revenue} AS revenueMinor, read_at AS readAt,
           confirmed_at AS confirmedAt
    FROM meta_insights
    WHERE account_id = ${account} AND level IN ('ad_set', 'campaign') AND day >= ${since} AND day <= ${until}
      AND object_id IN ${among(arms)}
    ORDER BY object_id, day, read_at, id`.execute(db);
  return rows;
}

export const decisionReader = (db: Kysely<Tables>) =>
  ({
    async budgetAccount(id, sinceDay): Promise<StoredAccount | null> {
      const account = await db
        .selectFrom('meta_accounts')
        .select(['id', 'name', 'currency', 'time_zone', 'action_window'])
        .$if(id !== null, (query) => query.where('id', '=', id as string))
        .orderBy(resultsReadAt, (order) => order.desc().nullsLast())
        .orderBy('id')
        .executeTakeFirst();
      if (!account) return null;
      const arms = await armsOf(db, account.id);
      const { rows: edits } = await sql<OwnEdit>`
        SELECT target AS arm, sent_at AS at, mutation ->> '$.fromMinor' AS fromMinor,
               mutation ->> '$.toMinor' AS toMinor
        FROM approval_parts JOIN approvals ON approvals.id = approval_id
        WHERE account = ${account.id} AND approval_parts.state = 'done' AND mutation ->> '$.do' = 'set budget'
        ORDER BY sent_at, target`.execute(db);
      const ids = arms.map((arm) => arm.id);
      const rows = await resultsOf(db, account.id, ids, sinceDay, '9999-12-31', null);
      return {
        id: account.id,
        name: account.name,
        currency: account.currency,
        timeZone: account.time_zone,
        windowDays: windowDaysOf(account.action_window),
        arms,
        edits,
        rows,
      };
    },
    armResults: (...asked) => resultsOf(db, ...asked),
    async armNames(account) {
      const { rows } = await sql<{ id: string; name: string }>`
        SELECT id, name FROM meta_ad_sets WHERE account_id = ${account}
        UNION ALL SELECT id, name FROM meta_campaigns WHERE account_id = ${account}`.execute(db);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    async everyArm(account) {
      const { rows } = await sql<PastAccount['arms'][number]>`
        SELECT id, name, 'ad_set' AS level FROM meta_ad_sets WHERE account_id = ${account} AND daily_budget_minor > 0
        UNION ALL
        SELECT id, name, 'campaign' FROM meta_campaigns WHERE account_id = ${account} AND daily_budget_minor > 0
        ORDER BY id`.execute(db);
      return rows;
    },
    async armPlaces(account) {
      const { rows } = await sql<ArmPlace>`
        SELECT 'ad' AS kind, ads.id,
               CASE WHEN sets.daily_budget_minor > 0 THEN sets.id
                    WHEN campaigns.daily_budget_minor > 0 THEN campaigns.id END AS arm
        FROM meta_ads AS ads
        LEFT JOIN meta_ad_sets AS sets ON sets.id = ads.ad_set_id
        LEFT JOIN meta_campaigns AS campaigns ON campaigns.id = ads.campaign_id
        WHERE ads.account_id = ${account}
        UNION ALL
        SELECT 'campaign', id, CASE WHEN daily_budget_minor > 0 THEN id END
        FROM meta_campaigns WHERE account_id = ${account}`.execute(db);
      return rows;
    },
    async carriedOut(account) {
      const { rows } = await sql<Carried>`
        SELECT decision_id AS decisionId, id AS approvalId, approval ->> '$.sentAt' AS at
        FROM approvals
        WHERE account = ${account} AND ${tookEffect}
        ORDER BY at, seq`.execute(db);
      return rows;
    },
    async decision(id) {
      const row = await db.selectFrom('decisions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? { ...madeOf(row), inputs: Inputs.parse(JSON.parse(row.inputs)) } : null;
    },
    async decisions({ account, carriedOut, limit }) {
      const windowDays = sql<number>`inputs ->> '$.model.windowDays'`.as('window_days');
      const rows = await db
        .selectFrom('decisions')
        .select(['id', 'made_at', 'proposal', 'outcome', windowDays])
        .$if(account !== undefined, (query) =>
          query.where(sql`proposal ->> '$.account'`, '=', account as string),
        )
        .$if(carriedOut, (query) =>
          query.where(sql<boolean>`id IN (SELECT decision_id FROM approvals WHERE ${tookEffect})`),
        )
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...madeOf(row), windowDays: row.window_days }));
    },
  }) satisfies Omit<DecideReader, 'budgetLimits'>;

export const decisionWriter = (db: Kysely<Tables>) =>
  ({
    async addDecision({ id, madeAt, account, basis, inputs, engine, proposal }) {
      await db
        .insertInto('decisions')
        .values({
          id,
          seq: sql<number>`(select coalesce(max(seq), 0) + 1 from decisions)`,
          made_at: madeAt,
          inputs_hash: proposal.inputsHash,
          inputs: JSON.stringify(inputs),
          proposal: JSON.stringify({ account, basis, engine, proposal }),
        })
        .execute();
    },
    async setDelayAlarm(account, alarm) {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('delay_alarms').where('account_id', '=', account).execute();
        if (alarm)
          await tx
            .insertInto('delay_alarms')
            .values({ account_id: account, p: alarm.p, seen_at: alarm.seenAt })
            .execute();
      });
    },
    async setSilence(account, silence) {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('silences').where('account_id', '=', account).execute();
        if (!silence) return;
        const { source, shop, at, due } = silence;
        await tx
          .insertInto('silences')
          .values({ account_id: account, source, shop, since: at, due })
          .execute();
      });
    },
    async keepOutcome(decisionId, outcome) {
      await db
        .updateTable('decisions')
        .set({ outcome: JSON.stringify(outcome) })
        .where('id', '=', decisionId)
        .execute();
    },
  }) satisfies Omit<DecideWriter, 'setBudgetLimits'>;
