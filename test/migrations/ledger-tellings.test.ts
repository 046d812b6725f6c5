import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/db.ts';
import { at } from '../unit/store/ads.ts';
import { libraryBefore } from './library-before.ts';

it('files of before are known with when they were brought first and for which shop, unless they were undone; posts are not', async () => {
  const home = await libraryBefore('0046', (old) => {
    const row = old.prepare(
      `INSERT INTO ledger_rows (source, shop, telling, event_id, words, sale, kind, status, minor, currency, happened_at, learnt_at, taken_back)
       VALUES (?, ?, ?, 'e', 'w', 's', 'order', 'approved', 100, 'EUR', ?, ?, ?)`,
    );
    const say = (source: string, telling: string | null, day: number, shop = 'north', back = 0) =>
      row.run(source, shop, telling, at, `2026-11-0${day}`, back);
    say('shop', 'first', 1);
    say('shop', 'undone', 2);
    say('shop', 'first', 3, 'south');
    say('shop', 'undone', 4, 'north', 1);
    say('shop', null, 5);
    say('till', 'first', 6);
    for (const source of ['tracker', 'hubspot', 'conversions-api']) say(source, 'posted', 7);
    old
      .prepare(
        "INSERT INTO ledger_hooks (source, token_digest, time_zone, made_at) VALUES ('tracker', 'x', 'UTC', ?)",
      )
      .run(at);
    old.prepare("INSERT INTO ledger_told (source, at, how) VALUES ('shop', '2026-11-04', 'post')").run();
  });
  (await openDatabase(home, () => at)).close();
  const now = new Sqlite(join(home, 'titan.db'));
  const tellings = now.prepare(
    'SELECT source, telling, shop, how, at, undone FROM ledger_tellings ORDER BY at',
  );
  expect(tellings.raw().all()).toEqual([
    ['shop', 'first', 'south', 'file', '2026-11-01', 0],
    ['till', 'first', 'north', 'file', '2026-11-06', 0],
  ]);
  // Of one source by its files and by its posts, each once.
  const tell = now.prepare("INSERT INTO ledger_told (source, at, how) VALUES ('shop', '2026-11-05', ?)");
  tell.run('file');
  expect(() => tell.run('post')).toThrow('UNIQUE');
  now.close();
});
