import { afterAll, beforeAll, expect, test } from 'vitest';
import { Features } from '../../src/contract/index.ts';
import { scoreAd } from '../../src/main/core/score/engine.ts';
import type { MeasuredFile } from '../../src/main/ports.ts';
import { compareTimes } from '../support/clips/compare-times.ts';
import { cutClip, type Trap } from '../support/clips/cut-films.ts';
import { again, ebur128, golden, patternClip, soundClip } from '../support/clips/golden.ts';
import { openPool, type TestPool } from '../support/media-pool.ts';

/** Clips of which a script knows what is in them, measured the way the product measures: by the pool of media hosts. */
let opened: TestPool;
beforeAll(async () => {
  opened = await openPool();
});
afterAll(() => opened?.close());

const frameS = 1 / 25;
const measured = async (clip: Promise<string>) => opened.measure(await clip);
const at = (file: MeasuredFile, id: string, key?: string): number => {
  const value = file.features[id]?.value;
  return (key === undefined ? value : (value as Record<string, unknown> | null)?.[key]) as number;
};
const times = (file: MeasuredFile, id = 'T01') => file.features[id]?.value as number[];
const evidence = (file: MeasuredFile, id: string) => file.features[id]?.evidence[0];
const near = (found: number | undefined, truth: number, within: number, what: string) => {
  const off = Math.abs((found ?? Number.NaN) - truth);
  expect(off, `${what}: ${found}, not ${truth}`).toBeLessThanOrEqual(within + 1e-9);
};

/** Without the sharpness that the number of its pixels stands for (M03): a larger picture is meant to have more. */
const subScores = ({ kind, media, features: { M03: _, ...features } }: MeasuredFile) =>
  Object.fromEntries(
    Object.entries(scoreAd({ kind, media, features }).sub).flatMap(([sub, score]) =>
      score === null ? [] : [[sub, score]],
    ),
  );

test('M06 tells black bars by their widths', async () => {
  const barred = await measured(patternClip('bars', 3, 'scale=320:180,pad=320:240:0:30'));
  for (const side of ['top', 'bottom']) near(at(barred, 'M06', side), 0.125, 1 / 160, side);
  for (const side of ['left', 'right']) expect(at(barred, 'M06', side), side).toBe(0);
  near(at(barred, 'M06', 'area'), 0.25, 2 / 160, 'area');
});

test('M07 tells how long the picture is black, and from when', async () => {
  const box = "drawbox=c=black:t=fill:enable='between(t,1,1.99)'";
  const black = await measured(patternClip('black', 4, box));
  near(at(black, 'M07', 'seconds'), 1, frameS, 'seconds');
  near(at(black, 'M07', 'fraction'), 0.25, 0.01, 'fraction');
  near(evidence(black, 'M07')?.t0, 1, 0.001, 'from');
  near(evidence(black, 'M07')?.t1, 2, 0.001, 'to');
  expect(at(black, 'M07', 'first_frame')).toBe(false);
});

test('M08 tells how long the picture stands still, and from when', async () => {
  // Frame 50 repeated 37 times: the picture stands from 2.0 to 3.52 s.
  const standing = 'hue=h=t*90,loop=loop=37:size=1:start=50,setpts=N/25/TB';
  const frozen = await measured(patternClip('freeze', 6, standing));
  near(at(frozen, 'M08'), 1.52, frameS, 'seconds');
  near(evidence(frozen, 'M08')?.t0, 2, frameS, 'from');
});

test('A04 tells the pause in the sound, and from when', async () => {
  const paused = await measured(soundClip('pause', 8, ['0.2*sin(2*PI*300*t)*(lt(t,2)+gte(t,4.5))']));
  // A tenth of a second is the step of loudness.
  near(at(paused, 'A04', 'seconds'), 2.5, 0.1, 'seconds');
  near(at(paused, 'A04', 'fraction'), 2.5 / 8, 0.1 / 8, 'fraction');
  near(evidence(paused, 'A04')?.t0, 2, 0.1, 'from');
  near(evidence(paused, 'A04')?.t1, 4.5, 0.1, 'to');
});

