import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { PastAccount } from '../../core/decide/as-of.ts';
import type { BudgetArm, OwnEdit, ResultRow } from '../../core/decide/budget-account.ts';
import type { Carried, Kept as KeptOutcome } from '../../core/decide/follow-up.ts';
import type { ArmPlace } from '../../core/decide/ledger-orders.ts';
import type { DecideReader, DecideWriter, DecisionRow, StoredAccount } from '../../ports.ts';
import type { DecisionsTable, Tables } from '../schema.ts';
import { among } from './among.ts';
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

interface StoredArm extends Omit<BudgetArm, 'learning' | 'paused'> {
  readonly learning: 0 | 1;
  readonly paused: 0 | 1;
  readonly pausedAt: string | null;
  readonly resumeAskedAt: string | null;
}

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

/** What Meta answered is stamped when it is saved, which a slow page may be some time after. */
const answeredAt = sql`strftime('%Y-%m-%dT%H:%M:%fZ', read_at, '-2 minutes')`;

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
      // What has ended, or not begun, may be active at Meta; it takes no money now, and has none to give. The budget of a
      // campaign is spent by its ad sets.
      // Meta tells only of edits that it finds significant, and of none to a campaign; ours are all known. What ended
      // without a person's answer, or could not be carried out, was as good as not asked. What we changed after Meta was
      // read is as we left it, or money that a pause freed would be given away a second time.
      const { rows: found } = await sql<StoredArm>`
        WITH done AS (SELECT target, sent_at, mutation, decision_id
                      FROM approval_parts JOIN approvals ON approvals.id = approval_id
                      WHERE approval_parts.state = 'done' AND mutation <> 'null'),
             ours AS (SELECT target, max(sent_at) AS sent_at,
                             max(sent_at) FILTER (WHERE mutation ->> '$.do' = 'pause' AND decision_id IS NOT NULL)
                               AS paused_at
                      FROM done GROUP BY target),
             amounts AS (SELECT target, max(sent_at) AS sent_at, mutation ->> '$.toMinor' AS minor
                         FROM done WHERE mutation ->> '$.do' = 'set budget' GROUP BY target),
             states AS (SELECT target, max(sent_at) AS sent_at,
                               iif(mutation ->> '$.do' = 'pause', 'PAUSED', 'ACTIVE') AS status
                        FROM done WHERE mutation ->> '$.do' IN ('pause', 'resume') GROUP BY target),
             campaigns AS (SELECT rows.*, coalesce(amounts.minor, daily_budget_minor) AS minor,
                                  coalesce(states.status, effective_status) AS state
                           FROM meta_campaigns AS rows
                           LEFT JOIN amounts ON amounts.target = id AND amounts.sent_at > ${answeredAt}
                           LEFT JOIN states ON states.target = id AND states.sent_at > ${answeredAt}),
             sets AS (SELECT rows.*, coalesce(amounts.minor, daily_budget_minor) AS minor,
                             coalesce(states.status, effective_status) AS state
                      FROM meta_ad_sets AS rows
                      LEFT JOIN amounts ON amounts.target = id AND amounts.sent_at > ${answeredAt}
                      LEFT JOIN states ON states.target = id AND states.sent_at > ${answeredAt}),
             open AS (SELECT id FROM campaigns WHERE ends_at IS NULL OR ends_at > read_at),
             running AS (SELECT id, campaign_id FROM sets
                         WHERE state NOT IN ('DELETED', 'ARCHIVED')
                           AND (starts_at IS NULL OR starts_at <= read_at)
                           AND (ends_at IS NULL OR ends_at > read_at)),
             asked AS (SELECT switched.value ->> '$.target' AS target, max(approval ->> '$.proposedAt') AS asked_at
                       FROM approvals, json_each(approval, '$.content.switches') AS switched
                       WHERE account = ${account.id} AND approval ->> '$.content.kind' = 'resume'
                         AND state NOT IN ('expired', 'voided', 'cancelled', 'failed') GROUP BY 1)
        SELECT id, name, 'ad_set' AS level, minor AS budgetMinor,
               coalesce(learning_status = 'LEARNING', 0) AS learning,
               coalesce(max(edited_at, ours.sent_at), edited_at, ours.sent_at) AS editedAt,
               edited_at AS significantAt, state = 'PAUSED' AS paused, paused_at AS pausedAt,
               asked_at AS resumeAskedAt
        FROM sets LEFT JOIN ours ON ours.target = id LEFT JOIN asked ON asked.target = id
        WHERE account_id = ${account.id} AND minor > 0
          AND id IN (SELECT id FROM running)
          AND (campaign_id IN (SELECT id FROM open) OR campaign_id NOT IN (SELECT id FROM campaigns))
          AND (state = 'ACTIVE' OR state = 'PAUSED' AND campaign_id IN
               (SELECT id FROM campaigns WHERE state = 'ACTIVE'))
        UNION ALL
        SELECT id, name, 'campaign', minor, 0, ours.sent_at, NULL, state = 'PAUSED', paused_at, asked_at
        FROM campaigns LEFT JOIN ours ON ours.target = id LEFT JOIN asked ON asked.target = id
        WHERE account_id = ${account.id} AND minor > 0 AND state IN ('ACTIVE', 'PAUSED')
          AND id IN (SELECT id FROM open)
          AND (id IN (SELECT campaign_id FROM running) OR id NOT IN (SELECT campaign_id FROM sets))
        ORDER BY id`.execute(db);
      const { rows: edits } = await sql<OwnEdit>`
        SELECT target AS arm, sent_at AS at, mutation ->> '$.fromMinor' AS fromMinor,
               mutation ->> '$.toMinor' AS toMinor
        FROM approval_parts JOIN approvals ON approvals.id = approval_id
        WHERE account = ${account.id} AND approval_parts.state = 'done' AND mutation ->> '$.do' = 'set budget'
        ORDER BY sent_at, target`.execute(db);
      const ids = found.map((arm) => arm.id);
      const rows = await resultsOf(db, account.id, ids, sinceDay, '9999-12-31', null);
      return {
        id: account.id,
        name: account.name,
        currency: account.currency,
        timeZone: account.time_zone,
        windowDays: windowDaysOf(account.action_window),
        arms: found.map(({ learning, paused, pausedAt, resumeAskedAt, ...arm }) => ({
          ...arm,
          learning: learning === 1,
          paused: paused === 1 ? { at: pausedAt, resumeAskedAt } : null,
        })),
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
