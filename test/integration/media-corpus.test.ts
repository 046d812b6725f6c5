import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeasuredFile } from '../../src/main/ports.ts';
import { corpusFolder, faults, listedSizes, mediaIn, truthOf } from '../support/corpus.ts';
import { openPool, type TestPool } from '../support/media-pool.ts';
import { numbers, recorded, recordingHost } from './media-hosts.ts';

const corpus = corpusFolder();
const isHere = existsSync(corpus);
const names = isHere ? mediaIn(corpus) : ['(the corpus is not here)'];

/** One of each decoder and kind of signal, the short ones. */
const again = [
  'ad_calendar_vertical.gif',
  'adimg_llamaport_social_16bit.png',
  'bad_frames.mp4',
  'bad_truncated.jpg',
  'img_animated.avif',
  'img_animated.webp',
  'img_photo.heic',
  'vid_cooking_opus.mkv',
  'vid_hlg_hevc.mp4',
  'vid_portrait_4k60_rot.mp4',
  'vid_rot_buckbunny.mp4',
];
const where = isHere ? corpus : 'which does not lie beside the repository';
describe.skipIf(!isHere)(`every file of the corpus (${where})`, () => {
  let opened: TestPool;
  const results = new Map<string, Promise<MeasuredFile>>();
  beforeAll(async () => {
    opened = await openPool(recordingHost);
    for (const name of names) {
      const result = opened.measure(join(corpus, name));
      result.catch(() => undefined); // looked at below
      results.set(name, result);
    }
  });
  afterAll(() => opened?.close());
  const resultOf = (name: string) => results.get(name) as Promise<MeasuredFile>;

  test.each(Object.entries(faults).filter(([name]) => names.includes(name)))(
    '%s names its cause: %o',
    async (name, { code, partial }) => {
      const problem = await resultOf(name).then(
        (file) => file.problem,
        (error: { code: string; message: string }) => error,
      );
      expect(problem?.code).toBe(code);
      if (partial) expect((await resultOf(name)).features.ticks).toBeDefined();
    },
    600_000,
  );

  const good = names.filter((name) => !(name in faults));
  test.each(good.filter((name) => !(name in listedSizes)))(
    '%s is whole and agrees with ffprobe',
    async (name) => {
      const truth = await truthOf(corpus, name);
      const file = await resultOf(name);
      expect(file.problem).toBeNull();
      const { media } = file;
      expect([media.width, media.height, media.rotation_deg, media.has_audio, media.hdr]).toEqual([
        truth.width,
        truth.height,
        truth.rotation,
        truth.hasAudio,
        truth.hdr,
      ]);
      if (file.kind === 'image') return;
      expect(Math.abs((media.duration_s ?? 0) - truth.endS)).toBeLessThan(0.05);
      const ticks = numbers(file, 'ticks');
      if (media.mode === 'key_frames') {
        // The hook frame by frame, then a few.
        expect(ticks.filter((t) => t < 3).length).toBe(Math.round(3 * (media.fps ?? 0)));
        expect(ticks.length).toBeLessThan(truth.frames / 10);
      } else expect(ticks.length).toBe(truth.frames);
      expect(file.stripFrames).toBeGreaterThan(0);
      expect(Number(recorded(file, 'audio_values')) > 0).toBe(truth.hasAudio);
    },
    600_000,
  );

  test.each(good.filter((name) => name in listedSizes))(
    '%s has the size its list says',
    async (name) => {
      const { media, problem } = await resultOf(name);
      expect(problem).toBeNull();
      expect([media.width, media.height]).toEqual(listedSizes[name]);
    },
    600_000,
  );

  test('no process came near its memory limit', async () => {
    await Promise.allSettled(results.values());
    expect(opened.pool.stats().crashes).toBe(0);
    expect(opened.pool.stats().peakBytes).toBeLessThan(600e6);
  }, 600_000);

  test('a second run delivers the same frames and sound, byte for byte', async () => {
    for (const name of again.filter((other) => names.includes(other))) {
      const first = await resultOf(name);
      const second = await opened.measure(join(corpus, name));
      expect(second, name).toEqual(first);
    }
  }, 600_000);
});
