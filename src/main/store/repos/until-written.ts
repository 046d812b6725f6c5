import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** Keeps what was read, by its key, for as long as the stamp is the same. */
export const whileSame = <T>(stampNow: () => Promise<string | number>) => {
  const kept = new Map<string, Promise<T>>();
  let stamp: string | number | undefined;
  return async (key: string, read: () => Promise<T>): Promise<T> => {
    const now = await stampNow();
    if (now !== stamp) kept.clear();
    stamp = now;
    const known = kept.get(key);
    if (known) return known;
    const reading = read();
    kept.set(key, reading);
    // What could not be read is no answer to the next question.
    reading.catch(() => kept.delete(key));
    return reading;
  };
};

/** The same until another connection has written: what follows from all rows is then read anew. */
export const untilWritten = <T>(db: Kysely<Tables>) => whileSame<T>(() => dataVersionOf(db));

/** As a table: a pragma would make the connection forget its statements. */
async function dataVersionOf(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ data_version: number }>`SELECT data_version FROM pragma_data_version`.execute(
    db,
  );
  return (rows[0] as { data_version: number }).data_version;
}
