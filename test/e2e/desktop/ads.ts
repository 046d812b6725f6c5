import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Short ads with a hard cut in the middle, each with bytes of its own. */
export const makeAds = async (folder: string, count: number, seconds = 4): Promise<string> => {
  await mkdir(folder, { recursive: true });
  for (let number = 1; number <= count; number += 1) {
    const half = seconds / 2;
    const look = `size=360x640:rate=25:duration=${half}`;
    await run('ffmpeg', [
      ...['-loglevel', 'error', '-y'],
      ...['-f', 'lavfi', '-i', `testsrc=${look}`],
      ...['-f', 'lavfi', '-i', `mandelbrot=size=360x640:rate=25:start_scale=${3 + number}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=${300 + 40 * number}:duration=${seconds}`],
      ...[
        '-filter_complex',
        `[1:v]trim=duration=${half},setsar=1[b];[0:v]setsar=1[a];[a][b]concat=n=2:v=1[v]`,
      ],
      ...['-map', '[v]', '-map', '2:a', '-shortest'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25', '-c:a', 'aac'],
      join(folder, `ad ${number}.mp4`),
    ]);
  }
  return folder;
};
