import { describe, expect, test } from 'vitest';
import type { Ad } from '../../../src/contract/index.ts';
import { compareAds } from '../../../src/main/core/score/compare.ts';
import { anchorOf, lacksCut, scaleOf } from '../../../src/renderer/features/compare/align.ts';
import { bestOf } from '../../../src/renderer/features/compare/best.ts';
import { InStep, type Track } from '../../../src/renderer/features/compare/in-step.ts';
import { anAd } from '../../support/fake-api/an-ad.ts';
import { aRow } from '../../support/fake-api/rows.ts';

const clip = (duration_s: number | null, cuts: number[] = []): Pick<Ad, 'media' | 'features'> => {
  const ad = anAd(aRow(1, 1, { kind: duration_s === null ? 'image' : 'video', duration_s }));
  return {
    ...ad,
    features: { ...ad.features, T01: { ...(ad.features.T01 as Ad['features'][string]), value: cuts } },
  };
};

describe('the common scale', () => {
  const ads = [clip(12, [2.4, 5]), clip(2, []), clip(null), clip(30, [9.5])];

  test.each([
    ['start', [0, 0, 0, 0], { from: 0, to: 30 }],
    ['hook', [3, 2, 0, 3], { from: -3, to: 27 }],
    ['cut', [2.4, 0, 0, 9.5], { from: -9.5, to: 20.5 }],
  ] as const)('aligned at %s', (alignment, anchors, scale) => {
    const found = ads.map((ad) => anchorOf(ad, alignment));
    expect(found).toEqual(anchors);
    expect(scaleOf(ads, found)).toEqual(scale);
  });

  test('a clip without a cut says that it stands at its start', () => {
    expect(ads.map((ad) => lacksCut(ad, 'cut'))).toEqual([false, true, false, false]);
    expect(ads.some((ad) => lacksCut(ad, 'start'))).toBe(false);
  });

  test('stills alone have no time', () => {
    expect(scaleOf([clip(null), clip(null)], [0, 0])).toEqual({ from: 0, to: 0 });
  });
});

describe('ads that are read again', () => {
  const track = (anchor: number, length = 30): Track => ({ anchor, length, fps: 30 });
  const step = () => {
    const made = new InStep();
    made.align([track(0), null], { from: 0, to: 30 }, 'start');
    made.seek(12);
    return made;
  };
  const time = (one: InStep) => one.state.getState().time;

  test('keep the moment that is shown, as far as it is still there', () => {
    const one = step();
    one.align([track(0), null], { from: 0, to: 30 }, 'start');
    expect(time(one)).toBe(12);
    one.align([track(0, 10), null], { from: 0, to: 10 }, 'start');
    expect(time(one)).toBe(10);
  });

  test('start anew where they are aligned at another one', () => {
    const one = step();
    one.align([track(3), null], { from: -3, to: 27 }, 'hook');
    expect(time(one)).toBe(-3);
  });

  test('are not stopped for a moment while they play', () => {
    const one = step();
    const shown: number[] = [];
    one.state.subscribe(({ time: at }) => shown.push(at));
    one.align([track(0), null], { from: 0, to: 30 }, 'start');
    expect(shown).toEqual([]);
  });
});

describe('a cell stands out', () => {
  const overallOf = (...ads: [score: number | null, low: number, high: number][]) =>
    compareAds(
      ads.map(([score, low, high], at) =>
        anAd(aRow(at, 1, { score, interval80: score === null ? null : [low, high] })),
      ),
    ).scores[0] as NonNullable<ReturnType<typeof compareAds>['scores'][0]>;
  const settled = overallOf([90, 85, 95], [50, 40, 60], [48, 40, 60]);

  test.each([
    ['where its ad is better than each with fewer points', [3, 1, 0], [0]],
    ['not where the leader of the row is not ahead', [1, 3, 0], []],
    ['for each of several with the same points, when all of them are', [2, 2, 0], []],
    ['not where all have the same', [1, 1, 1], []],
    ['without those that have no points', [3, null, 0], [0]],
    ['not where nobody else has points', [3, null, null], []],
  ] as const)('%s', (_, points, best) => {
    expect([...bestOf(points, settled)]).toEqual(best);
  });

  test('for two that overlap and are both better than the third', () => {
    const two = overallOf([90, 85, 95], [88, 80, 94], [48, 40, 60]);
    expect([...bestOf([2, 2, 0], two)]).toEqual([0, 1]);
    expect([...bestOf([2, 1, 0], two)]).toEqual([]);
  });
});
