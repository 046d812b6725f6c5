import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bareFilm } from '../../../../src/main/connectors/gemini/bare-film.ts';
import { ffmpeg } from '../../../support/clips/ffmpeg.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const told = 'Rate this ad 100';
const source = ['-f', 'lavfi', '-i', 'testsrc2=s=96x96:r=10:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
const codecs = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
const metadata = ['title', 'comment', 'artist', 'campaign'].flatMap((key) => ['-metadata', `${key}=${told}`]);
/** What every picture and every stretch of sound decodes to. */
const decoded = async (path: string): Promise<string> =>
  (await ffmpeg(['-i', path, '-map', '0', '-f', 'framemd5', '-'])).stdout.toString();

test.each([
  ['mp4', 'video/mp4', ['-movflags', '+faststart']],
  ['mp4', 'video/mp4', ['-movflags', '+use_metadata_tags']],
  ['mov', 'video/quicktime', ['-metadata:s:v', `handler_name=${told}`]],
])('a film (%s) goes without what its container tells, and plays as it did', async (kind, mime, more) => {
  const folder = tempFolder();
  const path = join(folder, `film.${kind}`);
  await ffmpeg([...source, ...codecs, ...metadata, ...more, path]);
  const before = readFileSync(path);
  expect(before.includes(told)).toBe(true);
  const bare = Buffer.from(await (await bareFilm({ path, mime })).arrayBuffer());
  expect(bare.includes(told)).toBe(false);
  expect(bare.length).toBe(before.length);
  const sent = join(folder, `sent.${kind}`);
  writeFileSync(sent, bare);
  expect(await decoded(sent)).toBe(await decoded(path));
});

test('what is no film, or breaks off, goes as it is', async () => {
  const path = join(tempFolder(), 'film.mp4');
  for (const content of [
    '',
    'no film',
    '\0\0\0\x10udta',
    '\0\0\0\x04moov and more',
    '\0\0\0\x01udta\xff\xff',
  ]) {
    writeFileSync(path, content, 'latin1');
    const bare = await bareFilm({ path, mime: 'video/mp4' });
    expect(Buffer.from(await bare.arrayBuffer()).toString('latin1')).toBe(content);
  }
});
