import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMediaFile } from '../../../src/main/media/media-file.ts';
import { openFailure } from '../../../src/main/media/video/open-failure.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'titan-iso-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function box(type: string, payload: string, claimed = 8 + payload.length): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(claimed);
  return Buffer.concat([size, Buffer.from(type + payload, 'latin1')]);
}
const ftyp = box('ftyp', 'isom\0\0\0\0');

test.each([
  ['no index', [ftyp, box('mdat', 'xxxx')], 'NO_INDEX'],
  ['no index because the end is missing', [ftyp, box('mdat', 'xxxx', 5000)], 'NO_INDEX'],
  ['an index that is cut off', [ftyp, box('moov', 'mvhd', 900)], 'NO_INDEX'],
  ['picture data that is cut off', [ftyp, box('moov', 'mvhd'), box('mdat', 'x', 900)], 'TRUNCATED'],
  ['a protected track', [ftyp, box('moov', '....encv....sinf')], 'ENCRYPTED'],
  ['nonsense inside', [ftyp, box('moov', '....')], 'BAD_HEADER'],
])('an MP4 with %s', async (name, boxes, code) => {
  const path = join(folder, `${name}.mp4`);
  await writeFile(path, Buffer.concat(boxes));
  const error = await openFailure(await openMediaFile(path), 'mov', `${path}: Invalid data found`);
  expect(error.code).toBe(code);
});

test.each([
  ['/f.mkv: Input/output error', 'UNREADABLE'],
  ['/f.mkv: Stale file handle', 'UNREADABLE'],
  ['/f.mkv: Cannot allocate memory', 'OUT_OF_MEMORY'],
  ['/f.mkv: Invalid data found when processing input', 'BAD_HEADER'],
])('what ffprobe says in "%s" is told as %s', async (words, code) => {
  const file = { path: '/f.mkv', size: 1, head: new Uint8Array() };
  expect((await openFailure(file, 'matroska,webm', words)).code).toBe(code);
});
