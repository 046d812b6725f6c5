import { expect, test } from 'vitest';
import { describeText, TEXT_VERSION } from '../../../src/main/core/measure/text/describe.ts';
import { textOf } from '../../../src/main/store/repos/hook-types.ts';

const line = {
  text: 'Cold for 24 hours',
  box: { x: 0.2, y: 0.4, w: 0.5, h: 0.05 },
  confidence: 0.95,
  height: 0.05,
  contrast: 12,
};
const text = describeText([{ t: 0, lines: [line] }], {
  durationS: 10,
  width: 1080,
  height: 1920,
  cuts: [],
  speech: null,
});

test('words of the first version are told without a pace, which took a missed line for one that is gone', () => {
  const paceAt = (version: number) =>
    textOf(JSON.stringify({ ...text, version }))?.lines[0]?.chars_per_second;
  expect(paceAt(TEXT_VERSION)).toBe(1.7);
  expect(paceAt(1)).toBeNull();
});

test('words of another shape count as not read', () => {
  expect(textOf(null)).toBeNull();
  expect(textOf('{}')).toBeNull();
});
