import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cached, ffmpeg } from '../support/clips/ffmpeg.ts';
import { openPool, type TestPool } from '../support/media-pool.ts';
import { numbers, recorded, recordingHost } from './media-hosts.ts';

let opened: TestPool;
beforeAll(async () => {
  opened = await openPool(recordingHost);
});
afterAll(() => opened.close());

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Red, green, blue and white in the corners of 160 × 96, told apart even after lossy coding. */
const corners =
  'color=white:s=160x96:r=10:d=1,drawbox=0:0:80:48:red:fill,drawbox=80:0:80:48:lime:fill,drawbox=0:48:80:48:blue:fill';
const named = (values: readonly number[]): string =>
  [0, 3, 6, 9]
    .map((at) => {
      const [r = 0, g = 0, b = 0] = values.slice(at, at + 3).map((value) => (value > 128 ? 1 : 0));
      return { 100: 'red', 10: 'green', 1: 'blue', 111: 'white', 0: 'black' }[r * 100 + g * 10 + b] ?? '?';
    })
    .join(' ');

test.each([
  [0, [160, 96], 'red green blue white'],
  [90, [96, 160], 'green white red blue'],
  [-90, [96, 160], 'blue red white green'],
  [180, [160, 96], 'white blue green red'],
])('a film told to be turned by %d is seen upright', async (degrees, size, seen) => {
  const plain = await cached('corners.mp4', async (to) => {
    await ffmpeg([...lavfi(corners), ...h264, '-qp', '5', to]);
  });
  const clip = join(opened.folder, `turned${degrees}.mp4`);
  await ffmpeg(['-i', plain, '-c', 'copy', '-metadata:s:v', `rotate=${degrees}`, clip]);
  const file = await opened.measure(clip);
  expect([file.media.rotation_deg, file.media.width, file.media.height]).toEqual([degrees, ...size]);
  expect(named(numbers(file, 'corners'))).toBe(seen);
});

test('a still with an EXIF turn is seen upright', async () => {
  const plain = join(opened.folder, 'plain.png');
  await ffmpeg([...lavfi(corners), '-frames:v', '1', plain]);
  const turned = join(opened.folder, 'turned.jpg');
  await sharp(plain).withMetadata({ orientation: 6 }).jpeg().toFile(turned);
  const file = await opened.measure(turned);
  expect([file.kind, file.media.rotation_deg, file.media.width, file.media.height]).toEqual([
    'image',
    -90,
    96,
    160,
  ]);
  expect(named(numbers(file, 'corners'))).toBe('blue red white green');
});

test('transparency is white in films and in stills', async () => {
  const clear = 'color=black@0:s=64x64:r=5:d=1,format=rgba';
  const film = join(opened.folder, 'clear.mov');
  await ffmpeg([...lavfi(clear), '-c:v', 'qtrle', film]);
  const still = join(opened.folder, 'clear.png');
  await ffmpeg([...lavfi(clear), '-frames:v', '1', still]);
  for (const path of [film, still]) {
    const file = await opened.measure(path);
    expect(
      numbers(file, 'lumas').every((luma) => luma > 253),
      path,
    ).toBe(true);
    expect(named(numbers(file, 'corners')), path).toBe('white white white white');
  }
});

test('every frame keeps its own time when the rate varies', async () => {
  const clip = join(opened.folder, 'vfr.mkv');
  // Frames of 0.02 s, 0.34 s and 1 s in turn.
  const times = "setpts='(floor(N/3)*1.36+if(eq(mod(N,3),1),0.02,if(eq(mod(N,3),2),0.36,0)))/TB'";
  await ffmpeg([
    ...lavfi(`testsrc2=s=64x64:r=25:d=0.36,settb=1/1000,${times}`),
    ...['-fps_mode', 'passthrough'],
    ...h264,
    '-bf',
    '2',
    '-enc_time_base',
    '-1',
    clip,
  ]);
  const file = await opened.measure(clip);
  expect(numbers(file, 'ticks')).toEqual([0, 0.02, 0.36, 1.36, 1.38, 1.72, 2.72, 2.74, 3.08]);
});

test('ten samples a second in the hook, two after it', async () => {
  const clip = join(opened.folder, 'five.mp4');
  await ffmpeg([...lavfi('testsrc2=s=64x64:r=25:d=5'), ...h264, clip]);
  const times = numbers(await opened.measure(clip), 'samples');
  expect(times.filter((t) => t < 3).length).toBe(30);
  expect(times.filter((t) => t >= 3)).toEqual([3, 3.52, 4, 4.52]);
});

test('a film that begins late in its file shows its first frame at zero and ends where the file says', async () => {
  const clip = join(opened.folder, 'late.ts');
  const shifted = ['-output_ts_offset', '100'];
  await ffmpeg([
    ...lavfi('testsrc2=s=64x64:r=25:d=2'),
    ...lavfi('sine=d=2'),
    ...h264,
    '-c:a',
    'mp2',
    ...shifted,
    clip,
  ]);
  const file = await opened.measure(clip);
  const ticks = numbers(file, 'ticks');
  expect([ticks.length, ticks[0]]).toEqual([50, 0]);
  expect(file.media.duration_s).toBeCloseTo(2, 1);
});

