import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What a database is made of. */
export const suffixes = ['', '-wal', '-shm'] as const;

/** A name for the database that a backup takes the place of. Two replacements within one second keep both. */
export function asideOf(database: string, stamp: string): string {
  const plain = `${database}.replaced-${stamp}`;
  for (let n = 2, name = plain; ; n += 1) {
    if (!['', '-wal'].some((suffix) => existsSync(name + suffix))) return name;
    name = `${plain}-${n}`;
  }
}

/** Those that were kept so, newest first, with the bytes of each. */
export async function listAside(database: string): Promise<{ file: string; bytes: number }[]> {
  const folder = dirname(database);
  const found = new Map<string, number>();
  for (const name of (await readdir(folder)).sort().reverse()) {
    const [, own, file] = /^(.*)\.replaced-(\d{8}T\d{6}Z(?:-\d+)?)(?:-wal|-shm)?$/.exec(name) ?? [];
    if (file === undefined || own !== basename(database)) continue;
    const { size } = await stat(join(folder, name));
    found.set(file, (found.get(file) ?? 0) + size);
  }
  return [...found].map(([stamp, bytes]) => ({ file: `${database}.replaced-${stamp}`, bytes }));
}

/**
 * Removes the oldest beyond so many, if they are of before that stamp; never the one that was just made, whatever the
 * clock says of the others. Whoever tries one backup after the other puts the library itself aside first.
 */
export async function pruneAside(
  database: string,
  just: string,
  atMost: number,
  before: string,
): Promise<void> {
  const others = (await listAside(database)).filter(({ file }) => file !== just);
  for (const { file } of others.slice(atMost - 1))
    if (file < `${database}.replaced-${before}`)
      for (const suffix of suffixes) await rm(file + suffix, { force: true });
}
