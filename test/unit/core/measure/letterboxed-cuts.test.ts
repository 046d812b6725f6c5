import { expect, it } from 'vitest';
import { CutDetector } from '../../../../src/main/core/measure/cuts/detector.ts';
import { TICK_BYTES, TICK_HEIGHT, TICK_WIDTH } from '../../../../src/main/core/measure/signals.ts';

/** Blobs of a seeded pattern between black bars that leave a third of the height, as 16:9 in 9:16 does. */
function letterboxed(seed: number): Uint8Array {
  const planes = new Uint8Array(TICK_BYTES).fill(128, TICK_WIDTH * TICK_HEIGHT);
  for (let y = 16; y < 32; y++) {
    for (let x = 0; x < TICK_WIDTH; x++) {
      const wave = Math.sin(x * (0.13 + 0.07 * seed)) * Math.cos((y - 16) * (0.31 + 0.05 * seed) + seed);
      planes[y * TICK_WIDTH + x] = Math.round(120 + 90 * wave);
    }
  }
  return planes;
}

it('finds the cut between two pictures that share the same black bars', () => {
  const detector = new CutDetector();
  for (let i = 0; i < 60; i++) detector.push(i / 25, letterboxed(i < 30 ? 1 : 7));
  expect(detector.finish(60 / 25).map((cut) => cut.t1)).toEqual([30 / 25]);
});

it('finds none where the picture between the bars stays', () => {
  const detector = new CutDetector();
  for (let i = 0; i < 60; i++) detector.push(i / 25, letterboxed(1));
  expect(detector.finish(60 / 25)).toEqual([]);
});
