import { expect, test } from 'vitest';
import type { Observation } from '../../../../src/main/core/learn/cells.ts';
import { readExperiment } from '../../../../src/main/core/learn/experiment.ts';
import { binomialDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

const arm = (ad: string, hits: number, trials: number): Observation => ({
  ad,
  concept: ad,
  campaign: 'test',
  placement: 'all',
  week: 0,
  hits,
  trials,
});
const read = (withHits: number, withoutHits: number, expected = 0.2, trials = 50_000) =>
  readExperiment(
    { observations: [arm('a', withHits, trials), arm('b', withoutHits, trials)], scatter: 1 },
    (ad) => ad === 'a',
    50_000,
    expected,
  );

test('is read once both arms have what was planned, and not before', () => {
  expect(read(600, 500, 0.2, 49_999)).toMatchObject({ verdict: 'running', effect: null, p: null });
  const done = read(600, 500);
  expect(done).toMatchObject({ verdict: 'shown', with: { hits: 600, trials: 50_000 } });
  expect(done.effect).toBeCloseTo(0.2, 9);
  expect(done.interval95?.[0]).toBeGreaterThan(0);
  // By hand: ln 1.2 = 0.18232, sd = sqrt(0.988/600 + 0.99/500) = 0.06022, z = 3.028.
  expect(done.p).toBeCloseTo(0.00246, 4);
});

test('what chance offers is not shown, and the other way round is told as such', () => {
  expect(read(520, 500).verdict).toBe('not shown');
  expect(read(500, 600).verdict).toBe('opposite');
  expect(read(500, 600, -0.2).verdict).toBe('shown');
  expect(read(0, 600)).toMatchObject({ verdict: 'not shown', effect: null });
});

test('without an effect one in twenty tests shows one, half of them the expected way', () => {
  const rng = stream(7, 'tests');
  const verdicts = Array.from(
    { length: 2000 },
    () => read(binomialDraw(rng, 50_000, 0.01), binomialDraw(rng, 50_000, 0.01)).verdict,
  );
  const share = (of: string) => verdicts.filter((verdict) => verdict === of).length / verdicts.length;
  // 2.5 % within three standard errors of 2,000.
  for (const way of ['shown', 'opposite']) expect(Math.abs(share(way) - 0.025)).toBeLessThan(0.011);
});

test('of money a hit scatters more, so that the same difference says less', () => {
  const observations = [arm('a', 600, 50_000), arm('b', 500, 50_000)];
  const money = readExperiment({ observations, scatter: 3 }, (ad) => ad === 'a', 50_000, 0.2);
  expect(money.verdict).toBe('not shown');
});
