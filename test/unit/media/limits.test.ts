import { expect, test } from 'vitest';
import { decodedBytesLimit, decodeLimitMs } from '../../../src/main/media/limits.ts';

const minute = 60_000;

test('no claim of a file buys it more than 20 minutes, and one without a claim has more than a moment', () => {
  expect(decodeLimitMs(24 * 3600, 2.1)).toBe(20 * minute);
  expect(decodeLimitMs(30, 2.1)).toBeLessThan(5 * minute);
  expect(decodeLimitMs(null, 0.4)).toBeGreaterThan(10 * minute);
});

test('what may leave the decoder grows with the film and holds twice what does', () => {
  // A minute at 60 frames a second with eight channels: frames of 48 × 48 in RGBA, and floats.
  const film = 3600 * 48 * 48 * 4 + 60 * 48_000 * 8 * 4;
  const limit = decodedBytesLimit({ frames: 3600, endS: 60, claimedS: null }, 8);
  expect(limit).toBeGreaterThan(2 * film);
  expect(limit).toBeLessThan(2 * film + 300 * 1024 ** 2);
});

test('sound may go on for long after the last picture', () => {
  const sound = 900 * 48_000 * 2 * 4;
  expect(decodedBytesLimit({ frames: 150, endS: 6, claimedS: 900 }, 2)).toBeGreaterThan(2 * sound);
});
