import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { BudgetAccount, BudgetArm, ResultRow } from '../../core/decide/from-results.ts';
import type { DecideReader, DecideWriter, DecisionRow } from '../../ports.ts';
import type { DecisionsTable, Tables } from '../schema.ts';

/** The engine's own values, as it gave them; a replay shows whether they still are what they were. */
const Kept = z.strictObject({
  account: z.string(),
  proposal: z.custom<DecisionRow['proposal']>((value) => typeof value === 'object' && value !== null),
});
const Inputs = z.custom<DecisionRow['inputs']>((value) => typeof value === 'object' && value !== null);

/** `28d_click` is 28; by the setting of each ad set it is 7, which is Meta's own. */
const windowDaysOf = (window: string | null): number => Number(/^(\d+)d_/.exec(window ?? '')?.[1] ?? 7);

const decisionOf = ({ id, made_at, inputs, proposal }: DecisionsTable): DecisionRow => ({
  id,
  madeAt: made_at,
  inputs: Inputs.parse(JSON.parse(inputs)),
  ...Kept.parse(JSON.parse(proposal)),
});

export const decisionReader = (db: Kysely<Tables>) =>
  ({
    async budgetAccount(id, sinceDay): Promise<BudgetAccount | null> {
      const account = await db
        .selectFrom('meta_accounts')
        .select(['id', 'name', 'currency', 'time_zone', 'action_window'])
        .$if(id !== null, (query) => query.where('id', '=', id as string))
        .orderBy('read_at', 'desc')
        .executeTakeFirst();
      if (!account) return null;
      const { rows: arms } = await sql<Omit<BudgetArm, 'learning'> & { learning: number }>`
        SELECT id, name, 'ad_set' AS level, daily_budget_minor AS budgetMinor,
               coalesce(learning_status = 'LEARNING', 0) AS learning, edited_at AS editedAt
        FROM meta_ad_sets
        WHERE account_id = ${account.id} AND daily_budget_minor > 0 AND effective_status = 'ACTIVE'
        UNION ALL
        SELECT id, name, 'campaign', daily_budget_minor, 0, NULL
        FROM meta_campaigns
        WHERE account_id = ${account.id} AND daily_budget_minor > 0 AND effective_status = 'ACTIVE'
        ORDER BY id`.execute(db);
      const { rows } = await sql<ResultRow>`
        SELECT object_id AS arm, day, spend_minor AS spendMinor, orders, revenue_minor AS revenueMinor, read_at AS readAt
        FROM meta_insights
        WHERE account_id = ${account.id} AND level IN ('ad_set', 'campaign') AND day >= ${sinceDay}
          AND object_id IN (SELECT value FROM json_each(${JSON.stringify(arms.map((arm) => arm.id))}))
        ORDER BY object_id, day, read_at, id`.execute(db);
      return {
        id: account.id,
        name: account.name,
        currency: account.currency,
        timeZone: account.time_zone,
        windowDays: windowDaysOf(account.action_window),
        arms: arms.map((arm) => ({ ...arm, learning: arm.learning === 1 })),
        rows,
      };
    },
    async decision(id) {
      const row = await db.selectFrom('decisions').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? decisionOf(row) : null;
    },
    async decisions(limit) {
      const rows = await db.selectFrom('decisions').selectAll().orderBy('seq', 'desc').limit(limit).execute();
      return rows.map(decisionOf);
    },
  }) satisfies DecideReader;

export const decisionWriter = (db: Kysely<Tables>) =>
  ({
    async addDecision({ id, madeAt, account, inputs, proposal }) {
      await db
        .insertInto('decisions')
        .values({
          id,
          seq: sql<number>`(select coalesce(max(seq), 0) + 1 from decisions)`,
          made_at: madeAt,
          inputs_hash: proposal.inputsHash,
          inputs: JSON.stringify(inputs),
          proposal: JSON.stringify({ account, proposal }),
        })
        .execute();
    },
  }) satisfies DecideWriter;
