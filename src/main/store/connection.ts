import Sqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { AppError } from '../../contract/index.ts';
import { foldCase } from '../core/score/filter.ts';
import { makeFile } from './make-file.ts';
import { busyTimeoutMs, createPatience } from './patience.ts';
import { rememberStatements } from './prepared.ts';
import type { Tables } from './schema.ts';
import { createTurns } from './turns.ts';

/** SQLite's DDL is transactional; Kysely's default says otherwise and would leave a killed migration half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Waits for other programs without holding up this one. */
class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #patience = createPatience();
  constructor(inner: DatabaseConnection) {
    this.#inner = inner;
  }
  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#patience(() => this.#inner.executeQuery<Row>(query));
  }
  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#inner.streamQuery<Row>(query, chunkSize);
  }
}

/**
 * Between transactions the rest of the process gets its turn. SQLite ends a transaction by itself when the disk is full; asked
 * again it complains, and that would hide the cause.
 */
class PatientDriver extends SqliteDriver {
  readonly #raw: Sqlite.Database;
  readonly #turns = createTurns();
  #connection: PatientConnection | undefined;
  constructor(raw: Sqlite.Database) {
    super({ database: rememberStatements(raw) });
    this.#raw = raw;
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turns();
    this.#connection ??= new PatientConnection(await super.acquireConnection());
    return this.#connection;
  }
  /** What will write takes its place at once, while it can still be asked for again: a statement in the middle could not. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#raw.readonly ? 'begin' : 'begin immediate'));
  }
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#raw.inTransaction) await super.rollbackTransaction(connection);
  }
}

class Dialect extends SqliteDialect {
  readonly #raw: Sqlite.Database;
  constructor(raw: Sqlite.Database) {
    super({ database: raw });
    this.#raw = raw;
  }
  override createDriver(): SqliteDriver {
    return new PatientDriver(this.#raw);
  }
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
  if (!options.readonly) makeFile(file);
  const raw = new Sqlite(file, { readonly: options.readonly, timeout: busyTimeoutMs });
  try {
    if (!options.readonly) {
      raw.pragma('journal_mode = WAL');
      raw.pragma('journal_size_limit = 67108864');
    }
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    if (!options.readonly) requireDurable(raw);
    raw.pragma('trusted_schema = OFF');
    raw.function(foldFunction, { deterministic: true }, (text: unknown) =>
      typeof text === 'string' ? foldCase(text) : null,
    );
  } catch (error) {
    raw.close();
    throw error;
  }
  return { raw, db: new Kysely<Tables>({ dialect: new Dialect(raw) }) };
}

/** A pragma that is not granted (no shared memory on a network folder) says nothing; what it is for would be missing. */
function requireDurable(raw: Sqlite.Database): void {
  const is = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 };
  for (const [name, wanted] of Object.entries(is)) {
    const granted = raw.pragma(name, { simple: true });
    if (granted !== wanted) {
      throw new AppError(
        'READ_ONLY',
        `The file system does not allow ${name} = ${wanted} (it is ${granted}).`,
      );
    }
  }
}
