import Sqlite from 'better-sqlite3';
import { token } from '../../support/meta/token.ts';

/** Fetches the same addresses, parses what comes and inserts each row as it is; nothing else. */
const [origin = '', file = ''] = process.argv.slice(2);
const db = new Sqlite(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE rows (kind TEXT, id TEXT, day TEXT, body TEXT)');
const insert = db.prepare('INSERT INTO rows VALUES (?, ?, ?, ?)');
process.on('message', async (addresses: string[]) => {
  const startedMs = performance.now();
  let rows = 0;
  for (const address of addresses) {
    const response = await fetch(`${origin}${address}`, { headers: { authorization: `Bearer ${token}` } });
    const { data = [] } = JSON.parse(await response.text()) as { data?: Record<string, string>[] };
    db.transaction(() => {
      for (const row of data) {
        // Of a day; what is told of its whole life is one more row of the same ad.
        if (row.ad_id && row.date_start && row.date_start === row.date_stop) rows += 1;
        insert.run(
          address.slice(0, 40),
          row.ad_id ?? row.id ?? null,
          row.date_start ?? null,
          JSON.stringify(row),
        );
      }
    })();
  }
  const ms = performance.now() - startedMs;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({ ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024, rows }, () =>
    process.exit(),
  );
});
