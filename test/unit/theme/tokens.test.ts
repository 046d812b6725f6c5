import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, distance, labOf, mix, type Rgb, rgbOf, seenBy, visions } from './colour.ts';

const css = readFileSync(new URL('../../../src/renderer/theme/tokens.css', import.meta.url), 'utf8');
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** From the file that the window ships, so that no token can change unseen. */
const token = (name: string, theme: Theme): Rgb => {
  const [, light, dark] =
    new RegExp(`--${name}: (?:light-dark\\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\\))?;`).exec(css) ?? [];
  if (!light) throw new Error(`no token ${name}`);
  return rgbOf(theme === 'dark' ? (dark ?? light) : light);
};

/** A see-through edge, as it looks over a colour. */
const edgeOver = (under: Rgb, theme: Theme): Rgb => {
  const found = /--bar-edge: light-dark\(rgb\((.+?)\), rgb\((.+?)\)\);/.exec(css);
  const [red, green, blue, share] = (found?.[theme === 'light' ? 1 : 2]?.match(/\d+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || share === undefined)
    throw new Error('no token bar-edge');
  return mix(under, [red / 255, green / 255, blue / 255], share / 100);
};

/** Colours of the scores 0 to 100, as the window mixes them. */
const rampOf = (theme: Theme): Rgb[] => {
  const [low, mid, high] = [token('score-low', theme), token('score-mid', theme), token('score-high', theme)];
  return Array.from({ length: 101 }, (_, score) =>
    score <= 50 ? mix(low, mid, score / 50) : mix(mid, high, (score - 50) / 50),
  );
};

const texts: [string, string][] = [
  ...['text', 'text-2', 'text-3', 'accent-text', 'up', 'down', 'ok'].map((ink): [string, string] => [
    ink,
    'surface',
  ]),
  ...['text', 'text-2', 'text-3', 'down'].map((ink): [string, string] => [ink, 'app']),
  ...['text-2', 'text-3'].flatMap((ink): [string, string][] =>
    ['chip', 'sunken', 'hover', 'accent-bg'].map((ground) => [ink, ground]),
  ),
  ['text', 'accent-bg'],
  ['accent-text', 'accent-bg'],
  ['down', 'warn-bg'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
];
const marks: [string, string][] = ['control', 'accent', 'score-mid', 'score-low'].map((mark) => [
  mark,
  'surface',
]);

describe.each(themes)('tokens, %s', (theme) => {
  it.each(texts)('%s on %s can be read: 4.5', (ink, ground) => {
    expect(contrast(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(marks)('%s on %s can be seen: 3.0', (mark, ground) => {
    expect(contrast(token(mark, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it.each(['track', 'surface', 'app', 'hover', 'accent-bg', 'sunken'])(
    'where a bar ends can be seen on %s at every score, by its fill or its edge: 3.0',
    (name) => {
      const ground = token(name, theme);
      const seen = rampOf(theme).map((fill) =>
        Math.max(contrast(fill, ground), contrast(edgeOver(fill, theme), ground)),
      );
      expect(Math.min(...seen)).toBeGreaterThanOrEqual(3);
    },
  );

  describe.each(visions)('seen with %s vision', (vision) => {
    const seen = (name: string): Rgb => seenBy(vision, token(name, theme));

    it('a higher score is always lighter', () => {
      const lightness = rampOf(theme).map((colour) => labOf(seenBy(vision, colour))[0]);
      expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
      expect((lightness.at(-1) ?? 0) - (lightness[0] ?? 0)).toBeGreaterThan(20);
    });

    // Grey cannot tell hues apart; there the sign and the arrow do.
    if (vision !== 'grey')
      it('up and down are far apart', () => {
        expect(distance(seen('up'), seen('down'))).toBeGreaterThanOrEqual(70);
      });
  });
});

it('the arithmetic is that of the standards', () => {
  expect(contrast(rgbOf('#000000'), rgbOf('#ffffff'))).toBeCloseTo(21, 5);
  expect(contrast(rgbOf('#767676'), rgbOf('#ffffff'))).toBeCloseTo(4.54, 2);
  expect(labOf(rgbOf('#ff0000')).map((value) => Math.round(value))).toEqual([53, 80, 67]);
  for (const vision of visions) expect(distance(seenBy(vision, [1, 1, 1]), [1, 1, 1])).toBeLessThan(1);
});
