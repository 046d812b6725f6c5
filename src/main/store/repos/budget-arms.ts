import { type Kysely, sql } from 'kysely';
import type { BudgetArm } from '../../core/decide/budget-account.ts';
import type { Tables } from '../schema.ts';

interface StoredArm extends Omit<BudgetArm, 'learning' | 'paused'> {
  readonly learning: 0 | 1;
  readonly paused: 0 | 1;
  readonly pausedAt: string | null;
  readonly resumeAskedAt: string | null;
}

/** What Meta answered is stamped when it is saved, which a slow page may be some time after. */
const sinceRead = sql`> strftime('%Y-%m-%dT%H:%M:%fZ', read_at, '-2 minutes')`;

/**
 * Budgets that run, and those that are paused and could be resumed: as Meta told when it was read, and as we have changed
 * them since. What has ended, or not begun, may be active at Meta; it takes no money now, and has none to give. The budget of
 * a campaign is spent by its ad sets.
 *
 * Meta tells only of edits that it finds significant, and of none to a campaign; ours are all known. What ended without a
 * person's answer, or could not be carried out, was as good as not asked.
 */
export async function armsOf(db: Kysely<Tables>, account: string): Promise<BudgetArm[]> {
  const { rows } = await sql<StoredArm>`
    WITH done AS (SELECT target, sent_at, mutation, mutation ->> '$.do' AS deed, decision_id,
                         sent_at || printf(' %012d', approvals.seq) AS turn
                  FROM approval_parts JOIN approvals ON approvals.id = approval_id
                  WHERE approval_parts.state = 'done' AND mutation <> 'null'),
         ours AS (SELECT target, max(sent_at) AS sent_at,
                         max(sent_at) FILTER (WHERE deed = 'pause' AND decision_id IS NOT NULL) AS paused_at
                  FROM done GROUP BY target),
         moved AS (SELECT target, max(turn), sent_at AS moved_at, mutation ->> '$.toMinor' AS to_minor
                   FROM done WHERE deed = 'set budget' GROUP BY target),
         switched AS (SELECT target, max(turn), sent_at AS switched_at, iif(deed = 'pause', 'PAUSED', 'ACTIVE') AS state_since
                      FROM done WHERE deed <> 'set budget' GROUP BY target),
         known AS (SELECT id, account_id, campaign_id, name, 'ad_set' AS level, daily_budget_minor, effective_status,
                          learning_status, edited_at, starts_at, ends_at, read_at
                   FROM meta_ad_sets
                   UNION ALL
                   SELECT id, account_id, NULL, name, 'campaign', daily_budget_minor, effective_status,
                          NULL, NULL, NULL, NULL, read_at
                   FROM meta_campaigns),
         placed AS (SELECT known.*,
                           iif(moved_at ${sinceRead}, to_minor, daily_budget_minor) AS budget,
                           iif(switched_at ${sinceRead} AND effective_status IN ('ACTIVE', 'PAUSED'), state_since,
                               effective_status) AS state,
                           (starts_at IS NULL OR starts_at <= read_at) AND (ends_at IS NULL OR ends_at > read_at) AS runs
                    FROM known LEFT JOIN moved ON moved.target = id LEFT JOIN switched ON switched.target = id
                    WHERE account_id = ${account}),
         ad_sets AS (SELECT * FROM placed WHERE level = 'ad_set' AND state NOT IN ('DELETED', 'ARCHIVED')),
         asked AS (SELECT one.value ->> '$.target' AS target, max(approval ->> '$.proposedAt') AS asked_at
                   FROM approvals, json_each(approval, '$.content.switches') AS one
                   WHERE account = ${account} AND approval ->> '$.content.kind' = 'resume'
                     AND state NOT IN ('expired', 'voided', 'cancelled', 'failed') GROUP BY 1)
    SELECT id, name, level, budget AS budgetMinor, coalesce(learning_status = 'LEARNING', 0) AS learning,
           coalesce(max(edited_at, sent_at), edited_at, sent_at) AS editedAt, edited_at AS significantAt,
           state = 'PAUSED' AS paused, paused_at AS pausedAt, asked_at AS resumeAskedAt
    FROM placed LEFT JOIN ours ON ours.target = id LEFT JOIN asked ON asked.target = id
    WHERE budget > 0 AND runs AND state IN ('ACTIVE', 'PAUSED')
      AND CASE level
            WHEN 'campaign' THEN id IN (SELECT campaign_id FROM ad_sets WHERE runs)
                              OR id NOT IN (SELECT campaign_id FROM placed WHERE level = 'ad_set')
            ELSE coalesce((SELECT above.state = 'ACTIVE' OR above.state <> 'PAUSED' AND placed.state = 'ACTIVE'
                           FROM placed AS above WHERE above.id = placed.campaign_id), placed.state = 'ACTIVE') END
    ORDER BY id`.execute(db);
  return rows.map(({ learning, paused, pausedAt, resumeAskedAt, ...arm }) => ({
    ...arm,
    learning: learning === 1,
    paused: paused === 1 ? { at: pausedAt, resumeAskedAt } : null,
  }));
}
