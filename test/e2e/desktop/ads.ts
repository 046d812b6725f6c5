import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, ffmpeg } from '../../support/clips/ffmpeg.ts';

const ad = (number: number, seconds: number): Promise<string> =>
  cached(`desktop-ad-${number}-${seconds}s.mp4`, async (file) => {
    const look = `size=360x640:rate=25:duration=${seconds / 2}`;
    await ffmpeg([
      ...['-f', 'lavfi', '-i', `testsrc=${look}`],
      ...['-f', 'lavfi', '-i', `testsrc2=${look},hue=h=${number * 11}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=${300 + 40 * number}:duration=${seconds}`],
      ...['-filter_complex', '[0:v][1:v]concat=n=2:v=1[v]', '-map', '[v]', '-map', '2:a', '-shortest'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25', '-c:a', 'aac', file],
    ]);
  });

/** Short ads with a hard cut in the middle, each with bytes of its own. */
export const makeAds = async (folder: string, count: number, seconds = 4): Promise<string> => {
  await mkdir(folder, { recursive: true });
  for (let number = 1; number <= count; number += 1)
    await copyFile(await ad(number, seconds), join(folder, `ad ${number}.mp4`));
  return folder;
};
