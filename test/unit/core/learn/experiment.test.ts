import { expect, test } from 'vitest';
import type { Observation } from '../../../../src/main/core/learn/cells.ts';
import { levelOf, readExperiment } from '../../../../src/main/core/learn/experiment.ts';
import { binomialDraw, logNormalDraw } from '../../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../../src/main/core/math/rng.ts';

const rowOf = (ad: string, hits: number, trials: number): Observation => ({
  ad,
  concept: ad,
  campaign: 'test',
  adSet: 'test',
  placement: 'all',
  kind: '',
  week: 0,
  hits,
  trials,
});
const arm = (side: string, hits: readonly number[], trials: number) =>
  hits.map((one, at) => rowOf(`${side}${at}`, one, trials));
const isWith = (ad: string) => ad.startsWith('a');
const read = (
  withHits: readonly number[],
  withoutHits: readonly number[],
  expected = 0.2,
  trials = 12_500,
  scatter = 1,
  isOver = false,
) =>
  readExperiment(
    {
      observations: [...arm('a', withHits, trials), ...arm('b', withoutHits, trials)],
      scatter,
    },
    isWith,
    50_000,
    expected,
    levelOf(0),
    isOver,
  );
const even = (hits: number) => [hits, hits, hits, hits];

test('is read once both arms have what was planned, and not before', () => {
  expect(read(even(150), even(125), 0.2, 12_499)).toMatchObject({
    verdict: 'running',
    effect: null,
    p: null,
  });
  const done = read(even(150), even(125));
  expect(done).toMatchObject({ verdict: 'shown', with: { hits: 600, trials: 50_000 } });
  expect(done.effect).toBeCloseTo(0.2, 9);
  expect(done.interval95?.[0]).toBeGreaterThan(0);
  // By hand: ln 1.2 = 0.18232, sd = sqrt(0.988/600 + 0.99/500) = 0.06022, t = 3.028 with 5.95 degrees.
  expect(done.concepts).toBe(4);
  expect(done.p).toBeCloseTo(0.0234, 3);
});

test('is read with what there is once people are split no more', () => {
  expect(read(even(150), even(125), 0.2, 1000, 1, true)).toMatchObject({
    verdict: 'shown',
    with: { trials: 4000 },
  });
  expect(read([], even(125), 0.2, 1000, 1, true).verdict).toBe('not shown');
});

test('ads that differ among themselves show less than ads that are alike', () => {
  // The same totals.
  const spread = read([90, 210, 110, 190], [80, 170, 100, 150]);
  expect(spread).toMatchObject({ verdict: 'not shown', with: { hits: 600 }, without: { hits: 500 } });
  expect(spread.effect).toBeCloseTo(0.2, 9);
  expect(spread.interval95?.[0]).toBeLessThan(-0.2);
});

test('an ad that was hardly shown decides nothing', () => {
  const starved = [rowOf('a9', 0, 40), rowOf('b9', 0, 40)];
  const observations = [
    ...arm('a', [660, 650, 670, 655], 33_000),
    ...arm('b', [330, 340, 325, 335], 33_000),
    ...starved,
  ];
  const done = readExperiment({ observations, scatter: 1 }, isWith, 100_000, 0.2, levelOf(0), false);
  expect(done).toMatchObject({ verdict: 'shown', concepts: 4, with: { trials: 132_040 } });
  expect(done.effect).toBeCloseTo(0.981, 3);
});

test('arms of fewer than four ads show nothing, nor do variants of one', () => {
  expect(read([200, 200, 200], even(125), 0.2, 17_000).verdict).toBe('not shown');
  const variants = arm('a', even(150), 12_500).map((row) => ({ ...row, concept: 'one' }));
  const observations = [...variants, ...arm('b', even(125), 12_500)];
  expect(readExperiment({ observations, scatter: 1 }, isWith, 50_000, 0.2, 0.05, false)).toMatchObject({
    verdict: 'not shown',
    p: null,
  });
});

test('what chance offers is not shown, and the other way round is told as such', () => {
  expect(read(even(130), even(125)).verdict).toBe('not shown');
  expect(read(even(125), even(150)).verdict).toBe('opposite');
  expect(read(even(125), even(150), -0.2).verdict).toBe('shown');
  expect(read(even(0), even(150))).toMatchObject({ verdict: 'not shown', effect: null });
});

/** Ads of both arms differ by a quarter, whatever they have in common, and Meta shows some of them far more. */
const drawn = (rng: Rng, side: string, concepts: number, lift = 0) =>
  Array.from({ length: concepts }, (_, at) => {
    const trials = Math.round(logNormalDraw(rng, Math.log(400_000 / concepts), 0.9));
    return rowOf(
      `${side}${at}`,
      binomialDraw(rng, trials, 0.01 * Math.exp(lift + 0.25 * rng.normal())),
      trials,
    );
  });
const verdictOf = (rng: Rng, concepts: number, lift = 0) => {
  const observations = [...drawn(rng, 'a', concepts, lift), ...drawn(rng, 'b', concepts)];
  return readExperiment({ observations, scatter: 1 }, isWith, 1000, 0.2, levelOf(0), false).verdict;
};

test.each([4, 8])('without an effect at most one test in forty of %i ads shows one, each way', (concepts) => {
  const rng = stream(7, 'tests', String(concepts));
  const verdicts = Array.from({ length: 2000 }, () => verdictOf(rng, concepts));
  const share = (of: string) => verdicts.filter((verdict) => verdict === of).length / verdicts.length;
  // 2.5 % within three standard errors of 2,000.
  for (const way of ['shown', 'opposite']) expect(share(way)).toBeLessThan(0.036);
});

test('an effect that is there is found, the oftener the more ads are tested', () => {
  const found = (concepts: number) => {
    const rng = stream(9, 'found', String(concepts));
    const verdicts = Array.from({ length: 300 }, () => verdictOf(rng, concepts, Math.log(1.5)));
    return verdicts.filter((verdict) => verdict === 'shown').length / verdicts.length;
  };
  expect(found(16)).toBeGreaterThan(0.9);
  expect(found(16)).toBeGreaterThan(found(4));
});

test('arms in which every trial was a hit, or none, show nothing and stop nothing', () => {
  expect(read(even(12_500), even(12_500)).verdict).toBe('not shown');
  expect(read(even(0), even(0)).verdict).toBe('not shown');
});

test('of money a hit scatters more, so that the same difference says less', () => {
  expect(read(even(150), even(125), 0.2, 12_500, 3).verdict).toBe('not shown');
});

test('each further test of a pattern has half the level of the one before, so that all together stay below ten per cent', () => {
  const levels = Array.from({ length: 20 }, (_, earlier) => levelOf(earlier));
  expect(levels[0]).toBe(0.05);
  expect(levels.reduce((sum, level) => sum + level, 0)).toBeLessThanOrEqual(0.1);
  // A difference that the first test shows, the third does not.
  const observations = [...arm('a', even(150), 12_500), ...arm('b', even(125), 12_500)];
  const at = (level: number) =>
    readExperiment({ observations, scatter: 1 }, isWith, 50_000, 0.2, level, false).verdict;
  expect([at(levelOf(0)), at(levelOf(2))]).toEqual(['shown', 'not shown']);
});
