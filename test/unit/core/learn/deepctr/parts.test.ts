import { expect, test } from 'vitest';
import {
  fitPhi,
  interval80,
  rateQuantile,
  within80,
} from '../../../../../src/main/core/learn/deepctr/beta-binomial.ts';
import { boostedAt, fitBoosting } from '../../../../../src/main/core/learn/deepctr/boosting.ts';
import {
  driftLimit,
  driftOf,
  driftReport,
  stillFits,
} from '../../../../../src/main/core/learn/deepctr/drift.ts';
import { encode, schemaOf } from '../../../../../src/main/core/learn/deepctr/encode.ts';
import { evaluate, rankCorrelation } from '../../../../../src/main/core/learn/deepctr/evaluate.ts';
import type { AdTraits } from '../../../../../src/main/core/learn/deepctr/example.ts';
import { logit, share } from '../../../../../src/main/core/learn/deepctr/example.ts';
import { timeBlocks } from '../../../../../src/main/core/learn/deepctr/folds.ts';
import { fitRidge, linearAt, problemOf } from '../../../../../src/main/core/learn/deepctr/ridge.ts';
import { type LearnInput, learnFrom } from '../../../../../src/main/core/learn/learn-from.ts';
import type { ResultRow } from '../../../../../src/main/core/learn/results.ts';
import { betaDraw, binomialDraw } from '../../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../../src/main/core/math/rng.ts';
import { aResultRow } from '../../../../support/learn/result-row.ts';

const everyRow = (count: number) => Array.from({ length: count }, (_, row) => row);
const ad = (numbers: Record<string, number | null>, words: Record<string, string | null> = {}) => ({
  numbers,
  words,
});

test('rare and unknown words are "other", unknown numbers the mean with a flag', () => {
  const ads = Array.from({ length: 40 }, (_, at) =>
    ad({ length: at % 4 === 0 ? null : at }, { hook: at < 20 ? 'demo' : at < 38 ? 'offer' : `rare ${at}` }),
  );
  const schema = schemaOf(ads);
  expect(schema.map((column) => (column.kind === 'level' ? column.level : column.kind))).toEqual([
    'number',
    'missing',
    'demo',
    'offer',
    'other',
  ]);
  const { x } = encode(schema, [ad({ length: null }, { hook: 'never seen' })]);
  expect([...x]).toEqual([0, 1, 0, 0, 1]);
});

test('a word that all ads share, and a number that never moves, are no columns', () => {
  const ads = Array.from({ length: 20 }, () => ad({ length: 5 }, { hook: 'demo' }));
  expect(schemaOf(ads)).toEqual([]);
});

/** Clicks of 400 ads whose rate is 2 % where the signs of two numbers agree and 1 % where they do not. */
function crossed() {
  const rng = stream(5, 'crossed');
  const ads = Array.from({ length: 400 }, () => ad({ a: rng.normal(), b: rng.normal() }));
  const p = ads.map(({ numbers }) => ((numbers.a as number) * (numbers.b as number) > 0 ? 0.02 : 0.01));
  return {
    ads,
    p,
    outcomes: {
      hits: Float64Array.from(p, (rate) => binomialDraw(rng, 3000, rate)),
      trials: new Float64Array(400).fill(3000),
      weight: new Float64Array(400).fill(0.05),
      offset: new Float64Array(400),
    },
  };
}

test('the ridge fit stands where no small step leads higher, and at the mean under a large penalty', () => {
  const { ads, outcomes } = crossed();
  const design = encode(schemaOf(ads), ads);
  const rows = everyRow(400);
  const height = ({ intercept, slopes }: { intercept: number; slopes: readonly number[] }) =>
    rows.reduce((sum, row) => {
      const eta = linearAt({ intercept, slopes }, design, row);
      const [c, n, w] = [outcomes.hits[row], outcomes.trials[row], outcomes.weight[row]] as [
        number,
        number,
        number,
      ];
      return sum + w * (c * eta - n * Math.log1p(Math.exp(eta)));
    }, 0) -
    5 * slopes.reduce((sum, slope) => sum + slope ** 2, 0);
  const found = fitRidge(problemOf(design, outcomes, rows), 10);
  for (const step of [-1e-3, 1e-3]) {
    expect(height({ ...found, intercept: found.intercept + step })).toBeLessThan(height(found));
    found.slopes.forEach((_, at) => {
      const slopes = found.slopes.map((slope, index) => (index === at ? slope + step : slope));
      expect(height({ ...found, slopes })).toBeLessThan(height(found));
    });
  }
  expect(Math.max(...fitRidge(problemOf(design, outcomes, rows), 1e9).slopes.map(Math.abs))).toBeLessThan(
    1e-5,
  );
});

