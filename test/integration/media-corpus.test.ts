import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeasuredFile } from '../../src/main/ports.ts';
import { openPool, type TestPool } from '../support/media-pool.ts';
import { numbers, recorded, recordingHost } from './media-hosts.ts';

/** Real files with known truths, kept beside the repository. Where they are missing every test below counts as skipped. */
const corpus = join(import.meta.dirname, '../../../shared/corpus');
const names = existsSync(corpus)
  ? readdirSync(corpus)
      .filter((name) => !/\.(md|txt)$/.test(name))
      .sort()
  : ['(the corpus is not here)'];
const describeCorpus = describe.skipIf(!existsSync(corpus));

/** Failure, or `partial` with this code. */
const faults: Record<string, readonly string[]> = {
  'bad_bomb.gif': ['TOO_LARGE'],
  'bad_ebml.mkv': ['BAD_HEADER'],
  'bad_encrypted.mp4': ['ENCRYPTED'],
  'bad_frames.mp4': ['DAMAGED'],
  'bad_fuzz.heic': ['BAD_HEADER'],
  'bad_header.jpg': ['BAD_HEADER'],
  'bad_header_only.flv': ['TRUNCATED'],
  'bad_json_as.webp': ['NOT_MEDIA'],
  'bad_moov_cut.mov': ['NO_INDEX'],
  'bad_no_moov.mp4': ['NO_INDEX'],
  'bad_partial_claims_231s.mp4': ['TRUNCATED'],
  'bad_truncated.jpg': ['TRUNCATED'],
  'img_144mp_black.webp': ['TOO_LARGE'],
  'vid_audio_only.mp4': ['NO_VIDEO'],
};
const partial = ['bad_frames.mp4', 'bad_truncated.jpg'];
/** ffmpeg 5.1 opens neither; their truths are in the corpus' own list. */
const noFfprobe: Record<string, [number, number]> = {
  'img_animated.webp': [1280, 720],
  'img_photo.heic': [1280, 854],
  'img_photo.avif': [1366, 911],
  'adimg_claudescope_og.svg': [1200, 630],
  'img_exif_rot6.jpg': [1200, 1800],
};
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
/** Decoding it a second time for the truth would take longer than all the others; its packets tell the same. */
const longFile = 'vid_long_6min_1080p.mp4';

interface Truth {
  width: number;
  height: number;
  rotation: number;
  hasAudio: boolean;
  hdr: boolean;
  frames: number;
  endS: number;
}

async function ffprobe(...args: string[]): Promise<Record<string, Record<string, string>[]>> {
  const all = ['-v', 'quiet', '-of', 'json', ...args];
  const { stdout } = await promisify(execFile)('ffprobe', all, { maxBuffer: 1e9 });
  return JSON.parse(stdout);
}

async function truthOf(path: string, byPackets: boolean): Promise<Truth> {
  const { streams = [], format } = await ffprobe('-show_streams', '-show_format', path);
  const video = streams.find((stream) => stream.codec_type === 'video') as Record<string, never> | undefined;
  if (!video) throw new Error(`${path} has no video`);
  const entry = byPackets
    ? 'packet=pts_time,duration_time'
    : 'frame=best_effort_timestamp_time,pkt_duration_time';
  const listed = await ffprobe('-select_streams', 'v:0', '-show_entries', entry, path);
  const frames = (listed.frames ?? listed.packets ?? []).map((frame) => ({
    at: Number(frame.best_effort_timestamp_time ?? frame.pts_time),
    long: Number(frame.pkt_duration_time ?? frame.duration_time ?? 0),
  }));
  const last = frames.reduce((a, b) => (b.at >= a.at ? b : a), { at: 0, long: 0 });
  const [num = 1, den = 1] = String(video.sample_aspect_ratio ?? '1:1')
    .split(':')
    .map(Number);
  const rotation = (video.side_data_list as { rotation?: number }[] | undefined)?.[0]?.rotation ?? 0;
  const wide = Math.round(Number(video.width) * (num && den ? num / den : 1));
  const turned = Math.abs(rotation) === 90;
  return {
    width: turned ? Number(video.height) : wide,
    height: turned ? wide : Number(video.height),
    rotation,
    hasAudio: streams.some((stream) => stream.codec_type === 'audio'),
    hdr: ['smpte2084', 'arib-std-b67'].includes(String(video.color_transfer)),
    frames: frames.length,
    endS: last.at + last.long - Number((format as unknown as { start_time?: string }).start_time ?? 0),
  };
}

describeCorpus('every file of the corpus', () => {
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
    '%s names its cause: %s',
    async (name, codes) => {
      const problem = await resultOf(name).then(
        (file) => file.problem,
        (error: { code: string; message: string }) => error,
      );
      expect(codes).toContain(problem?.code);
      if (partial.includes(name)) expect((await resultOf(name)).features.ticks).toBeDefined();
    },
    600_000,
  );

  const good = names.filter((name) => !(name in faults));
  test.each(good.filter((name) => !(name in noFfprobe)))(
    '%s is whole and agrees with ffprobe',
    async (name) => {
      const isLong = name === longFile;
      const truth = await truthOf(join(corpus, name), isLong);
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

  test.each(good.filter((name) => name in noFfprobe))(
    '%s has the size its list says',
    async (name) => {
      const { media, problem } = await resultOf(name);
      expect(problem).toBeNull();
      expect([media.width, media.height]).toEqual(noFfprobe[name]);
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
