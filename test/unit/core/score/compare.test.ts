import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ad, Comparison } from '../../../../src/contract/index.ts';
import { compareAds } from '../../../../src/main/core/score/compare.ts';
import { anAd } from '../../../support/fake-api/an-ad.ts';
import { aRow } from '../../../support/fake-api/rows.ts';

const tenth = fc.integer({ min: 0, max: 1000 }).map((value) => value / 10);
const points = fc.integer({ min: -120, max: 120 }).map((value) => value / 10);

/** Ads whose reasons add up as the engine's do: some share checks, some have a check twice, some have no score. */
const anyAd: fc.Arbitrary<Ad> = fc
  .record({
    row: fc.integer({ min: 0, max: 30 }),
    overall: fc.option(tenth, { freq: 4 }),
    half: tenth.map((value) => value / 5),
    reasons: fc.array(fc.record({ feature: fc.constantFrom('T03', 'A01', 'V02', 'M07', 'craft'), points }), {
      maxLength: 9,
    }),
    value: fc.constantFrom(0.8, 1.2, null),
  })
  .map(({ row, overall, half, reasons, value }) => {
    const ad = anAd(aRow(row, 1));
    return {
      ...ad,
      features: { ...ad.features, X9: { ...(ad.features.V02 as Ad['features'][string]), value } },
      score: {
        ...ad.score,
        overall,
        interval80: overall === null ? null : [Math.max(0, overall - half), Math.min(100, overall + half)],
        reasons: reasons.map((reason) => ({
          ...reason,
          text: `${reason.feature} ${reason.points}`,
          t0: 1,
          t1: 2,
          grade: 'Q' as const,
          sub: 'craft' as const,
        })),
      },
    } satisfies Ad;
  });
const several = fc.array(anyAd, { minLength: 2, maxLength: 4 });
const round = (value: number): number => Math.round(value * 10) / 10 + 0;

describe('for any two to four ads', () => {
  test('start and points add up to the difference of the scores, exactly', () => {
    fc.assert(
      fc.property(several, (ads) => {
        const { start, differences } = compareAds(ads);
        ads.forEach((a, i) => {
          ads.forEach((b, j) => {
            if (a.score.overall === null || b.score.overall === null) return;
            const sum = differences.reduce(
              (total, { cells }) => total + (cells[i]?.points as number) - (cells[j]?.points as number),
              (start[i] as number) - (start[j] as number),
            );
            expect(round(sum)).toBe(round(a.score.overall - b.score.overall));
          });
        });
      }),
    );
  });

  test('the order of the ads changes nothing but the order of the answer', () => {
    fc.assert(
      fc.property(several, (ads) => {
        const there = compareAds(ads);
        const back = compareAds([...ads].reverse());
        const turn = (at: number): number => ads.length - 1 - at;
        expect(
          back.differences.map(({ cells, ...rest }) => ({ ...rest, cells: [...cells].reverse() })),
        ).toEqual(there.differences);
        expect(back.same).toBe(there.same);
        back.scores.forEach((score, at) => {
          const other = there.scores[at] as (typeof there.scores)[number];
          expect([...score.behind].reverse()).toEqual(other.behind);
          expect(score.winner === null ? null : turn(score.winner)).toBe(other.winner);
          for (const pair of score.pairs) {
            const mate = other.pairs.find(
              ({ first, second }) => first === turn(pair.second) && second === turn(pair.first),
            );
            expect(mate?.difference).toBe(pair.difference === null ? null : -pair.difference + 0);
            const turned = { first_better: 'second_better', second_better: 'first_better' } as const;
            expect(mate?.verdict).toBe(turned[pair.verdict as 'first_better'] ?? pair.verdict);
          }
        });
      }),
    );
  });

  test('it keeps to the contract, sorts by points, and one ad beside itself differs in nothing', () => {
    fc.assert(
      fc.property(several, (ads) => {
        const found = Comparison.parse(compareAds(ads));
        const spreads = found.differences.map(({ spread }) => spread);
        expect(spreads).toEqual([...spreads].sort((a, b) => b - a));
        const [ad] = ads as [Ad, Ad];
        const self = compareAds([ad, ad]);
        expect(self.differences).toEqual([]);
        expect(self.scores.every(({ winner }) => winner === null)).toBe(true);
      }),
    );
  });
});

describe('who may be called better', () => {
  const scored = (overall: number | null, interval80: [number, number] | null): Ad => {
    const ad = anAd(aRow(1, 1));
    return { ...ad, score: { ...ad.score, overall, interval80 } };
  };
  const overall = (...ads: Ad[]) => compareAds(ads).scores[0];

  test('only whose whole interval lies above; one that touches is too close', () => {
    expect(overall(scored(80, [75, 85]), scored(60, [55, 74.9]))).toMatchObject({
      winner: 0,
      behind: [0, 20],
      pairs: [{ difference: 20, verdict: 'first_better' }],
    });
    expect(overall(scored(80, [75, 85]), scored(70, [65, 75]))).toMatchObject({
      winner: null,
      pairs: [{ difference: 10, verdict: 'too_close' }],
    });
    expect(overall(scored(60, [55, 65]), scored(80, [75, 85]), scored(78, [70, 84]))).toMatchObject({
      winner: null,
      pairs: [{ verdict: 'second_better' }, { verdict: 'second_better' }, { verdict: 'too_close' }],
    });
  });

  test('an ad without a score neither wins nor stands in the way', () => {
    const answer = overall(scored(null, null), scored(80, [75, 85]), scored(40, [35, 45]));
    expect(answer).toMatchObject({ winner: 1, values: [null, 80, 40], behind: [null, 0, 40] });
    expect(answer?.pairs.map(({ verdict }) => verdict)).toEqual(['not_enough', 'not_enough', 'first_better']);
    expect(overall(scored(null, null), scored(null, null))).toMatchObject({ winner: null });
  });

  test('a sub-score has no interval, so none is', () => {
    for (const score of compareAds([scored(90, [80, 95]), scored(10, [5, 15])]).scores.slice(1))
      expect(score.winner).toBeNull();
  });
});

describe('what a lead is made of', () => {
  const made = (overall: number, checks: Readonly<Record<string, number>>): Ad => {
    const ad = anAd(aRow(1, 1));
    const [reason] = ad.score.reasons as [Ad['score']['reasons'][0]];
    const reasons = Object.entries(checks).map(([feature, points]) => ({ ...reason, feature, points }));
    return {
      ...ad,
      features: {},
      score: { ...ad.score, overall, interval80: [overall - 5, overall + 5], reasons },
    };
  };
  const even = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`F${at}`, 1]));
  const odd = Object.fromEntries(Object.keys(even).map((feature) => [feature, -1]));

  test('names the largest parts and calls them no more than that: three of ten even ones are 30 %', () => {
    const [{ text } = { text: '' }] = compareAds([made(70, even), made(50, odd)]).summary;
    expect(text).toContain('ahead of B by 20.0 points');
    expect(text).toContain('The largest parts: F0 (2.0), F1 (2.0), F2 (2.0).');
  });

  test('the start is one of them where it differs', () => {
    const { start, summary } = compareAds([made(75, even), made(50, odd)]);
    expect(start).toEqual([65, 60]);
    expect(summary[0]?.text).toContain('The largest parts: Start of the checklist (5.0), F0 (2.0)');
  });
});
