import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Random } from '../../support/clips/random.ts';

/** Ways in which a database file comes to harm (`reliability.md` 12), each with the places it picks at random. */
export const damages: Readonly<Record<string, (db: string, random: Random) => void>> = {
  'flips in the header': (db, random) => flip(db, random, 0, 100, random.whole(1, 8)),
  'flips in the first page': (db, random) => flip(db, random, 100, 4096, random.whole(1, 64)),
  'flips in one page': (db, random) => {
    const page = random.whole(1, Math.floor(readFileSync(db).length / 4096) - 1);
    flip(db, random, page * 4096, (page + 1) * 4096, random.whole(1, 16));
  },
  'flips everywhere': (db, random) => flip(db, random, 0, readFileSync(db).length, random.whole(1, 4096)),
  'cut anywhere': (db, random) => truncateSync(db, random.whole(1, readFileSync(db).length - 1)),
  'cut to whole pages': (db, random) =>
    truncateSync(db, 4096 * random.whole(1, Math.floor(readFileSync(db).length / 4096) - 1)),
  'cut to nothing': (db) => truncateSync(db, 0),
  'a page of zeros': (db, random) => {
    const bytes = readFileSync(db);
    const from = 4096 * random.whole(0, Math.floor(bytes.length / 4096) - 1);
    bytes.fill(0, from, from + 4096);
    writeFileSync(db, bytes);
  },
  'a garbage header': (db, random) => {
    const bytes = readFileSync(db);
    for (let n = 0; n < 100; n += 1) bytes[n] = random.whole(0, 255);
    writeFileSync(db, bytes);
  },
  'another file in its place': (db) => writeFileSync(db, 'This is a text and no database.\n'.repeat(500)),
  'flips in the write-ahead log': (db, random) =>
    flip(`${db}-wal`, random, 0, readFileSync(`${db}-wal`).length, random.whole(1, 64)),
  'a write-ahead log cut short': (db, random) =>
    truncateSync(`${db}-wal`, random.whole(0, readFileSync(`${db}-wal`).length - 1)),
};

function flip(file: string, random: Random, from: number, to: number, times: number): void {
  const bytes = readFileSync(file);
  for (let n = 0; n < times; n += 1) {
    const at = random.whole(from, Math.min(to, bytes.length) - 1);
    bytes[at] = (bytes[at] as number) ^ (1 << random.whole(0, 7));
  }
  writeFileSync(file, bytes);
}

/** The judge beside our own code: SQLite opening a copy with nothing of ours in between. Null when it is not whole. */
export function adsIn(copy: string): number | null {
  if (!existsSync(copy)) return null;
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(copy);
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') return null;
    return db.prepare('select count(*) from ads').pluck().get() as number;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
