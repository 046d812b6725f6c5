import { type Kysely, sql } from 'kysely';

/**
 * What was sent through the Conversions API without an order number was kept under the name of its event as if that were
 * one. Where the order number is the name of the event, the batch shows it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`UPDATE ledger_rows SET order_id = NULL, sale = source || char(0) || event_id
    WHERE source = 'conversions-api' AND order_id = event_id AND event_id NOT IN (
      SELECT sent.value ->> '$.event.event_id'
      FROM conversion_batches, json_each(iif(json_valid(events), events, '[]')) AS sent
      WHERE sent.value ->> '$.event.event_id' = sent.value ->> '$.event.custom_data.order_id')`.execute(db);
}
