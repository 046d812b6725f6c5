import type { Kysely } from 'kysely';
import { z } from 'zod';
import { noLimits, type UserLimits } from '../../core/decide/user-limits.ts';
import type { DecideReader, DecideWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';

const Stored = z.strictObject({
  totalFloorMinor: z.int(),
  totalCeilingMinor: z.int().nullable(),
  margin: z.number(),
  // An older version had these for everybody.
  stepShare: z.number().default(noLimits.stepShare),
  spacingDays: z.int().default(noLimits.spacingDays),
  aim: z.enum(['earn', 'find winner']),
  guard: z
    .strictObject({ lossShare: z.number(), since: z.string(), split: z.record(z.string(), z.int()) })
    .nullable(),
  arms: z.record(
    z.string(),
    z.strictObject({ floorMinor: z.int(), ceilingMinor: z.int().nullable(), margin: z.number().nullable() }),
  ),
}) satisfies z.ZodType<UserLimits>;

export const budgetLimitsReader = (db: Kysely<Tables>) =>
  ({
    async budgetLimits(account) {
      const row = await db
        .selectFrom('budget_limits')
        .select(['limits', 'set_at'])
        .where('account_id', '=', account)
        .executeTakeFirst();
      return row
        ? { limits: Stored.parse(JSON.parse(row.limits)), setAt: row.set_at }
        : { limits: noLimits, setAt: null };
    },
  }) satisfies Pick<DecideReader, 'budgetLimits'>;

export const budgetLimitsWriter = (db: Kysely<Tables>) =>
  ({
    async setBudgetLimits(account, limits, at) {
      const row = { limits: JSON.stringify(Stored.parse(limits)), set_at: at };
      await db
        .insertInto('budget_limits')
        .values({ account_id: account, ...row })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
        .execute();
    },
  }) satisfies Pick<DecideWriter, 'setBudgetLimits'>;
