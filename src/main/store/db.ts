import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError, type Backup } from '../../contract/index.ts';
import { isSound, listBackups, replaceWithBackup, writeBackup } from './backups.ts';
import { type Connection, openConnection } from './connection.ts';
import { storeError } from './errors.ts';
import { migrations } from './migrations/index.ts';

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

const known = Object.keys(migrations).sort();
/** The number in front of the newest migration's name. */
export const currentSchemaVersion = Number.parseInt(known.at(-1) as string, 10);

/**
 * Opens the store of a data folder: integrity first (a damaged file is kept aside and the newest good backup takes its
 * place), then migrations with a backup before them. Throws STORE_CORRUPT, STORE_NEWER, READ_ONLY or DISK_FULL.
 */
export async function openDatabase(home: string, now: () => string): Promise<Database> {
  const file = join(home, 'titan.db');
  const backupFolder = join(home, 'backups');
  try {
    await mkdir(backupFolder, { recursive: true });
    await removeLeftovers(backupFolder);
    const recovery = await recoverIfDamaged(file, backupFolder, now());
    const write = openConnection(file, { readonly: false });
    try {
      await migrate(write, backupFolder, now());
    } catch (error) {
      write.raw.close();
      throw error;
    }
    const read = openConnection(file, { readonly: true });
    return {
      file,
      backupFolder,
      write,
      read,
      schemaVersion: currentSchemaVersion,
      recovery,
      close() {
        read.raw.close();
        // Leaves one file behind, so that a copy of the folder is a whole copy.
        write.raw.pragma('wal_checkpoint(TRUNCATE)');
        write.raw.close();
      },
    };
  } catch (error) {
    throw storeError(error, `The library in ${home} could not be opened`);
  }
}

async function removeLeftovers(backupFolder: string): Promise<void> {
  for (const name of await readdir(backupFolder)) {
    if (name.endsWith('.part')) await rm(join(backupFolder, name), { force: true });
  }
}

async function recoverIfDamaged(file: string, backupFolder: string, at: string): Promise<Recovery | null> {
  if (!existsSync(file) || passesQuickCheck(file)) return null;
  for (const backup of await listBackups(backupFolder)) {
    const path = join(backupFolder, backup.file);
    if (isSound(path)) return { backup, keptAside: await replaceWithBackup(path, file, at) };
  }
  throw new AppError(
    'STORE_CORRUPT',
    `${file} does not pass the integrity check and there is no backup yet. Move it away to start with an empty library; the ads can be measured again.`,
  );
}

/** Also replays the write-ahead log, so what is checked is what will be used. */
function passesQuickCheck(file: string): boolean {
  let connection: Connection | undefined;
  try {
    connection = openConnection(file, { readonly: false });
    return connection.raw.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    const failure = storeError(error, file);
    if (failure instanceof AppError && failure.code === 'STORE_CORRUPT') return false;
    throw error;
  } finally {
    connection?.raw.close();
  }
}

async function migrate({ raw, db }: Connection, backupFolder: string, at: string): Promise<void> {
  const applied = appliedMigrations(raw);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) throw new AppError('STORE_NEWER', `It has the unknown step ${newer.join(', ')}.`);
  if (applied.length === known.length) return;
  if (applied.length > 0) {
    await writeBackup(raw, backupFolder, 'migration', Number.parseInt(applied.at(-1) as string, 10), at);
  }
  // The pragma does nothing inside a transaction, so it brackets the migration.
  raw.pragma('foreign_keys = OFF');
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  const broken = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
  if (broken.rows.length > 0) {
    throw new AppError('STORE_CORRUPT', `A migration left ${broken.rows.length} rows without their parent.`);
  }
  raw.pragma('foreign_keys = ON');
}

function appliedMigrations(raw: Connection['raw']): string[] {
  const table = raw.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (!table) return [];
  return raw.prepare('select name from kysely_migration order by name').pluck().all() as string[];
}