test('trees find what only two traits together show, a line does not', () => {
  const { ads, p, outcomes } = crossed();
  const design = encode(schemaOf(ads), ads);
  const taught = everyRow(300);
  const boosting = fitBoosting(design, outcomes, taught, logit(0.015));
  const linear = fitRidge(problemOf(design, outcomes, taught), 1);
  const error = (eta: (row: number) => number) =>
    everyRow(100).reduce((sum, at) => sum + (eta(300 + at) - logit(p[300 + at] as number)) ** 2, 0);
  expect(error((row) => boostedAt(boosting, design, row))).toBeLessThan(
    0.3 * error((row) => linearAt(linear, design, row)),
  );
});

test('quantiles of a rate are those of its Beta law', () => {
  const rng = stream(1, 'beta');
  const draws = Array.from({ length: 4000 }, () => betaDraw(rng, 0.01 * 150, 0.99 * 150));
  const [low, high] = interval80(0.01, 150);
  const inside = draws.filter((p) => p > low && p < high).length / draws.length;
  expect(inside).toBeCloseTo(0.8, 1);
  // Median of Beta(1, b): 1 - 2^(-1 / b).
  expect(rateQuantile(1 / 100, 100, 0.5)).toBeCloseTo(1 - 2 ** (-1 / 99), 8);
});

test('the middle 80 % of counts holds 80 % on average, and the spread is found again', () => {
  const rng = stream(2, 'counts');
  const rows = Array.from({ length: 1500 }, () => {
    const trials = 200 + Math.floor(4000 * rng.uniform());
    return { trials, hits: binomialDraw(rng, trials, betaDraw(rng, 0.02 * 120, 0.98 * 120)) };
  });
  const mu = rows.map(() => 0.02);
  const covered =
    rows.reduce((sum, { hits, trials }) => sum + within80(hits, trials, 0.02, 120), 0) / rows.length;
  expect(covered).toBeGreaterThan(0.77);
  expect(covered).toBeLessThan(0.83);
  const phi = fitPhi(rows, mu);
  expect(phi).toBeGreaterThan(100);
  expect(phi).toBeLessThan(145);
});

test('blocks of time keep a group together, where its earliest ad is', () => {
  const at = (group: string, startDay: number) => ({
    ad: `${group} ${startDay}`,
    group,
    startDay,
    hits: 1,
    trials: 100,
    traits: ad({}),
  });
  const ads = [at('a', 1), at('b', 2), at('c', 3), at('d', 4), at('a', 9)];
  const block = timeBlocks(ads, 2);
  expect(block[4]).toBe(block[0]);
  expect(block[0]).toBe(0);
  expect(block[3]).toBe(1);
});

test('the evaluation ranks by hand-made numbers: AUC, slope, gain', () => {
  const one = (hits: number, eta: number) => ({
    group: `${hits} ${eta}`,
    hits,
    trials: 100,
    eta,
    baseEta: 0,
    phi: 1e9,
  });
  // Of 100 x 100 pairs of a hit and a miss: 60 x 60 won, 40 x 60 + 60 x 40 tied, 40 x 40 lost.
  const { auc, gain, slope } = evaluate([one(40, -0.2), one(60, 0.2)]);
  expect(auc).toBeCloseTo(0.6, 10);
  expect(slope).toBeCloseTo(Math.log(1.5) / 0.2, 6);
  expect(gain).toBeGreaterThan(0);
  expect(evaluate([one(40, 0), one(60, 0)]).gain).toBeCloseTo(0, 12);
  expect(share(logit(0.3))).toBeCloseTo(0.3, 12);
});

test('a trait that new ads have otherwise is told as drifted, one that is the same is not', () => {
  const rng = stream(3, 'drift');
  const ads = (shift: number, words: string) =>
    Array.from({ length: 300 }, () =>
      ad({ moved: rng.normal() + shift, same: rng.normal() }, { hook: words }),
    );
  const drift = new Map(driftOf(ads(0, 'demo'), ads(1, 'demo')).map(({ trait, psi }) => [trait, psi]));
  expect(drift.get('moved')).toBeGreaterThan(driftLimit);
  expect(drift.get('same')).toBeLessThan(driftLimit);
  expect(driftOf(ads(0, 'demo'), ads(0, 'offer'))[0]?.trait).toBe('hook');
});

