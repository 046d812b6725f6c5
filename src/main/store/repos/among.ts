import { sql } from 'kysely';

/** Among the values of a list, however long it is. */
export const among = <T extends string | number>(values: readonly T[]) =>
  sql<T>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
