import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/db.ts';
import { at } from '../unit/store/ads.ts';
import { libraryBefore } from './library-before.ts';

it('sources were heard of about each shop, and trackers are of the ad account that they named', async () => {
  const home = await libraryBefore('0030', (old) => {
    for (const [id, name] of [
      ['1', 'Fjord'],
      ['2', 'Sakura'],
    ])
      old
        .prepare(
          "INSERT INTO meta_accounts (id, name, currency, time_zone, read_at) VALUES (?, ?, 'EUR', 'UTC', ?)",
        )
        .run(id, name, at);
    const row = old.prepare(
      `INSERT INTO ledger_rows (source, shop, event_id, words, sale, kind, status, minor, currency, happened_at, learnt_at)
       VALUES (?, ?, 'e', 'w', 's', 'order', 'approved', 100, 'EUR', ?, ?)`,
    );
    row.run('file', '1', at, '2026-11-02');
    row.run('file', '2', at, '2026-11-01');
    row.run('tracker', '1', at, '2026-11-01');
    const told = old.prepare("INSERT INTO ledger_told (source, at, how) VALUES (?, '2026-11-09', 'post')");
    for (const source of ['file', 'tracker']) told.run(source);
    const hook = old.prepare(
      "INSERT INTO ledger_hooks (source, shop, token_digest, time_zone, made_at) VALUES (?, ?, 'x', 'UTC', ?)",
    );
    for (const [n, shop] of ['FJORD', 'act_2', 'Webshop', null].entries()) hook.run(`hook ${n}`, shop, at);
  });
  (await openDatabase(home, () => at)).close();
  const now = new Sqlite(join(home, 'titan.db'), { readonly: true });
  const told = now.prepare('SELECT source, shop, at FROM ledger_told ORDER BY 1, 2').raw().all();
  const hooks = now.prepare('SELECT shop FROM ledger_hooks ORDER BY source').pluck().all();
  now.close();
  expect(told).toEqual([
    ['file', '1', '2026-11-02'],
    ['file', '2', '2026-11-01'],
    ['tracker', '1', '2026-11-09'],
  ]);
  expect(hooks).toEqual(['1', '2', 'webshop', null]);
});
