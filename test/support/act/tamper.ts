import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { canonicalJson } from '../../../src/main/core/canonical-json.ts';
import type { ApprovalReader } from '../../../src/main/ports.ts';
import { createAuditCheck } from '../../../src/main/stages/verify-audit.ts';
import { openConnection } from '../../../src/main/store/connection.ts';
import { auditReader } from '../../../src/main/store/repos/audit.ts';
import { Random } from '../clips/random.ts';
import { type ActAccount, metaAt } from './meta-account.ts';
import { openDesk, program } from './open-desk.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
type Row = Record<string, string | number | null>;

/** A library in which requests were carried out, with copies of its whole database from earlier days. */
export async function logged(account: ActAccount, home: string, requests: number): Promise<string[]> {
  const older: string[] = [];
  for (let n = 0; n < requests; n += 1) {
    const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
    account.target(String(n));
    const asked = await desk.ask(
      'approve.proposeBudgets',
      { changes: [{ target: String(n), after_minor: 5000 + n + 1 }] },
      program,
    );
    const { id, content_hash } = asked.item;
    await desk.ask('approve.confirm', { id, content_hash });
    await desk.close();
    if (n < requests - 1) {
      older.push(join(home, `older-${n}.db`));
      copyFileSync(desk.file, older[n] as string);
    }
  }
  return older;
}

/** What a hand with the whole database, and our source code, could do to the log. */
const ways = {
  field(db: Sqlite.Database, random: Random): void {
    const row = anyRow(db, random);
    const column = random.pick([
      'at',
      'actor',
      'what',
      'subject',
      'before',
      'after',
      'answer_id',
      'previous',
      'hash',
    ]);
    const text = String(row[column] ?? '');
    const at = random.whole(0, Math.max(0, text.length - 1));
    const other =
      text === '' ? 'x' : `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
    db.prepare(`UPDATE audit SET ${column} = ? WHERE seq = ?`).run(other, row.seq);
  },
  spelling(db: Sqlite.Database, random: Random): void {
    const { seq } = anyRow(db, random);
    db.prepare(`UPDATE audit SET after = after || ' ' WHERE seq = ?`).run(seq);
  },
  remove: (db: Sqlite.Database, random: Random): unknown =>
    db.prepare('DELETE FROM audit WHERE seq = ?').run(anyRow(db, random).seq),
  removeAndCloseUp(db: Sqlite.Database, random: Random): void {
    const { seq } = anyRow(db, random);
    db.prepare('DELETE FROM audit WHERE seq = ?').run(seq);
    db.prepare('UPDATE audit SET seq = seq - 1 WHERE seq > ?').run(seq);
  },
  shorten: (db: Sqlite.Database, random: Random): unknown =>
    db.prepare('DELETE FROM audit WHERE seq >= ?').run(anyRow(db, random).seq),
  swap(db: Sqlite.Database, random: Random): void {
    const [a, b] = [anyRow(db, random).seq as number, anyRow(db, random).seq as number];
    if (a === b) {
      ways.remove(db, random);
      return;
    }
    for (const [from, to] of [
      [a, -1],
      [b, a],
      [-1, b],
    ])
      db.prepare('UPDATE audit SET seq = ? WHERE seq = ?').run(to, from);
  },
  insert(db: Sqlite.Database, random: Random): void {
    const row = anyRow(db, random);
    db.prepare('UPDATE audit SET seq = -seq WHERE seq >= ?').run(row.seq);
    db.prepare('UPDATE audit SET seq = 1 - seq WHERE seq < 0').run();
    const columns = Object.keys(row);
    db.prepare(`INSERT INTO audit (${columns}) VALUES (${columns.map(() => '?')})`).run(Object.values(row));
  },
  /** Everything after it is chained anew, as our own code would have done it. */
  rewrite(db: Sqlite.Database, random: Random): void {
    const { seq } = anyRow(db, random);
    db.prepare(`UPDATE audit SET actor = 'person nobody' WHERE seq = ?`).run(seq);
    let previous = '';
    for (const row of db.prepare('SELECT * FROM audit ORDER BY seq').all() as Row[]) {
      const { answer_id, hash: _, before, after, ...rest } = row;
      const entry = {
        ...rest,
        previous,
        before: JSON.parse(String(before)),
        after: JSON.parse(String(after)),
        answerId: answer_id,
      };
      const hash = sha256(canonicalJson(entry));
      db.prepare('UPDATE audit SET previous = ?, hash = ? WHERE seq = ?').run(previous, hash, row.seq);
      previous = hash;
    }
  },
} satisfies Record<string, (db: Sqlite.Database, random: Random) => unknown>;

const anyRow = (db: Sqlite.Database, random: Random): Row => {
  const rows = db.prepare('SELECT * FROM audit ORDER BY seq').all() as Row[];
  return random.pick(rows);
};

export interface Tamperings {
  readonly tried: number;
  /** Of them, how many put a whole older database in its place. */
  readonly rollbacks: number;
  readonly found: number;
  /** With the first bad entry named. */
  readonly named: number;
  readonly missed: readonly string[];
}

/** Each starts from a whole log; one in ten puts an older database in its place, as a whole. */
export async function tamper(
  home: string,
  older: readonly string[],
  times: number,
  seed: number,
): Promise<Tamperings> {
  const random = new Random(seed);
  const anchor = JSON.parse(readFileSync(join(home, 'audit-head.json'), 'utf8'));
  const kept = async () => [{ place: 'file' as const, anchor }];
  const missed: string[] = [];
  let [rollbacks, found, named] = [0, 0, 0];
  const copy = join(home, 'tampered.db');
  for (let n = 0; n < times; n += 1) {
    const back = n % 10 === 9;
    if (back) rollbacks += 1;
    copyFileSync(back ? random.pick(older) : join(home, 'titan.db'), copy);
    const [way, change] = random.pick(Object.entries(ways));
    if (!back) {
      const db = new Sqlite(copy);
      db.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened');
      db.transaction(() => change(db, random))();
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
    }
    const read = openConnection(copy, { readonly: true });
    const reader = auditReader(read.db) as unknown as ApprovalReader;
    const verdict = await createAuditCheck({ reader, anchor: { kept } }, sha256, () => 0)(false);
    read.raw.close();
    // What a reader of a database in write-ahead mode leaves beside it would be played into the next copy.
    for (const left of ['-wal', '-shm']) rmSync(`${copy}${left}`, { force: true });
    if (verdict.ok) missed.push(back ? 'an older database' : way);
    else found += 1;
    if (verdict.first_bad !== null) named += 1;
  }
  return { tried: times, rollbacks, found, named, missed };
}