test('A04 tells a silent track, no track, and sound that ends before its picture', async () => {
  const silent = await measured(soundClip('silent', 3, ['0', '0']));
  expect(silent.features.A04?.value).toEqual({ has_track: true, seconds: 3, fraction: 1 });
  expect(silent.features.A01).toMatchObject({ status: 'not_applicable', value: null });
  // Lengths that are no whole tenths of a second, and a track that ends a little before the picture.
  for (const [name, soundS, pictureS] of [
    ['silent-odd', 4.09, 4.09],
    ['silent-early', 3.85, 4],
  ] as const) {
    const clip = await measured(
      golden(name, [
        ...['-f', 'lavfi', '-i', `testsrc2=s=64x64:r=100:d=${pictureS}`],
        ...['-f', 'lavfi', '-i', `aevalsrc=0:s=48000:d=${soundS}`],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le'],
      ]),
    );
    expect(at(clip, 'A04', 'fraction'), name).toBe(1);
  }
  const without = await measured(patternClip('no-sound', 2, 'null'));
  expect(without.features.A04?.value).toEqual({ has_track: false, seconds: 2, fraction: 1 });
  const ending = await measured(
    golden('sound-ends', [
      ...['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=25:d=5', '-f', 'lavfi', '-i', 'sine=f=300:d=3:r=48000'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le'],
    ]),
  );
  near(at(ending, 'A04', 'seconds'), 2, 0.1, 'seconds');
  near(evidence(ending, 'A04')?.t1, 5, 0.001, 'to');
});

test('A01 to A03 agree with ffmpeg over noise, speech-like swells and tones', async () => {
  const clips = [
    await soundClip('swell', 12, [
      '0.3*sin(2*PI*220*t)*(0.2+0.8*abs(sin(t)))',
      '0.2*sin(2*PI*330*t)*gt(t,4)',
    ]),
    await soundClip('mono-steps', 12, ['sin(2*PI*150*t)*if(lt(t,4),0.02,if(lt(t,8),0.6,0.1))']),
    await golden('pink', [
      ...['-f', 'lavfi', '-i', 'color=c=gray:s=64x64:r=5:d=10'],
      ...['-f', 'lavfi', '-i', 'anoisesrc=d=10:c=pink:a=0.6:seed=7:r=48000'],
      ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k'],
    ]),
  ];
  for (const path of clips) {
    const meter = await ebur128(path);
    const file = await opened.measure(path);
    // ffmpeg prints one decimal: half of it is its rounding.
    near(at(file, 'A01'), meter.lufs, 0.1, path);
    near(at(file, 'A02'), meter.peak, 0.2, path);
    near(at(file, 'A03', 'range'), meter.range, 0.4, path);
  }
});

test('A06: a voice that ffmpeg makes, where it can, is speech-like for most of its length', async (context) => {
  const words =
    'Stop scrolling. This bottle keeps your coffee hot for twelve hours and it fits in every bag. Order today.';
  const voice = golden('voice', [
    ...['-f', 'lavfi', '-i', `color=c=gray:s=64x64:r=5:d=7`],
    ...['-f', 'lavfi', '-i', `flite=text='${words}':voice=slt`],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le'],
  ]);
  const missing = await voice.then(
    () => false,
    (error: unknown) => String(error).includes('No such filter'),
  );
  context.skip(missing, 'this ffmpeg comes without the synthesizer');
  expect(at(await measured(voice), 'A06', 'fraction')).toBeGreaterThan(0.6);
});

test('T01 dates the cuts of a script to the frame', async () => {
  const parts = [
    ['testsrc2', 1.2],
    ['mandelbrot', 1.6],
    ['smptebars', 1.2],
    ['rgbtestsrc', 1],
  ] as const;
  const source = ([name, seconds]: (typeof parts)[number]) =>
    `${name}=s=320x240:r=25,trim=duration=${seconds},setsar=1,format=yuv420p`;
  const cut = await measured(
    golden('four-shots', [
      ...parts.flatMap((part) => ['-f', 'lavfi', '-i', source(part)]),
      ...['-filter_complex', 'concat=n=4', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ]),
  );
  expect(cut.media.mode).toBe('full');
  expect(times(cut)).toEqual([1.2, 2.8, 4]);
  expect([at(cut, 'T03'), at(cut, 'T04')]).toEqual([1.2, 2]);
});

const hard: Trap[] = [
  'flash',
  'a-b-a',
  'long-gop',
  'fast-cutting',
  'variable-rate',
  'whip-pan',
  'similar-shots',
];

// The full set with its comparison is the benchmark's (`test/bench/cuts.ts`); these films are not those it was tuned on.
test('T01 in films with traps: cuts to within 0.1 s, F1 of 0.95 at least', async () => {
  let hits = 0;
  let mistakes = 0;
  const told: string[] = [];
  const clips = await Promise.all(hard.map((trap) => cutClip(trap, 101)));
  const files = await Promise.all(clips.map(({ path }) => opened.measure(path)));
  for (const [n, { trap, truth }] of clips.entries()) {
    const { hits: right, missed, wrong } = compareTimes(truth.cuts, times(files[n] as MeasuredFile));
    hits += right;
    mistakes += missed.length + wrong.length;
    if (missed.length + wrong.length > 0) told.push(`${trap}: missed ${missed}, wrong ${wrong}`);
  }
  expect((2 * hits) / (2 * hits + mistakes), told.join('; ')).toBeGreaterThanOrEqual(0.95);
});

test('T12 tells fades through black and their middle', async () => {
  const path = patternClip('fade-black', 6, 'fade=t=out:st=2:d=1,fade=t=in:st=3:d=1:enable=gte(t\\,3)');
  const file = await measured(path);
  expect(times(file)).toEqual([]);
  expect(file.features.T12K?.value).toEqual(['black']);
  expect(times(file, 'T12')).toEqual([expect.closeTo(3, 0)]);
});

test('T12 tells a fade-in at the start, a fade to white at the end and a dissolve between', async () => {
  const path = golden('three-fades', [
    ...['-f', 'lavfi', '-i', 'mandelbrot=s=320x240:r=25:start_scale=0.5,trim=duration=4,setpts=PTS-STARTPTS'],
    ...['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=4'],
    '-filter_complex',
    '[0]fade=t=in:d=0.8[a];[1]fade=t=out:st=3:d=0.9:color=white[b];[a][b]xfade=transition=fade:duration=1:offset=3',
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  ]);
  const file = await measured(path);
  expect(times(file)).toEqual([]);
  expect(file.features.T12K?.value).toEqual(['black', 'dissolve', 'white']);
  const [first, second, third] = times(file, 'T12');
  expect(first).toBeLessThan(0.3);
  expect(second).toBeGreaterThan(3.2);
  expect(second).toBeLessThan(3.8);
  expect(third).toBeGreaterThan(6.5);
});

/** How far a value may move when only the encoding changes (`scoring.md` 8 allows a sub-score three points). */
const tolerances = [
  ['V01', 'mean', 2],
  ['V02', 'mean', 0.01],
  ['V03', 'mean', 0.03],
  ['V04', 'mean', 2.5],
  ['T06', 'mean', 0.004],
  ['M06', 'area', 0.02],
  ['M07', 'seconds', 0.05],
] as const;

test('two bit rates and another size move no sub-score by more than three points and two', async () => {
  const { path } = await cutClip('plain', 102);
  const original = subScores(await opened.measure(path));
  const others = [
    ['high rate', 3, await again(path, 'plain-102-crf18', 'null', 18)],
    ['low rate', 3, await again(path, 'plain-102-crf30', 'null', 30)],
    ['smaller', 2, await again(path, 'plain-102-small', 'scale=trunc(iw*0.4)*2:trunc(ih*0.4)*2', 18)],
  ] as const;
  for (const [name, within, other] of others) {
    const found = subScores(await opened.measure(other));
    expect(Object.keys(found)).toEqual(Object.keys(original));
    for (const [sub, score] of Object.entries(found))
      near(score, original[sub] ?? Number.NaN, within, `${name}: ${sub}`);
  }
});

test('two bit rates and another size leave the measures where they were', async () => {
  const { path, truth } = await cutClip('plain', 102);
  const original = await opened.measure(path);
  const others = {
    'high rate': await again(path, 'plain-102-high', 'null', 18),
    'low rate': await again(path, 'plain-102-low', 'null', 36),
    larger: await again(path, 'plain-102-large', 'scale=iw*1.5:ih*1.5,crop=trunc(iw/2)*2:trunc(ih/2)*2', 23),
  };
  for (const [name, other] of Object.entries(others)) {
    const file = await opened.measure(other);
    for (const [id, key, tolerance] of tolerances)
      near(at(file, id, key), at(original, id, key), tolerance, `${name}: ${id}.${key}`);
    const { missed, wrong } = compareTimes(truth.cuts, times(file));
    expect(missed.length + wrong.length, name).toBeLessThanOrEqual(1);
  }
});

test('every answer fits the contract, hashes follow seconds and shots, and a second run gives the same bytes', async () => {
  const { path } = await cutClip('plain', 101);
  const file = await opened.measure(path);
  expect(Features.safeParse(file.features).success).toBe(true);
  for (const [id, feature] of Object.entries(file.features)) {
    expect(feature.value === null, id).toBe(feature.status !== 'ok');
    expect(feature.reason === null, id).toBe(feature.status === 'ok');
  }
  expect(file.hashes.length).toBeGreaterThan(times(file).length);
  expect(file.hashes.length).toBeLessThanOrEqual(24);
  expect(JSON.stringify(await opened.measure(path))).toBe(JSON.stringify(file));
});
