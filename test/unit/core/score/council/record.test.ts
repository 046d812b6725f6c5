import { describe, expect, test } from 'vitest';
import { combine, trimmedMean, weightedMedian } from '../../../../../src/main/core/score/council/combine.ts';
import { fitForecast } from '../../../../../src/main/core/score/council/forecast.ts';
import { effectiveJudges } from '../../../../../src/main/core/score/council/k-eff.ts';
import { type PastVote, recordOf } from '../../../../../src/main/core/score/council/record.ts';
import { learnedWeights } from '../../../../../src/main/core/score/council/weights.ts';
import { Random } from '../../../../support/clips/random.ts';

const at = (value: number, weight = 1) => ({ value, weight });

describe('joining votes', () => {
  test('weighted median: the heavier half wins, between two halves the middle', () => {
    expect(weightedMedian([at(10), at(20), at(90)])).toBe(20);
    expect(weightedMedian([at(10), at(20)])).toBe(15);
    expect(weightedMedian([at(10, 3), at(90)])).toBe(10);
  });

  test('trimmed mean of five equal votes leaves the lowest and the highest out', () => {
    expect(trimmedMean([at(0), at(40), at(50), at(60), at(100)])).toBeCloseTo(50, 9);
    expect(trimmedMean([at(0), at(40), at(50), at(60), at(1000)])).toBeCloseTo(50, 9);
  });

  test('up to four votes the median, from five or with records the trimmed mean', () => {
    expect(combine([at(0), at(10), at(100), at(100)], false)).toBe(55);
    expect(combine([at(0), at(10), at(20), at(60), at(100)], false)).toBeCloseTo(30, 9);
    expect(combine([at(0), at(50), at(70)], true)).toBeCloseTo(130 / 3, 9);
  });
});

/** Votes of one judge whose opinion is right with this chance. */
function votes(judge: string, right: number, n: number, seed: number, ads = ''): PastVote[] {
  const random = new Random(seed);
  const results = new Random(99);
  return Array.from({ length: n }, (_, ad) => {
    const hit = results.chance(0.25);
    const score = (random.chance(right) ? hit : !hit) ? random.between(60, 100) : random.between(0, 60);
    return { adId: `${ads}${ad}`, judge, score, hit };
  });
}

describe('a record', () => {
  test('without results nothing is said; with few it says how many are missing', () => {
    expect(recordOf('a', [])).toMatchObject({ n: 0, brier: null, spearman: null });
    expect(recordOf('a', []).says).toBe('No results yet, so nothing can be said.');
    const few = recordOf('a', votes('a', 0.9, 12, 1));
    expect(few).toMatchObject({ n: 12, spearman: null, says: '12 of 30 results; too few to say anything.' });
  });

  test('results that are still open are no results', () => {
    const open = votes('a', 0.9, 40, 1).map((vote) => ({ ...vote, hit: null }));
    expect(recordOf('a', open).n).toBe(0);
  });

  test('votes from before the scale of a judge was known are read by its scale of today', () => {
    const past = votes('a', 0.9, 60, 1);
    const shifted = past.map((vote) => ({ ...vote, score: 70 + vote.score / 5 }));
    expect(recordOf('a', shifted).brier).toBe(recordOf('a', past).brier);
  });

  test('who is right more often has the better Brier score and rank correlation', () => {
    const past = [...votes('a', 0.9, 200, 1), ...votes('b', 0.6, 200, 2)];
    const [a, b] = [recordOf('a', past), recordOf('b', past)];
    expect(a.brier as number).toBeLessThan(b.brier as number);
    expect(a.spearman as number).toBeGreaterThan(b.spearman as number);
    const [wa, wb] = learnedWeights([a, b]);
    expect(wa as number).toBeGreaterThan(wb as number);
  });

  test('each vote is judged by what came before it: a judge of noise is never rewarded for the fit', () => {
    expect(recordOf('c', votes('c', 0.5, 200, 3)).brier as number).toBeGreaterThan(0.17);
  });

  test('the forecast rises with the vote of a good judge and starts out nearly flat', () => {
    const fresh = fitForecast([]);
    expect(fresh(50)).toBeCloseTo(0.25, 9);
    const taught = fitForecast(
      votes('a', 0.95, 200, 4).map(({ score, hit }) => ({ value: score, hit: hit as boolean })),
    );
    expect(taught(95) - taught(5)).toBeGreaterThan(fresh(95) - fresh(5));
  });
});

test('weights are equal without results, and a new judge keeps a share of its own', () => {
  expect(
    learnedWeights([
      { n: 0, brier: null },
      { n: 0, brier: null },
    ]),
  ).toEqual([0.5, 0.5]);
  const [known, fresh] = learnedWeights([
    { n: 200, brier: 0.15 },
    { n: 0, brier: null },
  ]);
  expect(fresh as number).toBeGreaterThan(0.2);
  expect((known as number) + (fresh as number)).toBeCloseTo(1, 9);
  const unknown = { n: 0, brier: null };
  // One who did worse than somebody who always says the same is not worth more than two of whom nothing is known.
  const [poor, ...others] = learnedWeights([{ n: 300, brier: 0.22 }, unknown, unknown]);
  expect(poor as number).toBeLessThan(Math.min(...others));
});

describe('what the panel is worth', () => {
  const records = (past: PastVote[]) => ['a', 'b'].map((judge) => recordOf(judge, past));

  test('unknown while results are few', () => {
    const past = [...votes('a', 0.8, 20, 1), ...votes('b', 0.8, 20, 2)];
    expect(effectiveJudges(records(past), past)).toBeNull();
  });

  test('two that err apart are worth more than two that err alike', () => {
    const apart = [...votes('a', 0.8, 200, 1), ...votes('b', 0.8, 200, 2)];
    const alike = [...votes('a', 0.8, 200, 1), ...votes('b', 0.8, 200, 1)];
    expect(effectiveJudges(records(alike), alike)).toBeCloseTo(1, 6);
    expect(effectiveJudges(records(apart), apart) as number).toBeGreaterThan(1.7);
  });

  test('on whatever scales they vote', () => {
    const past = [...votes('a', 0.8, 200, 1), ...votes('b', 0.8, 200, 2)];
    const lenient = past.map((vote) =>
      vote.judge === 'a' ? { ...vote, score: 90 + vote.score / 20 } : vote,
    );
    expect(effectiveJudges(records(lenient), lenient)).toBeCloseTo(
      effectiveJudges(records(past), past) as number,
      9,
    );
  });
});
