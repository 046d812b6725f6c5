import { expect, test } from 'vitest';
import { MAX_PROBE_PACKETS } from '../../../src/main/media/limits.ts';
import { lengthOf } from '../../../src/main/media/video/length.ts';
import { clipOf, probeOf } from './probe-samples.ts';

const mediaOf = (stream: object) => clipOf(probeOf({ frames: 50, fps: 25, stream })).facts.media;
const rotated = (rotation: number) => ({ side_data_list: [{ side_data_type: 'Display Matrix', rotation }] });

test.each([
  ['plain', {}, [640, 360, 0]],
  ['a phone held upright', rotated(-90), [360, 640, -90]],
  ['turned the other way', rotated(90), [360, 640, 90]],
  ['told as 270', rotated(270), [360, 640, -90]],
  ['upside down', rotated(-180), [640, 360, 180]],
  ['wide pixels', { sample_aspect_ratio: '2:1' }, [1280, 360, 0]],
  ['narrow pixels', { sample_aspect_ratio: '8:9' }, [569, 360, 0]],
  ['an unknown pixel aspect', { sample_aspect_ratio: '0:1' }, [640, 360, 0]],
  ['wide pixels, turned', { sample_aspect_ratio: '2:1', ...rotated(-90) }, [360, 1280, -90]],
])('display size: %s', (_name, stream, expected) => {
  const { width, height, rotation_deg } = mediaOf(stream);
  expect([width, height, rotation_deg]).toEqual(expected);
});

test('the end of the last frame is its time plus its own length, from the start of the file', () => {
  const info = clipOf(probeOf({ frames: 50, fps: 25, startS: 1.4 }));
  expect(info.timeline.endS).toBeCloseTo(2, 9);
  expect(lengthOf(info, { ticks: 50, lastTickS: 1.96 })).toEqual({ durationS: 2, fps: 25 });
});

test('where frames last for a tick and no header says when the picture ends, the last is as long as they are apart', () => {
  const endOf = (claimedS: number, stream = {}) => {
    const probe = probeOf({ frames: 30, fps: 30, claimedS, stream });
    for (const packet of probe.packets) packet.duration_time = '0.001';
    return clipOf(probe).timeline.endS;
  };
  expect(endOf(1.234)).toBeCloseTo(1, 9);
  expect(endOf(0.98)).toBeCloseTo(0.98, 9);
  expect(endOf(1.234, { duration: '0.968' })).toBeCloseTo(29 / 30 + 0.001, 9);
});

test('a tail that could not be decoded is not counted as seen', () => {
  const info = clipOf(probeOf({ frames: 50, fps: 25 }));
  expect(lengthOf(info, { ticks: 26, lastTickS: 1 }).durationS).toBeCloseTo(1.04, 6);
});

test('without a claim and without packet times the decoded frames give the length', () => {
  const probe = probeOf({ frames: 10, fps: 10, claimedS: null });
  for (const packet of probe.packets) {
    delete packet.pts_time;
    delete packet.duration_time;
  }
  expect(lengthOf(clipOf(probe), { ticks: 10, lastTickS: 0.9 })).toEqual({ durationS: 1, fps: 10 });
});

test.each([
  ['a usual ad', 30, [1080, 1920], 'full'],
  ['ninety seconds', 90, [1920, 1080], 'full'],
  ['a long one', 91, [1280, 720], 'reference_frames'],
  ['a minute of 4K', 60, [3840, 2160], 'full'],
  ['a minute of 8K', 60, [7680, 4320], 'key_frames'],
  ['three minutes', 180, [1280, 720], 'reference_frames'],
  ['four minutes', 240, [640, 360], 'key_frames'],
])('decode mode: %s', (_name, seconds, [width, height], mode) => {
  const probe = probeOf({ frames: seconds * 2, fps: 2, stream: { width, height } });
  expect(clipOf(probe).facts.media.mode).toBe(mode);
});

test('cover art is not video, a default stream goes before a larger one', () => {
  const art = { index: 1, codec_type: 'video', codec_name: 'mjpeg', width: 3000, height: 3000 };
  const cover = { ...art, disposition: { default: 0, attached_pic: 1 } };
  const larger = { ...art, index: 2, disposition: { default: 0, attached_pic: 0 } };
  const probe = probeOf({
    frames: 5,
    fps: 5,
    stream: { disposition: { default: 1, attached_pic: 0 } },
    others: [cover, larger],
  });
  expect(clipOf(probe).picture.index).toBe(0);
  expect(() => clipOf({ ...probe, streams: [cover, { index: 3, codec_type: 'audio' }] })).toThrow(
    /no picture/,
  );
});

test('more than 40 megapixels are refused before anything is decoded', () => {
  expect(() => mediaOf({ width: 15360, height: 8640 })).toThrow(/15360/);
});

test('surround sound keeps its channels and tells their weights; an unknown layout is mixed down', () => {
  const soundOf = (channels: number, channel_layout?: string) => {
    const stream = { index: 1, codec_type: 'audio', channels, ...(channel_layout ? { channel_layout } : {}) };
    const { audioChannels, audioWeights } = clipOf(probeOf({ frames: 5, fps: 5, others: [stream] })).facts;
    return { audioChannels, audioWeights };
  };
  expect(soundOf(1)).toEqual({ audioChannels: 1, audioWeights: undefined });
  expect(soundOf(6, '5.1')).toEqual({ audioChannels: 6, audioWeights: [1, 1, 1, 0, 1.41, 1.41] });
  expect(soundOf(16, 'hexadecagonal')).toEqual({ audioChannels: 2, audioWeights: undefined });
});

test('a film with more packets than are listed is as long as its header says, and no cut-off one', () => {
  const { timeline, facts } = clipOf(probeOf({ frames: MAX_PROBE_PACKETS, fps: 100, claimedS: 5000 }));
  expect(timeline).toMatchObject({ endS: 5000, frames: 500_000, isShort: false });
  expect(facts.videoBitRate).toBe(100 * 1000 * 8);
  const listed = { frames: MAX_PROBE_PACKETS, fps: 100, claimedS: 5000, stream: { nb_frames: '499999' } };
  expect(clipOf(probeOf(listed)).timeline.frames).toBe(499_999);
});