test('sound that begins late is silent before, so that its times stay true', async () => {
  const clip = join(opened.folder, 'late-sound.mkv');
  const late = ['-itsoffset', '1', ...lavfi('sine=d=1:r=48000')];
  await ffmpeg([...lavfi('testsrc2=s=64x64:r=25:d=2'), ...late, ...h264, '-c:a', 'pcm_s16le', clip]);
  const values = Number(recorded(await opened.measure(clip), 'audio_values'));
  expect(Math.abs(values / 48_000 - 2)).toBeLessThan(0.01);
});

test('cover art is no film', async () => {
  const clip = join(opened.folder, 'song.m4a.mp4');
  const cover = join(opened.folder, 'cover.jpg');
  await ffmpeg([...lavfi('testsrc2=s=64x64'), '-frames:v', '1', cover]);
  const art = ['-i', cover, '-map', '0', '-map', '1', '-c:v', 'mjpeg', '-disposition:v', 'attached_pic'];
  await ffmpeg([...lavfi('sine=d=1'), ...art, clip]);
  expect(await opened.outcome(clip)).toBe('NO_VIDEO');
});

test('half a film is partial, its frames are used', async () => {
  const whole = join(opened.folder, 'whole.mkv');
  await ffmpeg([...lavfi('testsrc2=s=320x240:r=25:d=8'), ...h264, whole]);
  const half = join(opened.folder, 'half.mkv');
  const bytes = Number(execFileSync('stat', ['-c', '%s', whole]));
  execFileSync('sh', ['-c', `head -c ${Math.floor(bytes / 2)} '${whole}' > '${half}'`]);
  const file = await opened.measure(half);
  expect(file.problem?.code).toBe('TRUNCATED');
  const frames = numbers(file, 'ticks').length;
  expect(frames).toBeGreaterThan(50);
  expect(file.media.duration_s).toBeCloseTo(frames / 25, 1);
});

test('a film whose sound is noise still gives its picture', async () => {
  const clip = join(opened.folder, 'noise.mkv');
  const bad = ['-bsf:a', 'noise=amount=1'];
  await ffmpeg([
    ...lavfi('testsrc2=s=64x64:r=25:d=2'),
    ...lavfi('sine=d=2'),
    ...h264,
    '-c:a',
    'aac',
    ...bad,
    clip,
  ]);
  const file = await opened.measure(clip);
  expect(numbers(file, 'ticks').length).toBe(50);
  expect(file.problem?.code).toBe('DAMAGED');
});

test('frames left out in a long film hide no cut: a tick follows each within a tenth of a second', async () => {
  const cutEvery = 2.48;
  const clip = await cached('long-cuts.mp4', async (to) => {
    const flips = `geq=lum='if(mod(floor(T/${cutEvery}+0.0001),2),220,30)':cb=128:cr=128`;
    await ffmpeg([
      ...lavfi(`color=gray:s=64x64:r=25:d=100,${flips}`),
      ...h264,
      '-preset',
      'medium',
      '-bf',
      '3',
      '-g',
      '250',
      to,
    ]);
  });
  const file = await opened.measure(clip);
  expect([file.media.mode, recorded(file, 'every_frame')]).toEqual(['reference_frames', false]);
  const ticks = numbers(file, 'ticks');
  const lumas = numbers(file, 'lumas');
  expect(ticks.length).toBeLessThan(1500);
  const seen = ticks.filter((_, i) => i > 0 && Math.abs((lumas[i] ?? 0) - (lumas[i - 1] ?? 0)) > 100);
  const cuts = Array.from({ length: Math.floor(100 / cutEvery) }, (_, i) => (i + 1) * cutEvery);
  expect(seen.length).toBe(cuts.length);
  for (const [i, cut] of cuts.entries()) expect(Math.abs((seen[i] ?? 0) - cut)).toBeLessThan(0.1);
});

test('a very long film is seen whole in its hook and by key frames after it, in order', async () => {
  const clip = await cached('eleven-minutes.mp4', async (to) => {
    await ffmpeg([
      ...lavfi('testsrc2=s=64x64:r=10:d=660'),
      ...lavfi('sine=d=660:r=8000'),
      ...h264,
      '-g',
      '40',
      '-c:a',
      'aac',
      to,
    ]);
  });
  const file = await opened.measure(clip);
  expect(file.media.mode).toBe('key_frames');
  expect(file.media.duration_s).toBeCloseTo(660, 1);
  const ticks = numbers(file, 'ticks');
  // To the half second after the hook, in which a flash at its end may still go back.
  expect(ticks.filter((t) => t < 3.5).length).toBe(35);
  expect(ticks.filter((t) => t >= 3.5)).toEqual(Array.from({ length: 164 }, (_, i) => 4 * (i + 1)));
  expect(Number(recorded(file, 'audio_values')) / 48_000).toBeCloseTo(660, 0);
  expect(file.stripFrames).toBe(10);
});
