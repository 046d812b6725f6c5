import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { saleKey } from '../../src/main/core/learn/ledger/row.ts';
import { openDatabase } from '../../src/main/store/db.ts';
import { at } from '../unit/store/ads.ts';
import { libraryBefore } from './library-before.ts';

/** As a batch keeps it. A file without a column for event ids calls its events by their orders. */
const sent = (event_id: string, order_id: string | null) => ({
  event: { event_id, custom_data: { value: 1, ...(order_id !== null && { order_id }) } },
});

it('what was sent without an order number bears none afterwards, and everything else what it did', async () => {
  const home = await libraryBefore('0029', (old) => {
    const row = old.prepare(
      `INSERT INTO ledger_rows (source, event_id, words, sale, order_id, kind, status, minor, currency, happened_at, learnt_at)
       VALUES (?, ?, 'w', ?, ?, 'order', 'approved', 100, 'EUR', ?, ?)`,
    );
    old
      .prepare(
        "INSERT INTO conversion_batches (id, pixel, digest, events, made_at) VALUES ('b', 'p', 'd', ?, ?)",
      )
      .run(JSON.stringify([sent('evt-9', null), sent('1001', '1001')]), at);
    for (const [source, event, order] of [
      ['conversions-api', 'evt-9', 'evt-9'],
      ['conversions-api', '1001', '1001'],
      ['conversions-api', 'evt-8', '8'],
      ['shop', '7', '7'],
    ] as const)
      row.run(source, event, order, order, at, at);
  });
  (await openDatabase(home, () => at)).close();
  const now = new Sqlite(join(home, 'titan.db'), { readonly: true });
  const rows = now.prepare('SELECT order_id, sale FROM ledger_rows ORDER BY seq').all();
  now.close();
  expect(rows).toEqual([
    { order_id: null, sale: saleKey({ source: 'conversions-api', eventId: 'evt-9', order: null }) },
    { order_id: '1001', sale: '1001' },
    { order_id: '8', sale: '8' },
    { order_id: '7', sale: '7' },
  ]);
});