test('tells traits of new ads that changed beyond chance, and nothing from a handful of ads', () => {
  const ads = (count: number, moved: boolean, seed: number) =>
    Array.from({ length: count }, (_, at): AdTraits => {
      const rng = stream(seed, 'ad', String(at));
      return {
        numbers: { length: rng.uniform() + (moved ? 0.6 : 0), cuts: rng.uniform() },
        words: { hook: moved && at % 2 === 0 ? 'offer' : (['demo', 'story'][at % 2] as string) },
      };
    });
  const known = ads(120, false, 1);
  expect(driftReport(known, ads(60, false, 2))).toEqual({ ads: 60, moved: [] });
  const { moved } = driftReport(known, ads(60, true, 3)) ?? { moved: [] };
  expect(moved.map(({ trait }) => trait).sort()).toEqual(['hook', 'length']);
  expect(driftReport(known, ads(19, true, 3))).toBeNull();
});

test('a model fits as long as its 80 % intervals hold as often as chance allows', () => {
  expect(stillFits(4, 4)).toBeNull();
  expect(stillFits(12, 14)).toBe(true);
  expect(stillFits(20, 20)).toBe(true);
  // Of 14 at 80 % fewer than 9 come in 4.4 % of the cases, fewer than 8 in 1.2 %.
  expect([8, 7].map((within) => stillFits(within, 14))).toEqual([true, false]);
});

test('of all ads that wait only those of the account are held against what its model was learnt from', () => {
  const ads = (many: number, name: string, hook: string) =>
    Array.from({ length: many }, (_, at) => ({
      id: `${name} ${at}`,
      hashes: [],
      words: [],
      durationS: null,
      traits: { numbers: {}, words: { hook } },
    }));
  const [ran, mine, others] = [ads(30, 'ran', 'demo'), ads(30, 'mine', 'demo'), ads(30, 'other', 'offer')];
  const rowsOf = (of: readonly { id: string }[], week: number, linkClicks = 10) =>
    of.map(({ id }) => aResultRow({ ad: id, week, linkClicks }));
  const learn = (own: readonly { id: string }[], rows: readonly ResultRow[], inUse: LearnInput['inUse']) =>
    learnFrom({
      ads: [...ran, ...mine, ...others],
      rows,
      own: own.map(({ id }) => id),
      inUse,
      tested: [],
      seed: 1,
    });
  const rows = rowsOf(ran, 1);
  const now = learn([...ran, ...mine], rows, null);
  expect(now).toMatchObject({ drift: { ads: 30, moved: [] }, driftFrom: null, saidInUse: [] });
  expect(learn([...ran, ...others], rows, null).drift?.moved).toMatchObject([{ trait: 'hook' }]);
  // An earlier model that is held in use knew the ads that had run by then alone.
  const held = {
    version: 3,
    untilDay: 7,
    held: true,
    fits: null,
    model: now.model,
    roas: null,
    last: { hits: 0, challenger: undefined },
  };
  const later = learn([...others, ...ran, ...mine], [...rowsOf(others, 0, 30), ...rowsOf(ran, 2)], held);
  expect(later).toMatchObject({ drift: { moved: [{ trait: 'hook' }] }, driftFrom: 3, stays: null });
  // What it says of what waits is kept beside what the newer one says.
  expect(later.saidInUse.map(({ ad, rate }) => [ad, rate])).toEqual(
    later.predictions.map((said) => [said.ad, now.model.mean.rate]),
  );
  expect(later.predictions[0]?.rate).toBeGreaterThan(now.model.mean.rate);
});

test('ranks of what was said are held against ranks of what came, whole films drawn again', () => {
  const ads = Array.from({ length: 60 }, (_, at) => ({
    ...{ group: `film ${Math.floor(at / 3)}`, trials: 1000, eta: -4 + at / 100, baseEta: -4, phi: 100 },
    hits: at,
  }));
  expect(rankCorrelation(ads, 50, 1)).toEqual({ value: 1, interval80: [1, 1] });
  const crossed = ads.map((ad, at) => ({ ...ad, hits: at % 3 === 0 ? 60 - at : at }));
  const found = rankCorrelation(crossed, 200, 1);
  expect(found?.value).toBeLessThan(0.7);
  expect(found?.interval80[0]).toBeLessThan(found?.value as number);
  expect(rankCorrelation(crossed, 200, 1)).toEqual(found);
  expect(
    rankCorrelation(
      ads.map((ad) => ({ ...ad, eta: -4 })),
      50,
      1,
    ),
  ).toBeNull();
});
