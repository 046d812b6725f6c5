import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

export const accountNames = (db: Kysely<Tables>) =>
  db.selectFrom('meta_accounts').select(['id', 'name']).execute();
