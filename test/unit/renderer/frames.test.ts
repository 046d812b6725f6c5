import { expect, test } from 'vitest';
import { shownFrames } from '../../../src/renderer/ui/frames.tsx';

test('a short ad shows how it begins, a long one its first, middle and last frame', () => {
  expect(shownFrames(10, 15)).toEqual([0, 1, 2]);
  expect(shownFrames(10, 20)).toEqual([0, 1, 2]);
  expect(shownFrames(10, 21)).toEqual([0, 4, 9]);
  expect(shownFrames(2, 3)).toEqual([0, 1]);
  expect(shownFrames(1, null)).toEqual([0]);
});
