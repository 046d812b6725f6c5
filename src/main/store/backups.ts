import { constants, existsSync } from 'node:fs';
import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError, type Backup, Settings } from '../../contract/index.ts';
import { storeError } from './errors.ts';
import { asideOf, pruneAside, suffixes } from './kept-aside.ts';
import { makeFile } from './make-file.ts';

/** `20261122T210315Z-4-manual.db`: instant, schema version, reason. */
const namePattern = /^(\d{8}T\d{6}Z)-(\d+)-(manual|hourly|daily|migration|restore)\.db$/;
/**
 * How many of each reason are kept; hourly for a day, daily for two weeks (`reliability.md` D7). Before a restore the
 * database itself is put aside (`kept-aside.ts`): the last of these are kept, and all of two weeks.
 */
export const keptBackups = { hourly: 24, daily: 14, manual: 20, migration: 10, restore: 5 } as const;

const asideMs = 14 * 86_400_000;

type Reason = Backup['reason'];

const compact = (at: string): string => `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const expand = (stamp: string): string =>
  `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}T${stamp.slice(9, 11)}:${stamp.slice(11, 13)}:${stamp.slice(13, 15)}Z`;

/**
 * Opens a copy and asks SQLite whether it is whole: a backup that was never opened is a hope. Each page of a file of no
 * bytes is sound, so a table that every library has is asked for too.
 */
export function isSound(file: string): boolean {
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true, fileMustExist: true });
    db.prepare('SELECT 1 FROM kysely_migration').get();
    return db.pragma('integrity_check', { simple: true }) === 'ok';
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** `user_version` of a copy: the library that it becomes knows by it that it is older than what was done. */
export const backupMark = 1;

/** The copy has its source's write-ahead mode; without it, opening a backup leaves no files beside it. */
function becomeCopy(file: string): void {
  const db = new Sqlite(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma(`user_version = ${backupMark}`);
  } finally {
    db.close();
  }
}

/**
 * Copies a live database page by page, verifies the copy, then puts it in place by rename: never half a backup. Of each
 * reason the newest are kept, and those that are spared.
 */
export async function writeBackup(
  source: Sqlite.Database,
  folder: string,
  reason: Reason,
  schemaVersion: number,
  at: string,
  isSpared: (backup: Backup) => boolean = () => false,
): Promise<Backup> {
  const file = `${compact(at)}-${schemaVersion}-${reason}.db`;
  const temporary = join(folder, `${file}.part`);
  await removeUnfinished(folder);
  try {
    makeFile(temporary);
    await source.backup(temporary);
    becomeCopy(temporary);
    if (!isSound(temporary)) {
      throw new AppError(
        'STORE_CORRUPT',
        'The copy did not pass the integrity check; older backups are untouched.',
      );
    }
    await flush(temporary);
    await rename(temporary, join(folder, file));
  } catch (error) {
    await removeUnfinished(folder);
    throw storeError(error, 'The backup was not written; older ones are untouched', folder);
  }
  await flushFolder(folder);
  await prune(folder, reason, at, isSpared);
  const { size } = await stat(join(folder, file));
  return {
    file,
    at: expand(compact(at)),
    bytes: size,
    schema_version: schemaVersion,
    reason,
    verified: true,
  };
}

/** What a killed or failed backup left behind, its journal too: SQLite would play that into the next file of the name. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.db\.part(-journal|-wal|-shm)?$/.test(name)) await rm(join(folder, name), { force: true });
  }
}

/** Copies of the library whose place an empty one took, and of which nobody has said yet that they are not missed. */
export const isOfLost =
  (recovery: Settings['recovery']) =>
  ({ at }: Backup): boolean =>
    recovery?.backup_at === null && at.slice(0, 19) < recovery.at.slice(0, 19);

/** As far apart as copies are made: to take one that is so much ahead for the newest costs no more than to pass it over. */
const aheadMs = 3_600_000;

/**
 * Newest first. Those that lie in the future were named by a clock that was wrong, and come last: they would stand before
 * all true ones for years. Not those of a clock that was set right by a little since.
 */
export async function listBackups(folder: string, now: string): Promise<Backup[]> {
  const backups: Backup[] = [];
  const last = compact(new Date(Date.parse(now) + aheadMs).toISOString());
  const isTrue = (file: string): boolean => file.slice(0, last.length) <= last;
  const files = (await readdir(folder)).sort().reverse();
  for (const file of [...files.filter(isTrue), ...files.filter((one) => !isTrue(one))]) {
    const match = namePattern.exec(file);
    if (!match) continue;
    const { size } = await stat(join(folder, file));
    // Only verified copies ever get this name: see writeBackup. What became of one since, `examineBackups` tells.
    backups.push({
      file,
      at: expand(match[1] as string),
      bytes: size,
      schema_version: Number(match[2]),
      reason: match[3] as Reason,
      verified: true,
    });
  }
  return backups;
}

/**
 * The same; from the newest on each is opened and checked anew until one is whole, which is the one to go back to: disks fail,
 * and copies of files are cut short. To read all of them holds a large library up for minutes.
 */
export async function examineBackups(folder: string, now: string): Promise<Backup[]> {
  const all = await listBackups(folder, now);
  const { damaged } = firstSound(folder, all);
  return all.map((backup) => ({ ...backup, verified: !damaged.includes(backup.file) }));
}

/** The first of these that is whole, and the files that were passed over to come to it. */
export function firstSound(folder: string, backups: readonly Backup[]) {
  const damaged: string[] = [];
  for (const backup of backups) {
    if (isSound(join(folder, backup.file))) return { backup, damaged };
    damaged.push(backup.file);
  }
  return { backup: undefined, damaged };
}

/**
 * Puts a backup in the database's place. The caller has closed the database. What it replaces is kept aside under a
 * name with the instant, together with its -wal, so that nothing is lost even if the wrong backups were chosen one after
 * the other. `told` is what the library says of its recovery from the moment it is there; without it, what the backup says.
 */
export async function replaceWithBackup(
  backup: string,
  database: string,
  at: string,
  told?: (keptAside: string) => Settings['recovery'],
): Promise<string> {
  if (!isSound(backup))
    throw new AppError('STORE_CORRUPT', 'The backup itself does not pass the integrity check.');
  const incoming = incomingOf(database);
  await copyFile(backup, incoming, constants.COPYFILE_FICLONE);
  // Also one that an earlier version made.
  becomeCopy(incoming);
  const aside = asideOf(database, compact(at));
  if (told) tellRecovery(incoming, told(aside));
  await flush(incoming);
  return takePlace(incoming, database, aside, at);
}

/** The table is as old as libraries are, so that a copy of any version has it. */
function tellRecovery(file: string, recovery: Settings['recovery']): void {
  const db = new Sqlite(file, { fileMustExist: true });
  try {
    db.prepare("INSERT OR REPLACE INTO settings (key, value) VALUES ('recovery', ?)").run(
      JSON.stringify(recovery),
    );
  } finally {
    db.close();
  }
}

/** What a copy tells of a library in whose place its own was made, which nobody had dismissed by then; else null. */
export function lostOf(file: string) {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const note = "SELECT iif(json_valid(value), value, 'null') FROM settings WHERE key = 'recovery'";
    const told = Settings.shape.recovery.safeParse(
      JSON.parse(String(db.prepare(note).pluck().get() ?? 'null')),
    );
    return told.data?.backup_at === null ? told.data : null;
  } finally {
    db.close();
  }
}

/** Ends a replacement that a crash cut short: from the moment the old database is gone, the new one is whole on disk. */
export async function finishReplacing(database: string, at: string): Promise<void> {
  const incoming = incomingOf(database);
  if (!existsSync(incoming)) return;
  if (existsSync(database)) await rm(incoming);
  else await takePlace(incoming, database, asideOf(database, compact(at)), at);
}

/** What takes the database's place once it is whole. */
export const incomingOf = (database: string): string => `${database}.incoming`;

/** The database goes first: while it is there nothing has changed, and a log that is left alone is moved on the next try. */
async function takePlace(incoming: string, database: string, aside: string, at: string): Promise<string> {
  for (const suffix of suffixes) {
    await rename(database + suffix, aside + suffix).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await rename(incoming, database);
  await flushFolder(dirname(database));
  // The database is in its place by now; what could not be removed is the next time.
  const before = compact(new Date(Date.parse(at) - asideMs).toISOString());
  await pruneAside(database, aside, keptBackups.restore, before).catch(() => undefined);
  return aside;
}

/** A rename is on disk once its folder is; Windows has no handle for that. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

async function prune(
  folder: string,
  reason: Reason,
  now: string,
  isSpared: (backup: Backup) => boolean,
): Promise<void> {
  const same = (await listBackups(folder, now)).filter(
    (backup) => backup.reason === reason && !isSpared(backup),
  );
  for (const old of same.slice(keptBackups[reason])) await rm(join(folder, old.file), { force: true });
}
