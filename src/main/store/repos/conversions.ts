import { type Kysely, sql } from 'kysely';
import type { ReadyEvent } from '../../core/learn/conversions/events.ts';
import type { ConversionReader, ConversionWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';

export const conversionReader = (db: Kysely<Tables>): ConversionReader => ({
  async eventBatch(id) {
    const row = await db.selectFrom('conversion_batches').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return null;
    const { pixel, test_code, digest, events } = row;
    return { id, pixel, testCode: test_code, digest, events: JSON.parse(events) as ReadyEvent[] };
  },
  async acceptedEvents(pixel, keys) {
    const { rows } = await sql<{ name: string; id: string }>`
      SELECT event_name AS name, event_id AS id
      FROM json_each(${JSON.stringify(keys)}) AS asked CROSS JOIN conversion_events AS event
      WHERE event.pixel = ${pixel} AND event.event_name = asked.value ->> 'name'
        AND event.event_id = asked.value ->> 'id' AND event.state = 'accepted'`.execute(db);
    return new Set(rows.map(({ name, id }) => `${name}\u0000${id}`));
  },
  async sentEvents(batch) {
    const rows = await db
      .selectFrom('conversion_events')
      .select(['line', 'event_name as name', 'event_id as id', 'state', 'problem'])
      .where('batch', '=', batch)
      .orderBy('line')
      .execute();
    return rows;
  },
});

export const conversionWriter = (db: Kysely<Tables>): ConversionWriter => ({
  async addEventBatch({ id, pixel, testCode, digest, events }, at) {
    const row = { id, pixel, test_code: testCode, digest, events: JSON.stringify(events), made_at: at };
    await db.insertInto('conversion_batches').values(row).execute();
  },
  async markEvents({ id, pixel }, events, state, problem, at) {
    const rows = events.map(({ line, event }) => ({ line, name: event.event_name, id: event.event_id }));
    await sql`
      INSERT INTO conversion_events (pixel, event_name, event_id, batch, line, state, problem, at)
      SELECT ${pixel}, value ->> 'name', value ->> 'id', ${id}, value ->> 'line', ${state}, ${problem}, ${at}
      FROM json_each(${JSON.stringify(rows)}) WHERE true
      ON CONFLICT (pixel, event_name, event_id) DO UPDATE
      SET batch = excluded.batch, line = excluded.line, state = excluded.state, problem = excluded.problem, at = excluded.at
      WHERE state <> 'accepted'`.execute(db);
  },
});
