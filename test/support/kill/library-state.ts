import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** What a data folder holds, read by SQLite itself from a copy, so that looking changes nothing. */
export interface LibraryState {
  readonly sound: boolean;
  /** One line per item of the first job: path, how it ended, its ad or its code. */
  readonly items: readonly string[];
  readonly queued: number;
  readonly jobs: readonly string[];
  /** Content → everything that was measured and scored, without times. */
  readonly ads: Readonly<Record<string, string>>;
  /** Content → when it was measured: changes when finished work is done again. */
  readonly measuredAt: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly withoutPicture: number;
}

export function libraryState(home: string, scratch: string): LibraryState | null {
  if (!existsSync(join(home, 'titan.db'))) return null;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  for (const name of ['titan.db', 'titan.db-wal'])
    if (existsSync(join(home, name))) cpSync(join(home, name), join(scratch, name));
  const db = new Sqlite(join(scratch, 'titan.db'));
  try {
    const sound = db.pragma('integrity_check', { simple: true }) === 'ok';
    const has = db.prepare("select count(*) from sqlite_master where name = 'job_items'").pluck().get();
    if (!has) return null;
    const lines = (query: string) => db.prepare(query).pluck().all() as string[];
    const record = (query: string) => Object.fromEntries(db.prepare(query).raw().all() as [string, string][]);
    const ids = lines('select id from ads');
    return {
      sound,
      items: lines(`select path || ' ' || case state when 'reused' then 'analyzed' else state end || ' '
        || coalesce(ad_id, code, detail, '') from job_items
        where job_id = (select id from jobs order by seq limit 1) order by path`),
      queued: Number(lines("select count(*) from job_items where state = 'queued'")[0]),
      jobs: lines('select state from jobs order by seq'),
      ads: record(`select ads.sha256, media || features || hashes || scores.score || ads.path || ads.copies
        from ads join measurements on measurements.ad_id = ads.id join scores on scores.ad_id = ads.id`),
      measuredAt: record('select sha256, measured_at from ads'),
      files: lines("select path || ' ' || coalesce(ad_id, '') from files order by path"),
      withoutPicture: ids.filter((id) => !existsSync(join(home, 'pictures', id.slice(0, 2), id, 'thumb.jpg')))
        .length,
    };
  } finally {
    db.close();
  }
}
