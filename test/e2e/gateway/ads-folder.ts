import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached, ffmpeg } from '../../support/clips/ffmpeg.ts';

/** A black start, then a hard cut to moving colour: something to find, at a second that is known. */
const clip = (number: number): Promise<string> =>
  cached(`gateway-clip-${number}.mp4`, async (file) => {
    await ffmpeg([
      ...['-f', 'lavfi', '-i', 'color=c=black:s=360x640:r=30:d=1.2'],
      ...['-f', 'lavfi', '-i', `testsrc2=s=360x640:r=30:d=${4 + number / 10},hue=h=${number * 11}`],
      ...['-f', 'lavfi', '-i', `sine=f=${220 + number * 20}:d=${5.2 + number / 10}`],
      ...['-filter_complex', '[0:v][1:v]concat=n=2:v=1[v]', '-map', '[v]', '-map', '2:a'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', file],
    ]);
  });

/** A folder as a marketer has it: clips in two folders, a note, and a file that only looks like a video. */
export async function adsFolder(clips: number): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'titan-ads-'));
  const folder = join(parent, 'Spring launch');
  await mkdir(join(folder, 'final cuts'), { recursive: true });
  for (let number = 1; number <= clips; number += 1) {
    const name = `clip ${String(number).padStart(2, '0')}.mp4`;
    await copyFile(await clip(number), join(folder, number % 2 === 0 ? 'final cuts' : '', name));
  }
  await writeFile(join(folder, 'notes.txt'), 'Which of these should run?');
  await writeFile(join(folder, 'broken.mp4'), 'not a video at all');
  return folder;
}
