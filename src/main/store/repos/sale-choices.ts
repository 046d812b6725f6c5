import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type SalesBy, SalesWindow } from '../../../contract/index.ts';
import type { SaleChoice } from '../../core/learn/meta/figures.ts';
import { oneByOne } from '../../core/one-by-one.ts';
import type { MetaWriter } from '../../ports.ts';
import type { MetaAccountsTable, Tables } from '../schema.ts';

export const choiceOf = (row: {
  readonly action_type: string | null;
  readonly action_window: string | null;
}): SaleChoice | null =>
  row.action_type === null ? null : { actionType: row.action_type, window: row.action_window as SalesWindow };

/** The same in the words of the contract. */
export const salesBy = (choice: SaleChoice | null): SalesBy | null =>
  choice && { action_type: choice.actionType, window: choice.window };

const Choosing = z.strictObject({ actionType: z.string(), window: SalesWindow });
export const choosingOf = ({ choosing }: Pick<MetaAccountsTable, 'choosing'>): SaleChoice | null =>
  choosing === null ? null : Choosing.parse(JSON.parse(choosing));

/** By which sales were told at that moment; before the first choice nobody was told of any, so that it stands for them too. */
export async function choiceAt(
  db: Kysely<Tables>,
  accountId: string,
  at: string,
): Promise<SaleChoice | null> {
  const all = await db
    .selectFrom('meta_sale_choices')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('chosen_at')
    .execute();
  const row = all.findLast(({ chosen_at }) => chosen_at <= at) ?? all[0];
  return row ? choiceOf(row) : null;
}

/** Whether sales have been told otherwise since; the first choice stands for what was before it too. Columns come with their table. */
export const chosenAfter = (at: RawBuilder<unknown>, account: RawBuilder<unknown>) => sql<boolean>`EXISTS (
  SELECT 1 FROM meta_sale_choices AS choice WHERE choice.account_id = ${account} AND choice.chosen_at > ${at}
    AND choice.chosen_at > (SELECT min(chosen_at) FROM meta_sale_choices WHERE account_id = ${account}))`;

/** What a row of results says of sales by this choice. */
function soldBy(choice: SaleChoice | null) {
  const of = <T>(kind: 'n' | 'v') =>
    choice === null
      ? sql<T>`NULL`
      : sql<T>`json_extract(actions, ${`$."${choice.actionType}".${kind}."${choice.window}"`})`;
  return { orders: of<number | null>('n'), revenue: of<number | null>('v') };
}

/** The same by the choice of today, which rows hold. */
const soldNow: ReturnType<typeof soldBy> = {
  orders: sql<number | null>`orders`,
  revenue: sql<number | null>`revenue_minor`,
};

/** The same by the choice of that moment; of today when null. */
export const soldAt = async (db: Kysely<Tables>, accountId: string, at: string | null) =>
  at === null ? soldNow : soldBy(await choiceAt(db, accountId, at));

/** Rows that are told anew at a time: some twenty milliseconds. */
const rowsTold = 1000;

/** One after the other, since each takes many turns: rows told by two choices would fit neither. */
export function saleChooser(db: Kysely<Tables>): Pick<MetaWriter, 'chooseSales' | 'settleSales'> {
  const oneAtATime = oneByOne();
  return {
    chooseSales: (accountId, choice, at) => oneAtATime(() => chooseSales(db, accountId, choice, at)),
    settleSales: (accountId, first, at) =>
      oneAtATime(async () => {
        const row = await db
          .selectFrom('meta_accounts')
          .selectAll()
          .where('id', '=', accountId)
          .executeTakeFirstOrThrow();
        const wanted = choosingOf(row) ?? (choiceOf(row) ? null : first);
        if (wanted) await chooseSales(db, accountId, wanted, at);
      }),
  };
}

/** A part at a time, so that others get their turn; the choice stands once the last are told, and what it will be before the first. */
async function chooseSales(
  db: Kysely<Tables>,
  accountId: string,
  choice: SaleChoice,
  at: string,
): Promise<void> {
  const { orders, revenue } = soldBy(choice);
  const tell = (on: Kysely<Tables>, after: number, to: number) =>
    sql`
      UPDATE meta_insights SET orders = ${orders}, revenue_minor = ${revenue}
      WHERE account_id = ${accountId} AND id > ${after} AND id <= ${to}
        AND (orders IS NOT ${orders} OR revenue_minor IS NOT ${revenue})`.execute(on);
  const set = (on: Kysely<Tables>, change: Partial<MetaAccountsTable>) =>
    on.updateTable('meta_accounts').set(change).where('id', '=', accountId).execute();
  await set(db, { choosing: JSON.stringify(choice) });
  const { newest } = await db
    .selectFrom('meta_insights')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  let told = 0;
  for (; told + rowsTold < (newest ?? 0); told += rowsTold) await tell(db, told, told + rowsTold);
  const row = { action_type: choice.actionType, action_window: choice.window };
  await db.transaction().execute(async (tx) => {
    await set(tx, { ...row, chosen_at: at, choosing: null });
    const before = await choiceAt(tx, accountId, at);
    // The same once more changes nothing of what was told by it.
    if (before?.actionType !== choice.actionType || before.window !== choice.window)
      await tx
        .insertInto('meta_sale_choices')
        .values({ account_id: accountId, chosen_at: at, ...row })
        .onConflict((conflict) => conflict.columns(['account_id', 'chosen_at']).doUpdateSet(row))
        .execute();
    await tell(tx, told, Number.MAX_SAFE_INTEGER);
  });
}
