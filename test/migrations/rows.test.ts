import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { isSound } from '../../src/main/store/backups.ts';
import { openDatabase } from '../../src/main/store/db.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { node } from '../support/children.ts';
import { Random } from '../support/clips/random.ts';
import { day, fill, type Row, type Rows, rowsOf } from './fill.ts';
import { libraryBefore } from './library-before.ts';

const script = join(import.meta.dirname, 'migrate.ts');
const names = Object.keys(migrations);
const seed = 20261128;
const at = '2026-11-28T12:00:00.000Z';

function look(file: string): { sound: unknown; steps: string[]; rows: Rows } {
  const db = new Sqlite(file);
  try {
    return {
      sound: [db.pragma('integrity_check', { simple: true }), db.pragma('foreign_key_check')],
      steps: db.prepare('SELECT name FROM kysely_migration ORDER BY name').pluck().all() as string[],
      rows: rowsOf(db),
    };
  } finally {
    db.close();
  }
}

const anEnd = { seconds: expect.closeTo(60, 2), analyzed: 0, reused: 0, failed: 0, skipped: 0, media_s: 0 };

/** What a step must make of the rows of `fill.ts` in the table that it fills, from those of another. */
const jobEnds = [
  { ...anEnd, job_id: 'jobs id 1', ended_at: '2026-11-02T12:01:00.000Z', analyzed: 1, media_s: 0.2 },
  { ...anEnd, job_id: 'jobs id 2', reused: 1, problems: '[]' },
  // Taken up again, so nobody knows how long it would have been.
  {
    ...anEnd,
    job_id: 'jobs id 3',
    seconds: null,
    failed: 1,
    problems: JSON.stringify([
      { code: 'job_items code 3', n: 1, detail: 'job_items detail 3' },
      { code: 'DISK_FULL', n: 1, detail: 'jobs error_detail 3' },
    ]),
  },
  { ...anEnd, job_id: 'jobs id 4', skipped: 1 },
];
const ledgerTold = [
  { source: 'hubspot', at: day(2), how: 'refresh' },
  { source: 'last', at: day(14), how: 'post' },
  { source: 'other', at: day(12), how: 'post' },
  { source: 'shop', at: day(1), how: 'file' },
  { source: 'tracker', at: day(10), how: 'post' },
];
const saleChoices = [0, 1, 2, 3, 4].map((n) => ({
  account_id: `meta_accounts id ${n}`,
  chosen_at: `meta_accounts chosen_at ${n}`,
  action_type: `meta_accounts action_type ${n}`,
  action_window: `meta_accounts action_window ${n}`,
}));
const backfilled: Readonly<Record<string, { readonly from: string; readonly rows: readonly Row[] }>> = {
  job_ends: { from: 'jobs', rows: jobEnds },
  ledger_told: { from: 'ledger_rows', rows: ledgerTold },
  meta_sale_choices: { from: 'meta_accounts', rows: saleChoices },
};

describe('a library with rows in every table', () => {
  it.each(names.slice(1).map((name, n) => ({ name, step: n + 1 })))(
    'is as it was after kill -9 in $name, and keeps every row when it goes on',
    async ({ name, step }) => {
      const home = await libraryBefore(name, fill);
      const file = join(home, 'titan.db');
      const old = look(file);
      expect(old).toMatchObject({ sound: ['ok', []], steps: names.slice(0, step) });
      for (const [table, rows] of Object.entries(old.rows)) expect(rows.length, table).toBeGreaterThan(0);

      const statement = new Random(seed + step).whole(1, 8);
      const child = node([script, home, name, String(statement)]);
      expect((await child.ended).signal, `${name}, statement ${statement}`).toBe('SIGKILL');
      expect(look(file)).toEqual(old);
      const backups = readdirSync(join(home, 'backups'));
      // Named by the number of the step before; a number may have been left out.
      const version = Number.parseInt(names[step - 1] as string, 10);
      expect(backups).toEqual([expect.stringMatching(new RegExp(`Z-${version}-migration\\.db$`))]);
      const backup = join(home, 'backups', backups[0] as string);
      expect(isSound(backup)).toBe(true);
      expect(look(backup)).toEqual(old);

      (await openDatabase(home, () => at)).close();
      const now = look(file);
      expect(now).toMatchObject({ sound: ['ok', []], steps: names });
      expect(now.rows).toMatchObject(old.rows);
      for (const [table, rows] of Object.entries(now.rows)) {
        if (table in old.rows) continue;
        const { from = '', rows: made = [] } = backfilled[table] ?? {};
        expect(rows, table).toMatchObject(from in old.rows ? made : []);
      }
    },
  );
});
