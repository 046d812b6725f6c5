/**
 * Makes the sample ads in resources/samples: `node scripts/samples/make.ts [part of a name]`.
 * Needs ffmpeg with libx264, espeak-ng and the fonts Inter and EB Garamond; their output is what is shipped.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { renderStill, renderVideo } from './render.ts';
import { stills } from './stills.ts';
import { videos } from './videos/index.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'samples');
const wanted = process.argv[2] ?? '';

await mkdir(folder, { recursive: true });
for (const ad of stills.filter(({ file }) => file.includes(wanted))) {
  await renderStill(ad, folder);
  process.stderr.write(`${ad.file}\n`);
}
for (const ad of videos.filter(({ file }) => file.includes(wanted))) {
  await renderVideo(ad, folder);
  process.stderr.write(`${ad.file}\n`);
}
