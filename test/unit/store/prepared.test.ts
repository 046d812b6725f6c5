import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { rememberStatements } from '../../../src/main/store/prepared.ts';

it('keeps statements until the schema changes, and no more than it may', () => {
  const raw = new Sqlite(':memory:');
  onTestFinished(() => void raw.close());
  const db = rememberStatements(raw);
  db.prepare('CREATE TABLE ads (id)').run([]);
  const all = db.prepare('SELECT * FROM ads');
  expect(db.prepare('SELECT * FROM ads')).toBe(all);
  db.prepare('INSERT INTO ads VALUES (?)').run([7]);
  expect(all.all([])).toEqual([{ id: 7 }]);

  db.prepare('ALTER TABLE ads ADD name').run([]);
  const anew = db.prepare('SELECT * FROM ads');
  expect(anew).not.toBe(all);
  expect(anew.all([])).toEqual([{ id: 7, name: null }]);

  for (let n = 0; n < 250; n += 1) db.prepare(`SELECT ${n}`);
  expect(db.prepare('SELECT * FROM ads')).not.toBe(anew);
});
