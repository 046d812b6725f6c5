import { expect, test } from 'vitest';
import type { Measured } from '../../../../src/main/core/measure/signals.ts';
import { measureTicks, someFacts, tick } from '../../../support/clips/signals.ts';

/** Ticks of unrelated pictures: shot `s` has its own waves. */
const shot = (s: number, shift = 0) =>
  tick(
    (x, y) => 128 + 60 * Math.sin((x + shift) * (0.2 + 0.13 * s) + s) + 50 * Math.cos(y * (0.3 + 0.07 * s)),
  );
const times = (measured: Measured, id = 'T01') => measured.features[id]?.value as number[];

test('T01 dates a cut by the first frame of the new shot, its evidence by both', () => {
  const { features, cuts } = measureTicks([...frames(0, 30), ...frames(3, 45), ...frames(6, 25)], 25);
  expect(features.T01?.value).toEqual([1.2, 3]);
  expect(features.T01?.evidence[0]).toEqual({ t0: 1.16, t1: 1.2 });
  expect(cuts).toEqual([1.2, 3]);
});

test('T02 to T05 follow from the cuts', () => {
  const lengths = [20, 20, 20, 20, 20, 150, 25]; // seconds 0.8 … at 25/s
  const ticks = lengths.flatMap((length, i) => frames(i * 3, length));
  const { features } = measureTicks(ticks, 25);
  expect(features.T01?.value).toEqual([0.8, 1.6, 2.4, 3.2, 4, 10]);
  expect(features.T02?.value).toEqual({ per_second: 0.5455, average_shot_s: 1.5714 });
  expect(features.T03?.value).toBe(0.8);
  expect(features.T04?.value).toBe(3);
  expect(features.T05?.value).toBe(6);
});

test('T02 takes the length of a short film without a cut for no pace', () => {
  const paceOf = (seconds: number) => measureTicks(frames(0, seconds * 25), 25).features.T02;
  expect(paceOf(0.4)).toMatchObject({ status: 'not_applicable', value: null });
  expect(paceOf(3.6)).toMatchObject({ status: 'not_applicable', value: null });
  expect(paceOf(4)?.value).toEqual({ per_second: 0, average_shot_s: 4 });
  const cut = measureTicks([...frames(0, 25), ...frames(3, 25)], 25).features.T02;
  expect(cut?.value).toEqual({ per_second: 0.5, average_shot_s: 1 });
});

test('T05 slides: a burst across a 5 s border is counted whole', () => {
  const lengths = [100, 15, 15, 15, 15, 100]; // burst from 4.0 to 6.4 s
  const ticks = lengths.flatMap((length, i) => frames(i * 3, length));
  expect(measureTicks(ticks, 25).features.T05?.value).toBe(6);
});

test('one shot has no first cut, and says so', () => {
  const { features } = measureTicks(frames(1, 50), 25);
  expect(features.T01?.value).toEqual([]);
  expect(features.T03).toMatchObject({ status: 'not_applicable', value: null });
  // As little as a cut that comes after ten seconds.
  expect(measureTicks(frames(1, 275), 25).features.T03).toMatchObject({ status: 'ok', value: null });
});

test('in a slide show every new picture is a cut, also at one frame a second and less', () => {
  const slides = [0, 3, 6, 9, 12].map((s) => shot(s));
  expect(times(measureTicks(slides, 1))).toEqual([1, 2, 3, 4]);
  expect(times(measureTicks(slides, 0.25))).toEqual([4, 8, 12, 16]);
});

test('a flash, a lamp and a moving camera are no cuts', () => {
  const white = tick(() => 250);
  expect(times(measureTicks([...frames(1, 20), white, white, ...frames(1, 20)], 25))).toEqual([]);
  const dim = frames(1, 30).map((planes) => planes.map((v, i) => (i < 2304 ? v / 2 : v)));
  expect(times(measureTicks([...frames(1, 30), ...dim], 25))).toEqual([]);
  const pan = Array.from({ length: 60 }, (_, i) => shot(1, i * 2));
  expect(times(measureTicks(pan, 25))).toEqual([]);
});

test('a cut away and back is two cuts', () => {
  expect(times(measureTicks([...frames(1, 25), ...frames(5, 10), ...frames(1, 25)], 25))).toEqual([1, 1.4]);
});

test('where only the hook and key frames were decoded, cuts are told of the hook alone', () => {
  const keyFrames = someFacts({ media: { mode: 'key_frames' } });
  const { features } = measureTicks([...frames(0, 25), ...frames(4, 25)], 25, keyFrames);
  expect([features.T03?.value, features.T04?.value]).toEqual([1, 1]);
  for (const id of ['T01', 'T02', 'T05', 'T06', 'T12', 'T12K', 'M08']) {
    expect(features[id], id).toMatchObject({ status: 'unavailable', value: null });
  }
  const { features: uncut } = measureTicks(frames(0, 50), 25, keyFrames);
  expect(uncut.T03).toMatchObject({ status: 'unavailable', value: null });
  expect(uncut.T04?.value).toBe(0);
});

function frames(s: number, count: number): Uint8Array[] {
  // A slow drift, so that no shot is a still.
  return Array.from({ length: count }, (_, i) => shot(s, i * 0.15));
}
