import { expect, test } from 'vitest';
import { isSampled } from '../../../src/main/media/still/sampling.ts';

function sampled(fps: number, seconds: number): number[] {
  const times: number[] = [];
  for (let i = 0; i < fps * seconds; i++) {
    if (isSampled(i / fps, times.at(-1) ?? null)) times.push(i / fps);
  }
  return times;
}

test.each([24, 25, 30, 60])('ten a second in the hook and two after it at %d frames a second', (fps) => {
  const times = sampled(fps, 7);
  expect(times.filter((t) => t < 3).length).toBe(30);
  expect(times.filter((t) => t >= 3).length).toBe(8);
});

test('a slow film gives each frame once', () => {
  expect(sampled(1, 5)).toEqual([0, 1, 2, 3, 4]);
});
