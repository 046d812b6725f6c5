import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { root } from '../../../scripts/ground/place.mjs';
import { TEXT_VERSION } from '../../../src/main/core/measure/text/describe.ts';
import { builtCli } from '../../support/built-cli.ts';
import { createDraw, hexOf } from '../../support/fake-api/random.ts';

type Row = Record<string, unknown>;

/** A data folder in which the sample ads were measured by the built program. */
export function measureSamples(home: string): void {
  const args = [builtCli, 'analyze', join(root, 'resources/samples')];
  execFileSync(process.execPath, args, { env: { ...process.env, TITAN_HOME: home }, stdio: 'ignore' });
  const db = new Sqlite(join(home, 'titan.db'));
  leaveNothingToRead(db);
  db.close();
}

/** No reading begins beside what is timed; the ads go on saying that theirs are not read. */
function leaveNothingToRead(db: Sqlite.Database): void {
  db.prepare(
    `insert into ad_text (ad_id, version, text, words, palettes, read_at)
     select id, ?, '{}', '', '[]', measured_at from ads where true on conflict do nothing`,
  ).run(TEXT_VERSION);
}

/**
 * Fills a closed library up to so many ads: each is a sample ad with all that was measured of it, under a name, a score
 * and frames of its own, at most `frames` of them. Its pictures are the sample's, by a link. Written past the store,
 * whose one transaction per ad would take longer than all that is to be timed.
 */
export function fillLibrary(home: string, ads: number, frames = 24): void {
  const db = new Sqlite(join(home, 'titan.db'));
  db.pragma('synchronous = off');
  const all = (sql: string): Row[] => db.prepare<[], Row>(sql).all();
  const tables = {
    ads: all('select * from ads order by added_seq'),
    measurements: all('select m.* from measurements m join ads on ads.id = m.ad_id order by added_seq'),
    scores: all('select s.* from scores s join ads on ads.id = s.ad_id order by added_seq'),
    files: all('select f.* from files f join ads on ads.id = f.ad_id order by added_seq'),
  };
  const insert = Object.fromEntries(
    Object.entries(tables).map(([table, [row = {}]]) => {
      const names = Object.keys(row);
      return [
        table,
        db.prepare(`insert into ${table} (${names}) values (${names.map((name) => `@${name}`)})`),
      ];
    }),
  );
  const have = tables.ads.length;
  db.transaction(() => {
    for (let n = have; n < ads; n += 1) {
      const sample = n % have;
      const source = { ad: tables.ads[sample] as Row, measurement: tables.measurements[sample] as Row };
      const draw = createDraw(n);
      const id = hexOf(n, 16);
      const sha256 = `${id}${hexOf(n + ads, 48)}`;
      const name = `${n}_${source.ad.name}`;
      const path = `${draw.int(1, 40)}/${name}`;
      const score = draw.chance(0.03) ? null : draw.int(60, 970) / 10;
      const range = { score_low: score && Math.max(0, score - 8), score_high: score && score + 3 };
      const subs = { hook: draw.int(0, 100), clarity: draw.int(0, 100), craft: draw.int(0, 100) };
      const added_seq = n + 1;
      const shown = (JSON.parse(source.measurement.hashes as string) as object[]).slice(0, frames);
      // A frame that all had in common would make every ad a near-duplicate of the first.
      const hashes = JSON.stringify(shown.map((frame, at) => ({ ...frame, hash: hexOf(32 * n + at, 64) })));
      insert.ads?.run({ ...source.ad, id, added_seq, sha256, name, path, score, ...range, ...subs });
      insert.measurements?.run({ ...source.measurement, ad_id: id, hashes });
      insert.scores?.run({ ...tables.scores[sample], ad_id: id });
      insert.files?.run({ ...tables.files[sample], ad_id: id, path, sha256 });
    }
    leaveNothingToRead(db);
  })();
  db.close();
  linkPictures(
    home,
    tables.ads.map(({ id }) => String(id)),
    ads,
  );
}

const folderOf = (home: string, id: string): string => join(home, 'pictures', id.slice(0, 2), id);

function linkPictures(home: string, samples: readonly string[], ads: number): void {
  for (const group of Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0')))
    mkdirSync(join(home, 'pictures', group), { recursive: true });
  for (let n = samples.length; n < ads; n += 1)
    symlinkSync(folderOf(home, samples[n % samples.length] as string), folderOf(home, hexOf(n, 16)));
  if (readdirSync(folderOf(home, hexOf(samples.length, 16))).length === 0) throw new Error('no pictures');
}
