import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError, type Backup } from '../../contract/index.ts';
import {
  finishReplacing,
  firstSound,
  incomingOf,
  isOfLost,
  listBackups,
  lostOf,
  removeUnfinished,
  replaceWithBackup,
  writeBackup,
} from './backups.ts';
import { type Connection, openConnection } from './connection.ts';
import { libraryFile, storeError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import { createPatience } from './patience.ts';
import { settingsReader, settingsWriter } from './repos/settings.ts';
import type { Tables } from './schema.ts';
import { breakSeal, seal } from './seal.ts';

/** Told at open: the damaged database was put aside and a backup took its place. */
export interface Recovery {
  readonly backup: Backup;
  readonly keptAside: string;
}

export interface Database {
  readonly file: string;
  readonly backupFolder: string;
  readonly write: Connection;
  readonly read: Connection;
  readonly schemaVersion: number;
  readonly recovery: Recovery | null;
  close(): void;
}

/** Whether opening it would make one; a restore that was cut off is gone on with. */
export const isNewLibrary = (home: string): boolean =>
  [libraryFile(home), incomingOf(libraryFile(home))].every((file) => !existsSync(file));

/** The number in front of a migration's name. */
const versionOf = (name: string | undefined): number => Number.parseInt(name ?? '0', 10);

/**
 * Opens the store of a data folder: integrity first, unless the file is to the bit what was closed in order (a damaged file is kept aside and the newest good backup takes its
 * place), then migrations with a backup before them. Throws STORE_CORRUPT, STORE_NEWER, STORE_LOCKED, READ_ONLY or DISK_FULL.
 * `steps` is for tests of the migrating itself.
 */
export async function openDatabase(
  home: string,
  now: () => string,
  steps: Readonly<Record<string, Migration>> = migrations,
): Promise<Database> {
  try {
    return await createPatience()(() => tryToOpen(home, now, steps));
  } catch (error) {
    throw storeError(error, `The library in ${home} could not be opened`, home);
  }
}

async function tryToOpen(
  home: string,
  now: () => string,
  steps: Readonly<Record<string, Migration>>,
): Promise<Database> {
  const file = libraryFile(home);
  const backupFolder = join(home, 'backups');
  await mkdir(backupFolder, { recursive: true });
  await removeUnfinished(backupFolder);
  await finishReplacing(file, now());
  const schemaVersion = versionOf(Object.keys(steps).sort().at(-1));
  const recovery = await recoverIfDamaged(file, backupFolder, schemaVersion, now());
  const write = openConnection(file, { readonly: false });
  let read: Connection;
  try {
    // Not whether there was a file: the first start may have been cut off before it made a library of it.
    const left = appliedMigrations(write.raw).length > 0 ? [] : await listBackups(backupFolder, now());
    await migrate(write, steps, backupFolder, now());
    // Deleted, quarantined or half synchronised: an empty library without a word would look like all is lost.
    if (left.length > 0)
      await settingsWriter(write.db as Kysely<Tables>).setSettings({
        recovery: { at: now(), backup_at: null, backups: left.length },
      });
    read = openConnection(file, { readonly: true });
  } catch (error) {
    write.raw.close();
    throw error;
  }
  return {
    file,
    backupFolder,
    write,
    read,
    schemaVersion,
    recovery,
    close() {
      read.raw.close();
      // Leaves one file behind, so that a copy of the folder is a whole copy. Where there is no room for that, the log stays.
      try {
        write.raw.pragma('wal_checkpoint(TRUNCATE)');
      } catch (error) {
        if (!(storeError(error, file, home) instanceof AppError)) throw error;
      }
      write.raw.close();
      seal(file);
    },
  };
}

async function recoverIfDamaged(
  file: string,
  backupFolder: string,
  schemaVersion: number,
  at: string,
): Promise<Recovery | null> {
  if (!existsSync(file)) return null;
  const backups = await listBackups(backupFolder, at);
  // SQLite takes a file of no bytes for a new database; where there are backups there was one before.
  const emptied = statSync(file).size === 0 && backups.length > 0;
  if (!emptied && ((await breakSeal(file)) || passesIntegrityCheck(file))) return null;
  const isReadable = (one: Backup): boolean => one.schema_version <= schemaVersion;
  const { backup } = firstSound(backupFolder, backups.filter(isReadable));
  if (backup) {
    const path = join(backupFolder, backup.file);
    // Whoever met it may be a command that nobody reads, and what is missing is for a person to know.
    // Where it tells of one that was gone, that stays: the copies of that are spared for as long as it is told.
    const lost = lostOf(path);
    const told = (kept_aside: string) =>
      lost
        ? { ...lost, went_back: { backup_at: backup.at, kept_aside } }
        : { at, backup_at: backup.at, kept_aside };
    return { backup, keptAside: await replaceWithBackup(path, file, at, told) };
  }
  const damaged = `${file} does not pass the integrity check`;
  if (
    firstSound(
      backupFolder,
      backups.filter((one) => !isReadable(one)),
    ).backup
  )
    throw new AppError(
      'STORE_NEWER',
      `${damaged}, and the backups that it could go back to are of a newer version.`,
    );
  const without = backups.length > 0 ? 'none of its backups is whole either' : 'there is no backup yet';
  throw new AppError(
    'STORE_CORRUPT',
    `${damaged} and ${without}. Move it away to start with an empty library; the ads can be measured again.`,
  );
}

/**
 * Also replays the write-ahead log, so what is checked is what will be used. The full check and not the quick one: it
 * costs as much again at most, and only it compares the indexes that every view is read through with their tables.
 */
function passesIntegrityCheck(file: string): boolean {
  let connection: Connection | undefined;
  try {
    connection = openConnection(file, { readonly: false });
    return connection.raw.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isDamage(error, file)) return false;
    throw error;
  } finally {
    connection?.raw.close();
  }
}

