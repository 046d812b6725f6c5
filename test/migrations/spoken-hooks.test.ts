import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/db.ts';
import { at } from '../unit/store/ads.ts';
import { fill } from './fill.ts';
import { libraryBefore } from './library-before.ts';

const spoken = JSON.stringify({
  source: 'file',
  name: 'a.srt',
  lines: [{ t0: 0, t1: 2, text: 'Let me show you' }],
});

it('rows of ads that have subtitles are found by what these say', async () => {
  const home = await libraryBefore('0043', (old) => {
    fill(old);
    old.exec('UPDATE ads SET hook_type = NULL; DELETE FROM ad_text');
    old.prepare("UPDATE ad_given SET spoken = ? WHERE ad_id IN ('ads id 1', 'ads id 3')").run(spoken);
    old.exec("UPDATE ads SET hook_type = 'offer' WHERE id = 'ads id 2'");
  });
  (await openDatabase(home, () => at)).close();
  const now = new Sqlite(join(home, 'titan.db'), { readonly: true });
  const types = now.prepare('SELECT hook_type FROM ads ORDER BY id').pluck().all();
  now.close();
  expect(types).toEqual([null, 'demo', 'offer', 'demo', null]);
});
