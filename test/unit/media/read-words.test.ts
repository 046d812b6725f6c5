import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readFile } from '../../../src/main/media/text/read-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('asks for time anew before the reader is loaded and before each pass over a frame, as each of them may wait long for a busy machine', async () => {
  const path = join(tempFolder(), 'sale.png');
  const svg = '<svg width="400" height="300"><text x="40" y="160" font-size="72">SALE 50</text></svg>';
  await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).png().toFile(path);
  const limitsMs: number[] = [];
  const onLimit = (ms: number) => limitsMs.push(ms);
  const { frames } = await readFile(path, [], { ffmpeg: '', ffprobe: '', onPid: () => undefined, onLimit });
  expect(frames[0]?.lines.map(({ text }) => text).join(' ')).toContain('SALE');
  expect(limitsMs.slice(1)).toEqual(Array.from({ length: 6 }, () => 60_000));
});
