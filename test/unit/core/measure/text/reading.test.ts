import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covered, iou } from '../../../../../src/main/core/measure/text/box.ts';
import { contrastOf, textContrast } from '../../../../../src/main/core/measure/text/contrast.ts';
import { chooseFrames } from '../../../../../src/main/core/measure/text/frames.ts';
import { type GreyFrame, splitByContrast } from '../../../../../src/main/core/measure/text/local-contrast.ts';
import { linesOf, mergePasses, type SeenWord } from '../../../../../src/main/core/measure/text/words.ts';

const word = (text: string, x: number, y: number, confidence = 95, w = 0.1, h = 0.04): SeenWord => ({
  text,
  box: { x, y, w, h },
  confidence,
});

const grey = (width: number, height: number, level: (x: number, y: number) => number): GreyFrame => ({
  width,
  height,
  levels: Uint8Array.from({ length: width * height }, (_, at) => level(at % width, Math.floor(at / width))),
});

describe('which frames are read', () => {
  test('a still has one', () => expect(chooseFrames(null, [])).toEqual([0]));

  test('the hook, the end card, the middle of each shot', () => {
    expect(chooseFrames(9, [4, 6])).toEqual([0, 1, 2.5, 5, 7.5, 8.6]);
  });

  test('at most twelve, in order, none twice and all inside, whatever the cuts', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 400, noNaN: true }), cuts, (durationS, unsorted) => {
        const times = chooseFrames(
          durationS,
          [...unsorted].sort((a, b) => a - b),
        );
        expect(times[0]).toBe(0);
        expect(times.length).toBeLessThanOrEqual(12);
        times.forEach((t, at) => {
          expect(t).toBeLessThan(Math.max(durationS, 0.001));
          if (at > 0) expect(t - (times[at - 1] as number)).toBeGreaterThan(0.3);
        });
      }),
    );
  });

  test('a long shot is looked into more than once', () => {
    expect(chooseFrames(20, []).length).toBeGreaterThan(6);
  });
});

describe('passes over one frame', () => {
  test('the same place once: the longer reading, else the surer one', () => {
    expect(mergePasses([[word('switchin', 0.1, 0.1, 91)], [word('switching', 0.1, 0.1, 80)]])).toEqual([
      word('switching', 0.1, 0.1, 80),
    ]);
    expect(mergePasses([[word('shap', 0.1, 0.1, 75)], [word('shop', 0.1, 0.1, 90)]])[0]?.text).toBe('shop');
  });

  test('an icon read as a letter is no word, unless it stands beside one', () => {
    expect(mergePasses([[word('Q', 0.1, 0.1, 92)]])).toEqual([]);
    expect(mergePasses([[word('a', 0.1, 0.1, 80, 0.02), word('coffee', 0.13, 0.1)]])).toHaveLength(2);
  });

  test('what the reader is not sure of is left out', () => {
    expect(mergePasses([[word('Sem', 0.1, 0.1, 69)]])).toEqual([]);
  });
});

test('words become lines; columns stay apart', () => {
  const words = [
    word('now', 0.21, 0.5),
    word('Shop', 0.1, 0.5),
    word('Terms', 0.7, 0.5),
    word('Glow', 0.1, 0.1),
  ];
  expect(linesOf(words, 1).map(({ text }) => text)).toEqual(['Glow', 'Shop now', 'Terms']);
});

test('boxes: intersection over union, and area counted once', () => {
  const box = { x: 0.2, y: 0.2, w: 0.2, h: 0.2 };
  expect(iou(box, box)).toBeCloseTo(1);
  expect(iou(box, { ...box, x: 0.3 })).toBeCloseTo(1 / 3);
  expect(covered([box, box, { ...box, x: 0.3 }])).toBeCloseTo(0.06);
  expect(covered([])).toBe(0);
});

describe('legibility', () => {
  test('black on white is 21:1, the same grey is 1:1', () => {
    expect(contrastOf(0, 255)).toBeCloseTo(21);
    expect(contrastOf(119, 119)).toBe(1);
    // #767676 on white is the well-known border of 4.5:1.
    expect(contrastOf(0x76, 255)).toBeGreaterThan(4.5);
    expect(contrastOf(0x78, 255)).toBeLessThan(4.5);
  });

  test('text is told from its ground by its pixels', () => {
    const stripes = grey(100, 40, (x) => (x % 5 === 0 ? 0x76 : 255));
    expect(textContrast(stripes, { x: 0, y: 0, w: 1, h: 1 })).toBeCloseTo(4.54, 1);
    expect(
      textContrast(
        grey(100, 40, () => 90),
        { x: 0, y: 0, w: 1, h: 1 },
      ),
    ).toBeNull();
  });
});

test('pale words on a button survive a frame whose main contrast is elsewhere', () => {
  // White left half; in the dark right half strokes that are only a little lighter than their ground.
  const frame = grey(400, 200, (x, y) => (x < 200 ? 255 : x % 20 < 4 && y > 80 && y < 120 ? 70 : 40));
  const { light, dark } = splitByContrast(frame, 0.12);
  const at = (copy: GreyFrame, x: number, y: number) => copy.levels[y * 400 + x] as number;
  expect(at(light, 341, 100)).toBeLessThan(at(light, 350, 100) - 100);
  expect(at(dark, 341, 100)).toBe(255);
});
