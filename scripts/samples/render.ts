import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Scene, StillAd, VideoAd } from './ad.ts';
import { play } from './sound.ts';

const FPS = 24;

const lengthOf = (scenes: readonly Scene[]): number => scenes.reduce((sum, scene) => sum + scene.seconds, 0);

/** What is on screen at `time`. */
export function svgAt(ad: VideoAd, time: number): string {
  let start = 0;
  for (const scene of ad.scenes) {
    if (time < start + scene.seconds - 1e-6) return svg(ad, scene.draw(time - start));
    start += scene.seconds;
  }
  throw new Error(`${ad.file} has no scene at ${time} s.`);
}

const svg = (size: { width: number; height: number; canvas: number }, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" ` +
  `viewBox="0 0 ${size.canvas} ${(size.canvas * size.height) / size.width}">${body}</svg>`;

const picture = (source: string): Sharp => sharp(Buffer.from(source)).flatten({ background: '#000' });

export async function renderStill(ad: StillAd, folder: string): Promise<void> {
  const image = picture(svg(ad, ad.draw()));
  const encoded = ad.file.endsWith('.png') ? image.png({ compressionLevel: 9 }) : image.jpeg({ quality: 88 });
  await encoded.toFile(join(folder, ad.file));
}

/** One frame after the other through a pipe; nothing but the sound touches the disk. */
export async function renderVideo(ad: VideoAd, folder: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'sample-ad-'));
  try {
    const seconds = lengthOf(ad.scenes);
    const music = join(scratch, 'music.f32');
    const samples = play({ ...ad.tune, seconds });
    await writeFile(music, new Uint8Array(samples.buffer));
    const speech = ad.speech ? join(scratch, 'speech.wav') : null;
    if (speech && ad.speech)
      await run('espeak-ng', ['-v', 'en-us', '-s', '150', '-p', '38', '-w', speech, ad.speech.words]);
    const ffmpeg = start('ffmpeg', encodeArguments(ad, seconds, music, speech, join(folder, ad.file)));
    for (let frame = 0; frame < Math.round(seconds * FPS); frame += 1) {
      const raw = await picture(svgAt(ad, frame / FPS))
        .removeAlpha()
        .raw()
        .toBuffer();
      if (!ffmpeg.child.stdin.write(raw)) await once(ffmpeg.child.stdin, 'drain');
    }
    ffmpeg.child.stdin.end();
    await ffmpeg.done;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function encodeArguments(
  ad: VideoAd,
  seconds: number,
  music: string,
  speech: string | null,
  target: string,
): string[] {
  const mixed = speech
    ? `[1:a]pan=stereo|c0=c0|c1=c1,volume=0.35[m];[2:a]aresample=48000,aformat=channel_layouts=stereo,adelay=${Math.round((ad.speech?.at ?? 0) * 1000)}:all=1,volume=1.6[s];[m][s]amix=inputs=2:duration=first:normalize=0[x];[x]`
    : '[1:a]pan=stereo|c0=c0|c1=c1,';
  const bars = ad.padTo ? `,pad=${ad.width}:${ad.padTo}:0:(oh-ih)/2:black` : '';
  return [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-s',
      `${ad.width}x${ad.height}`,
      '-r',
      String(FPS),
      '-i',
      'pipe:0',
    ],
    ...['-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', music],
    ...(speech ? ['-i', speech] : []),
    ...[
      '-filter_complex',
      `[0:v]scale=out_color_matrix=bt709:out_range=tv${bars},format=yuv420p[v];${mixed}${ad.level},aresample=48000,aformat=channel_layouts=stereo[a]`,
    ],
    ...['-map', '[v]', '-map', '[a]', '-t', String(seconds)],
    ...[
      '-c:v',
      'libx264',
      '-profile:v',
      'main',
      '-preset',
      'slow',
      '-crf',
      '23',
      '-g',
      '48',
      '-threads',
      '1',
    ],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart'],
    // Without these the same run would give other bytes with another version string or clock.
    ...[
      '-map_metadata',
      '-1',
      '-fflags',
      '+bitexact',
      '-flags:v',
      '+bitexact',
      '-flags:a',
      '+bitexact',
      target,
    ],
  ];
}

function start(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}.`)),
    );
  });
  child.stdin.on('error', () => undefined);
  return { child, done };
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { child, done } = start(program, args);
  child.stdin.end();
  await done;
}
