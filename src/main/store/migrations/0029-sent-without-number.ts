import { type Kysely, sql } from 'kysely';

/** What was sent through the Conversions API without an order number was kept under the name of its event as if that were one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`UPDATE ledger_rows SET order_id = NULL, sale = source || char(0) || event_id
    WHERE source = 'conversions-api' AND order_id = event_id`.execute(db);
}
