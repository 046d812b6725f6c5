import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Fifty files as a folder of ads has them: clips, stills, copies, damaged ones and one that is no ad. */
export async function makeAds(
  folder: string,
  { clips = 14, stills = 26, seconds = 1.5, width = 192 } = {},
): Promise<number> {
  mkdirSync(join(folder, 'copies'), { recursive: true });
  for (let n = 0; n < clips; n += 1) {
    const picture = `testsrc2=size=${width}x${(width * 9) / 16 + 2 * n}:rate=10:duration=${seconds},hue=h=${n * 25}`;
    const sound = `sine=frequency=${300 + 40 * n}:duration=${seconds}`;
    const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
    const file = join(folder, `clip-${String(n).padStart(2, '0')}.mp4`);
    execFileSync('ffmpeg', ['-v', 'error', ...inputs, '-pix_fmt', 'yuv420p', '-shortest', '-y', file]);
  }
  for (let n = 0; n < stills; n += 1) {
    const background = { r: (n * 37) % 256, g: (n * 91) % 256, b: (n * 53) % 256 };
    const box = await sharp({ create: { width: 90, height: 40 + n, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await sharp({ create: { width: 270, height: 480, channels: 3, background } })
      .composite([{ input: box, left: 20 + n, top: 40 + 5 * n }])
      .png()
      .toFile(join(folder, `still-${String(n).padStart(2, '0')}.png`));
  }
  for (let n = 0; n < 6; n += 1) {
    const name =
      n % 2 === 0 ? `clip-${String(n).padStart(2, '0')}.mp4` : `still-${String(n).padStart(2, '0')}.png`;
    copyFileSync(join(folder, name), join(folder, 'copies', name));
  }
  copyFileSync(join(folder, 'clip-05.mp4'), join(folder, 'cut.mp4'));
  truncateSync(join(folder, 'cut.mp4'), 3000);
  writeFileSync(join(folder, 'text.mp4'), 'This is a text.\n');
  writeFileSync(join(folder, 'notes.txt'), 'notes about the shoot\n');
  writeFileSync(join(folder, 'empty.mp4'), '');
  return clips + stills + 6 + 4;
}
