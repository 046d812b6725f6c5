import { expect, test } from 'vitest';
import type { Measurer } from '../../../src/main/core/measure/signals.ts';
import { Tracks } from '../../../src/main/media/video/tracks.ts';
import { clipOf, probeOf } from './probe-samples.ts';

const sound = { index: 1, codec_type: 'audio', channels: 1, channel_layout: 'mono' };
const film = clipOf(probeOf({ frames: 100, fps: 25, others: [sound] }));

function recorder() {
  const calls: string[] = [];
  let heard = 0;
  const measurer: Measurer = {
    tick: (t, planes) => calls.push(`tick ${t} ${planes[0]}`),
    sample: (t, width, height) => calls.push(`sample ${t} ${width}x${height}`),
    audio: (samples) => {
      heard += samples.length;
    },
    finish: () => ({ features: {}, hashes: [], cuts: [], curves: null }),
  };
  return { calls, measurer, heardS: () => heard / 48_000 };
}

function block(tracks: Tracks, track: number, timeMs: number, bytes: Uint8Array) {
  tracks.begin(track, timeMs, bytes.length);
  const half = bytes.length >> 1;
  tracks.data(bytes.subarray(0, half));
  tracks.data(bytes.subarray(half));
  tracks.end();
}
const tickOf = (luma: number) => new Uint8Array(3456).fill(luma);
const soundOf = (seconds: number) => new Uint8Array(seconds * 48_000 * 4);

test('the first frame is shown from zero, later ones at their own time, none backwards', () => {
  const { calls, measurer } = recorder();
  const tracks = new Tracks(film, ['tick', 'sample'], measurer);
  block(tracks, 1, 83, tickOf(1));
  block(tracks, 2, 83, new Uint8Array(284 * 160 * 3));
  block(tracks, 1, 123, tickOf(2));
  block(tracks, 1, 100, tickOf(3));
  block(tracks, 1, 163, tickOf(4));
  expect(calls).toEqual(['tick 0 1', 'sample 0 284x160', 'tick 0.123 2', 'tick 0.163 4']);
  expect([tracks.ticks, tracks.lastTickS]).toEqual([3, 0.163]);
});

test('gaps in the sound are silent, small ones are left, and together they end', () => {
  const { measurer, heardS } = recorder();
  const tracks = new Tracks(film, ['sound'], measurer);
  block(tracks, 1, 100, soundOf(1));
  expect(heardS()).toBeCloseTo(1, 6);
  block(tracks, 1, 3000, soundOf(1));
  expect(heardS()).toBeCloseTo(4, 6);
  for (let hour = 1; hour < 50; hour++) block(tracks, 1, 3_600_000 * hour, soundOf(1));
  expect(heardS()).toBeLessThan(700);
});

test('a frame of the wrong size or a track nobody asked for is no film of ours', () => {
  const { measurer } = recorder();
  const tracks = new Tracks(film, ['sample'], measurer);
  expect(() => tracks.begin(1, 0, 17)).toThrow(/17 bytes/);
  expect(() => tracks.begin(2, 0, 17)).toThrow(/track 2/);
});
