import { sql } from 'kysely';

/** Among the values of a list, however long it is. */
export const among = (values: readonly (string | number)[]) =>
  sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
