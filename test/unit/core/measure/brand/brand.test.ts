import { describe, expect, test } from 'vitest';
import { AdBrand, type BrandKit } from '../../../../../src/contract/index.ts';
import { brandOf } from '../../../../../src/main/core/measure/brand/brand.ts';
import { labOf, type Palette, paletteOf } from '../../../../../src/main/core/measure/brand/palette.ts';
import { describeText } from '../../../../../src/main/core/measure/text/describe.ts';

const textOf = (...said: [t: number, text: string][]) =>
  describeText(
    [0, 2, 4, 6, 8].map((t) => ({
      t,
      lines: said
        .filter(([at]) => at === t)
        .map(([, text]) => ({
          text,
          box: { x: 0.1, y: 0.4, w: 0.5, h: 0.05 },
          confidence: 0.9,
          height: 0.05,
          contrast: 9,
        })),
    })),
    { durationS: 10, width: 1080, height: 1920, cuts: [], speech: [] },
  );
const named = (...names: string[]): BrandKit => ({ names, colours: [], logo: null });
const red: BrandKit = { names: [], colours: ['#c8102e'], logo: null };

/** A frame of which the first part has this colour. */
const frame = (share: number, [r, g, b]: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 3000 }, (_, at) =>
    Math.floor(at / 3) < share * 1000 ? ([r, g, b][at % 3] as number) : 240,
  );
const palettes = (...shares: number[]): Palette[] =>
  shares.map((share, at) => ({ t: at * 2, cells: paletteOf(frame(share, [200, 16, 46])) }));

test('Lab as the CIE defines it', () => {
  for (const [rgb, lab] of [
    [
      [255, 255, 255],
      [100, 0, 0],
    ],
    [
      [255, 0, 0],
      [53.24, 80.09, 67.2],
    ],
    [
      [0, 0, 255],
      [32.3, 79.19, -107.86],
    ],
  ] as const)
    labOf(...(rgb as unknown as [number, number, number])).forEach((value, at) => {
      expect(value).toBeCloseTo(lab[at] as number, 0);
    });
});

describe('by name', () => {
  test.each([
    ['Vellune', 'VELLUNE', true],
    ['codex profiles', 'codex-profiles', true],
    ['Ford', 'You can afford it', false],
    ['Ford', 'The new Ford Puma', true],
    ['Go Ape', 'Go Ape today', true],
    ['Go Ape', 'go apes', false],
    ['Vellune', 'Veil tune', false],
    ['!!', 'anything!!', false],
  ])('%s in "%s": %s', (name, line, found) => {
    expect(brandOf(named(name), textOf([2, line]), [], null, 10).seen.length > 0).toBe(found);
  });

  test('when first, how long, how often, and whether at the end', () => {
    const brand = AdBrand.parse(
      brandOf(named('Vellune'), textOf([2, 'Vellune'], [8, 'by Vellune'], [4, 'x']), [], null, 10),
    );
    expect(brand).toMatchObject({ first_seen_s: 1, times: 2, in_end: true, share: 0.5 });
  });
});

describe('by colour', () => {
  test('where it fills enough of a frame, half way to the frames beside it', () => {
    const brand = brandOf(red, textOf(), palettes(0, 0.2, 0.1, 0), null, 10);
    expect(brand).toMatchObject({ first_seen_s: 1, share: 0.2, times: 1, in_end: false });
    expect(brand.seen).toEqual([{ t0: 1, t1: 3, by: 'colour', what: '#c8102e', box: null }]);
  });

  test('light and coding may move it a little, another red is another colour', () => {
    const near: Palette[] = [{ t: 0, cells: paletteOf(frame(0.5, [190, 22, 52])) }];
    const other: Palette[] = [{ t: 0, cells: paletteOf(frame(0.5, [255, 105, 97])) }];
    expect(brandOf(red, textOf(), near, null, 10).times).toBe(1);
    expect(brandOf(red, textOf(), other, null, 10).times).toBe(0);
  });
});

describe('by logo', () => {
  const logo = { id: '0123456789abcdef', width: 64, height: 64, findable: true };
  const kit = (more = {}): BrandKit => ({ names: [], colours: [], logo: { ...logo, ...more } });
  const box = { x: 0, y: 0, w: 0.2, h: 0.2 };
  const looks = [false, true, true, false].map((seen, at) => ({ t: at * 2, box: seen ? box : null }));

  test('where it was seen, half way to the frames beside it', () => {
    const brand = AdBrand.parse(brandOf(kit(), textOf(), [], looks, 10));
    expect(brand).toMatchObject({ first_seen_s: 1, share: 0.4, times: 1, in_end: false, logo: 'seen' });
    expect(brand.seen[0]).toEqual({ t0: 1, t1: 3, by: 'logo', what: logo.id, box });
  });

  test('not seen, not looked for and too plain are told apart, and none of them is a time', () => {
    for (const [own, seen, state] of [
      [kit(), looks.slice(0, 1), 'not seen'],
      [kit(), null, 'not looked for'],
      [kit({ findable: false }), looks, 'too plain'],
      [named('x'), looks, 'none'],
    ] as const)
      expect(brandOf(own, textOf(), [], seen, 10)).toMatchObject({ first_seen_s: null, logo: state });
  });
});

test('nothing found is no time, not zero seconds; a still is seen or not', () => {
  expect(brandOf(named('Vellune'), textOf(), [], null, 10)).toMatchObject({
    first_seen_s: null,
    share: 0,
    seen: [],
  });
  expect(brandOf(red, textOf(), palettes(0.5), null, null)).toMatchObject({
    first_seen_s: 0,
    share: 1,
    in_end: false,
  });
});
