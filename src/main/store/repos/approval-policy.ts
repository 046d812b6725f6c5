import type { Kysely } from 'kysely';
import { ApprovalLimits } from '../../../contract/index.ts';
import type { ApprovalReader, ApprovalWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { appendAudit } from './audit.ts';

/** Until a person sets others: small enough that a slip is small, in whatever currency (a yen has no smaller unit). */
const firstLimits: ApprovalLimits = {
  per_action_minor: 100_000,
  per_day_minor: 300_000,
  per_account_day_minor: 200_000,
  type_back_from_minor: 20_000,
  programs_day_usd_minor: 2000,
  two_people_from_minor: null,
  role_of_others: 'approver',
  roles: [],
  expiry_hours: 24,
  settling_s: 120,
};

export const policyReader = (db: Kysely<Tables>) =>
  ({
    async approvalPolicy() {
      const row = await db.selectFrom('approval_policy').selectAll().executeTakeFirst();
      if (!row) return { limits: firstLimits, stopped: false };
      // An older version kept fewer of them.
      const limits = ApprovalLimits.parse({ ...firstLimits, ...JSON.parse(row.limits) });
      return { limits, stopped: row.stopped === 1 };
    },
  }) satisfies Pick<ApprovalReader, 'approvalPolicy'>;

export const policyWriter = (db: Kysely<Tables>) =>
  ({
    setApprovalPolicy: (change, said) =>
      db.transaction().execute(async (tx) => {
        const row =
          'limits' in change
            ? { limits: JSON.stringify(ApprovalLimits.parse(change.limits)) }
            : { stopped: change.stopped ? (1 as const) : (0 as const) };
        await tx
          .insertInto('approval_policy')
          .values({ id: 1, limits: JSON.stringify(firstLimits), stopped: 0, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        return appendAudit(tx, said);
      }),
  }) satisfies Pick<ApprovalWriter, 'setApprovalPolicy'>;
