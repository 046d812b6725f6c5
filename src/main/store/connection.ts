import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import { foldCase } from '../core/score/filter.ts';
import type { Tables } from './schema.ts';

/** SQLite's DDL is transactional; Kysely's default says otherwise and would leave a killed migration half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Dialect extends SqliteDialect {
  override createAdapter(): TransactionalSqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** Unicode's simple lower case, as `core/score/filter.ts` compares texts; SQLite's own knows ASCII only. */
export const foldFunction = 'titan_fold';

export interface Connection {
  readonly raw: Sqlite.Database;
  readonly db: Kysely<Tables>;
}

/** Power loss must not lose an acknowledged row: FULL, not WAL's usual NORMAL (`reliability.md` D3). */
export function openConnection(file: string, options: { readonly: boolean }): Connection {
  const raw = new Sqlite(file, { readonly: options.readonly });
  try {
    raw.pragma('busy_timeout = 5000');
    if (!options.readonly) {
      raw.pragma('journal_mode = WAL');
      raw.pragma('synchronous = FULL');
      raw.pragma('journal_size_limit = 67108864');
    }
    raw.pragma('foreign_keys = ON');
    raw.pragma('trusted_schema = OFF');
    raw.function(foldFunction, { deterministic: true }, (text: unknown) =>
      typeof text === 'string' ? foldCase(text) : null,
    );
  } catch (error) {
    raw.close();
    throw error;
  }
  return { raw, db: new Kysely<Tables>({ dialect: new Dialect({ database: raw }) }) };
}
