import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/db.ts';
import { at } from '../unit/store/ads.ts';
import { libraryBefore } from './library-before.ts';

const tables = ['ledger_hooks', 'ledger_rows'];

async function migrated(accounts: readonly string[]) {
  let words: unknown[] = [];
  const home = await libraryBefore('0026', (old) => {
    for (const id of accounts)
      old
        .prepare('INSERT INTO meta_accounts (id, name, currency, time_zone, read_at) VALUES (?, ?, ?, ?, ?)')
        .run(id, id, 'EUR', 'UTC', at);
    const row = old.prepare(
      `INSERT INTO ledger_rows (source, event_id, words, sale, order_id, kind, status, minor, currency, happened_at, learnt_at, ad)
       VALUES ('shop', ?, 'w', ?, ?, 'order', 'approved', ?, 'EUR', ?, ?, '101')`,
    );
    for (const n of [1, 2, 3]) row.run(`order ${n}`, String(n), `#${n}`, n * 100, at, at);
    old
      .prepare(
        `INSERT INTO ledger_hooks (source, token_digest, time_zone, made_at) VALUES ('t', 'd', 'UTC', ?)`,
      )
      .run(at);
    words = old.prepare('SELECT * FROM ledger_rows ORDER BY seq').all();
  });
  (await openDatabase(home, () => at)).close();
  const now = new Sqlite(join(home, 'titan.db'), { readonly: true });
  const [hooks, rows] = tables.map((table) => now.prepare(`SELECT * FROM ${table}`).all());
  const indexes = now.prepare(
    `SELECT count(*) FROM sqlite_master WHERE tbl_name = 'ledger_rows' AND type = 'index'`,
  );
  const found = { words, hooks, rows, indexes: indexes.pluck().get() };
  now.close();
  return found;
}

it('rows of before keep every word, and are of the ad account that was alone', async () => {
  const one = await migrated(['7']);
  expect(one.rows).toEqual(
    one.words.map((row) => ({ taken_back: 0, ...(row as object), shop: '7', telling: null })),
  );
  expect(one).toMatchObject({ hooks: [{ source: 't', shop: '7' }], indexes: 4 });
});

it('where there were two, or none, nobody said whose they are', async () => {
  for (const accounts of [['7', '8'], []])
    expect((await migrated(accounts)).rows).toMatchObject([{ shop: null }, { shop: null }, { shop: null }]);
});
