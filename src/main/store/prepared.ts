import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

const most = 200;
/** After these a kept statement might answer with the columns of before. */
const changesSchema = /^\s*(create|alter|drop|pragma|attach|detach)\b/i;

/**
 * Kysely prepares each statement anew, which takes as long as running it: the latest are kept. Nothing may iterate over
 * one of them, since it would be busy for whoever asks the same.
 */
export function rememberStatements(raw: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      if (changesSchema.test(text)) {
        kept.clear();
        return raw.prepare(text);
      }
      const statement = kept.get(text) ?? (raw.prepare(text) as SqliteStatement);
      kept.delete(text);
      kept.set(text, statement);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close: () => void raw.close(),
  };
}
