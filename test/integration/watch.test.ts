import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import type { App } from '../../src/main/hosts/app.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { window } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const picture = (file: string, background: string) =>
  sharp({ create: { width: 96, height: 96, channels: 3, background } })
    .png()
    .toFile(file);

const paths = async (app: App) =>
  (await typedCall(app, window, 'score.rows', { sort: 'name', direction: 'asc' })).rows.map(
    ({ name }) => name,
  );
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 200 });

it('measures what comes into a watched folder, also what came while nothing ran', async () => {
  const home = tempFolder();
  const folder = join(tempFolder(), 'ads');
  await mkdir(folder);
  const first = await openApp({ home, role: 'app' });
  const { folders } = await typedCall(first, window, 'watch.add', { folder });
  expect(folders).toMatchObject([{ folder, state: 'watching' }]);
  await picture(join(folder, 'a.png'), '#405060');
  await until(async () => expect(await paths(first)).toEqual(['a.png']));
  await first.close();

  await picture(join(folder, 'b.png'), '#c0a020');
  const second = await openApp({ home, role: 'app' });
  await until(async () => expect(await paths(second)).toEqual(['a.png', 'b.png']));
  await typedCall(second, window, 'watch.pause', { folder, paused: true });
  expect((await typedCall(second, window, 'watch.list', {})).folders[0]?.state).toBe('paused');
  expect((await typedCall(second, window, 'watch.remove', { folder })).folders).toEqual([]);
  await expect(typedCall(second, window, 'watch.remove', { folder })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await second.close();
});