/** Some damage has other names: an unknown file format is SQLITE_ERROR, a header that asks for read-only is SQLITE_READONLY. */
function isDamage(error: unknown, file: string): boolean {
  if (!(error instanceof Sqlite.SqliteError)) return false;
  if (/^SQLITE_(CORRUPT|NOTADB)|^SQLITE_ERROR$/.test(error.code)) return true;
  if (!/^SQLITE_(READONLY|CANTOPEN)/.test(error.code)) return false;
  try {
    for (const path of [file, dirname(file)]) accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function migrate(
  { raw, db }: Connection,
  steps: Readonly<Record<string, Migration>>,
  backupFolder: string,
  at: string,
): Promise<void> {
  const known = Object.keys(steps).sort();
  const applied = appliedMigrations(raw);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) throw new AppError('STORE_NEWER', `It has the unknown step ${newer.join(', ')}.`);
  if (applied.length === known.length) return;
  if (applied.length > 0) {
    const { recovery } = await settingsReader(db as Kysely<Tables>).settings();
    const version = versionOf(applied.at(-1));
    await writeBackup(raw, backupFolder, 'migration', version, at, isOfLost(recovery));
  }
  const provider = { getMigrations: async () => checked(steps) };
  const migrator = new Migrator({ db, provider });
  // The pragma does nothing inside a transaction, so it brackets the migration.
  raw.pragma('foreign_keys = OFF');
  try {
    // Whatever the migrator is asked for is one transaction: a library that is only being made is made as a whole, one
    // that is there goes on step by step.
    const next = applied.length === 0 ? () => migrator.migrateToLatest() : () => migrator.migrateUp();
    do {
      const { error } = await next();
      if (error) throw error;
    } while (appliedMigrations(raw).length < known.length);
  } finally {
    raw.pragma('foreign_keys = ON');
  }
}

/** Each step looks for rows that lost their parent before it commits, so that a step that breaks them never happened. */
const checked = (steps: Readonly<Record<string, Migration>>): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      {
        async up(db: Kysely<unknown>): Promise<void> {
          await step.up(db);
          const { rows } = await sql`pragma foreign_key_check`.execute(db);
          if (rows.length > 0)
            throw new AppError(
              'STORE_CORRUPT',
              `The step ${name} leaves ${rows.length} rows without their parent.`,
            );
        },
      },
    ]),
  );

function appliedMigrations(raw: Connection['raw']): string[] {
  const table = raw.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (!table) return [];
  return raw.prepare('select name from kysely_migration order by name').pluck().all() as string[];
}
