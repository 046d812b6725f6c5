import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogos } from '../../../src/main/hosts/logos.ts';
import { openStore, type Store } from '../../../src/main/store/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const png = Buffer.from('what a media host made of a picture');
const open = (home: string) =>
  openStore(
    home,
    () => '2026-11-28T12:00:00.000Z',
    () => [],
  );
const logosOf = (store: Store) =>
  createLogos(store, async () => ({
    readLogo: async () => ({ png, width: 40, height: 20, findable: true }),
  }));

test('a logo is in every backup; its file is made anew from the library wherever it is missing', async () => {
  const store = await open(tempFolder());
  const logos = logosOf(store);
  const { id } = await logos.add(Buffer.from('given'));
  expect(await logos.file('0'.repeat(16))).toBeNull();
  // Several ads are looked at side by side, and each asks for it.
  const paths = await Promise.all([logos.file(id), logos.file(id), logos.file(id)]);
  expect(new Set(paths)).toEqual(new Set([store.logoFile(id)]));
  expect(readFileSync(store.logoFile(id))).toEqual(png);
  rmSync(store.picturesFolder, { recursive: true });
  expect(readFileSync((await logos.file(id)) as string)).toEqual(png);
  // Chosen again it is the same one.
  expect((await logos.add(Buffer.from('given'))).id).toBe(id);

  const { file } = await store.backup('manual');
  store.close();
  const elsewhere = tempFolder();
  mkdirSync(elsewhere, { recursive: true });
  cpSync(join(store.backupFolder, file), join(elsewhere, 'titan.db'));
  const moved = await open(elsewhere);
  expect(readFileSync((await logosOf(moved).file(id)) as string)).toEqual(png);
  moved.close();
});

test('a file that another made meanwhile is taken, where it cannot be replaced', async () => {
  // No draft of so long a name can be written beside it.
  const path = join(tempFolder(), 'l'.repeat(250));
  const logoPng = async () => {
    writeFileSync(path, png);
    return png;
  };
  const store = { reader: { logoPng }, writer: {}, logoFile: () => path } as unknown as Store;
  expect(await logosOf(store).file('1'.repeat(16))).toBe(path);
});

test('a file that cannot be written is told as such and leaves no draft', async () => {
  const store = await open(tempFolder());
  const logos = logosOf(store);
  const { id } = await logos.add(Buffer.from('given'));
  const path = store.logoFile(id);
  mkdirSync(path, { recursive: true });
  await expect(logos.file(id)).rejects.toMatchObject({ code: 'READ_ONLY' });
  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  store.close();
});
