import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepCompiled, loadKept } from '../../../src/main/hosts/compiled.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const module = join(import.meta.dirname, '../../../src/main/hosts/compiled.ts');

it('keeps compiled code in the data folder, and only where that is ours', () => {
  const home = tempFolder();
  keepCompiled(home);
  expect(getCompileCacheDir()).toBeUndefined();
  writeFileSync(join(home, 'owner.lock'), '');
  keepCompiled(home);
  expect(getCompileCacheDir()).toContain(join(home, 'code'));
});

it('reads what the build kept, and then makes no data folder for it', () => {
  const built = tempFolder();
  const home = join(tempFolder(), 'new');
  // A process keeps to the first folder it is told.
  const asked = `const { keepCompiled } = await import(process.argv[1]);
    keepCompiled(process.argv[2], process.argv[3]);
    process.stdout.write((await import('node:module')).getCompileCacheDir());`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', asked, module, home, built]);
  expect(String(stdout)).toContain(built);
  expect(existsSync(home)).toBe(false);
});

it('makes a data folder of its own where there is none, closed to others', () => {
  const home = join(tempFolder(), 'new');
  keepCompiled(home);
  expect(statSync(home).mode & 0o777).toBe(0o700);
});

/** What a child says that loads this bundle of two files, and by default calls it. */
function loaded(folder: string, { told = '.tell()', flags = [] as string[] } = {}): string {
  const asked = `const { loadKept } = await import(process.argv[1]);
    process.stdout.write(String(loadKept('told', process.argv[2])${told}));`;
  const { stdout } = spawnSync(process.execPath, [
    ...flags,
    '--input-type=module',
    '-e',
    asked,
    module,
    folder,
  ]);
  return String(stdout);
}

function bundle(): { folder: string; kept: string; chunk: string } {
  const folder = tempFolder();
  const file = join(folder, 'told.kept.cjs');
  writeFileSync(file, "exports.tell = () => require('./chunks/more.kept.cjs').words.join(' ');");
  mkdirSync(join(folder, 'chunks'));
  const chunk = join(folder, 'chunks', 'more.kept.cjs');
  writeFileSync(chunk, "exports.words = ['as', 'it', 'stands'];");
  return { folder, kept: `${file}.code`, chunk };
}

it('keeps of a bundle what V8 made of the functions that ran, and runs it from there', () => {
  const [called, uncalled] = [bundle(), bundle()];
  expect(loaded(called.folder)).toBe('as it stands');
  expect(loaded(uncalled.folder, { told: '.tell.length' })).toBe('0');
  expect(statSync(called.kept).size).toBeGreaterThan(statSync(uncalled.kept).size);
  expect(existsSync(`${called.chunk}.code`)).toBe(true);
  const { ino } = statSync(called.kept);
  expect(loaded(called.folder)).toBe('as it stands');
  expect(statSync(called.kept).ino).toBe(ino);
});

it('runs a bundle as it now is where what is kept was made of another of the same length', () => {
  const { folder, chunk } = bundle();
  loaded(folder);
  writeFileSync(chunk, readFileSync(chunk, 'utf8').replace('stands', 'became'));
  expect(loaded(folder)).toBe('as it became');
  const { ino } = statSync(`${chunk}.code`);
  expect(loaded(folder)).toBe('as it became');
  expect(statSync(`${chunk}.code`).ino).toBe(ino);
});

const damages: [string, (kept: Buffer) => Buffer][] = [
  ['a byte is another', (kept) => Buffer.from(kept.toString('latin1').replace('stands', 'stanks'), 'latin1')],
  ['its end is zeros', (kept) => Buffer.concat([kept.subarray(0, 100), Buffer.alloc(kept.length - 100)])],
  ['all but a byte is missing', (kept) => kept.subarray(0, 1)],
  ['nothing was written', () => Buffer.alloc(0)],
];

it.each(damages)('makes anew what is kept where %s', (_, damage) => {
  const { folder, chunk } = bundle();
  loaded(folder);
  const damaged = damage(readFileSync(`${chunk}.code`));
  writeFileSync(`${chunk}.code`, damaged);
  expect(loaded(folder)).toBe('as it stands');
  expect(readFileSync(`${chunk}.code`).equals(damaged)).toBe(false);
});

it('runs a bundle all the same where what is kept cannot be read', () => {
  const { folder, kept } = bundle();
  mkdirSync(kept);
  expect(loaded(folder)).toBe('as it stands');
});

it('makes anew what V8 refuses', () => {
  const { folder, kept } = bundle();
  // For V8 these are as another version.
  loaded(folder, { flags: ['--no-lazy'] });
  const { ino } = statSync(kept);
  expect(loaded(folder)).toBe('as it stands');
  const anew = statSync(kept).ino;
  expect(anew).not.toBe(ino);
  loaded(folder);
  expect(statSync(kept).ino).toBe(anew);
});

it('answers null where no build left such a bundle', () => {
  expect(loadKept('told', tempFolder())).toBeNull();
});
