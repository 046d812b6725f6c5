import {
  appendFileSync,
  existsSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/main/store/index.ts';
import { breakSeal, seal } from '../../../src/main/store/seal.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { at } from './ads.ts';

const open = (home: string) =>
  openStore(
    home,
    () => at,
    () => [],
  );

describe('the seal of a closed library', () => {
  const sealed = (): string => {
    const file = join(tempFolder(), 'titan.db');
    writeFileSync(file, Buffer.alloc(9 << 20, 7));
    seal(file);
    return file;
  };

  it('holds for the same bytes, once', async () => {
    const file = sealed();
    expect(readFileSync(`${file}.seal`, 'utf8')).toMatch(/^crc32 [0-9a-f]{8}, 9437184 bytes\n$/);
    expect([await breakSeal(file), await breakSeal(file)]).toEqual([true, false]);
  });

  it.each<[string, (file: string) => void]>([
    ['one other byte', (file) => writeSync(openSync(file, 'r+'), 'x', 5 << 20)],
    ['a chunk less', (file) => truncateSync(file, 8 << 20)],
    ['a byte more', (file) => appendFileSync(file, 'x')],
    ['a log beside it', (file) => writeFileSync(`${file}-wal`, '')],
    ['a seal cut short', (file) => writeFileSync(`${file}.seal`, 'abc')],
  ])('does not hold with %s', async (_what, change) => {
    const file = sealed();
    change(file);
    expect(await breakSeal(file)).toBe(false);
    expect(existsSync(`${file}.seal`)).toBe(false);
  });

  it('is there after an orderly end alone', async () => {
    const home = tempFolder();
    const kept = join(home, 'titan.db.seal');
    const store = await open(home);
    expect(existsSync(kept)).toBe(false);
    store.close();
    expect(existsSync(kept)).toBe(true);
    const again = await open(home);
    expect(existsSync(kept)).toBe(false);
    again.close();
  });

  it('does not shelter damage that came after it', async () => {
    const home = tempFolder();
    const store = await open(home);
    await store.backup('manual');
    store.close();
    const file = join(home, 'titan.db');
    const size = readFileSync(file).length;
    writeSync(openSync(file, 'r+'), Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
    const again = await open(home);
    expect(again.recovery?.backup.reason).toBe('manual');
    again.close();
    expect(new Sqlite(file, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
