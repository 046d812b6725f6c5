import { expect, test } from 'vitest';
import { basisIn, bestQuarterBy, predictionBasis } from '../../../../../src/main/core/learn/deepctr/basis.ts';
import { logit } from '../../../../../src/main/core/learn/deepctr/example.ts';
import { explain } from '../../../../../src/main/core/learn/deepctr/explain.ts';
import { fitModel, logits } from '../../../../../src/main/core/learn/deepctr/fit.ts';
import { lookForward } from '../../../../../src/main/core/learn/deepctr/forward.ts';
import { predict, withOwnResults } from '../../../../../src/main/core/learn/deepctr/predict.ts';
import { type Model, train } from '../../../../../src/main/core/learn/deepctr/train.ts';
import { makeWorld } from '../../../../support/deepctr/world.ts';

/** Bars over many accounts and on public data: `npm run bench -- deepctr`. */
const world = makeWorld({ ads: 420, unseen: 60, interactions: 1, signal: 1.6 }, 4);
const model = train(world.train, 1);

test('below a hundred ads, or without clicks, only the mean is said, and what is missing', () => {
  const few = train(world.train.slice(0, 60), 1);
  expect(few).toMatchObject({ active: 'mean', why: '60 of 100 ads', fitted: null, report: null });
  const said = predict(few, (world.test[0] as (typeof world.test)[0]).traits);
  expect(said.rate).toBe(few.mean.rate);
  expect(said.explanation).toBeNull();
  expect(train([], 1)).toMatchObject({ active: 'mean', why: '0 of 100 ads, 0 of 300 clicks' });
});

test('an account that ran variants of one film for most of its time is told the mean, and why', () => {
  for (const last of [0, 10, 90]) {
    const ads = world.train.slice(0, 150).map((ad, at) => (at < 150 - last ? { ...ad, group: 'one' } : ad));
    expect(train(ads, 1)).toMatchObject({
      active: 'mean',
      why: 'the oldest two fifths of the ads are of one concept at most, which nothing can be tried from',
    });
  }
});

test('says what a prediction rests on, and gives no chance where every ad would have the same', () => {
  const few = train(world.train.slice(0, 60), 1);
  expect(predictionBasis(few)).toBe('the average of your ads: 60 of 100 ads');
  expect(predictionBasis(model)).toBe('calibrated on your 420 ads');
  expect(basisIn('Shop', model)).toBe('in Shop, calibrated on your 420 ads');
  const { traits } = world.test[0] as (typeof world.test)[0];
  expect(bestQuarterBy(few)(traits)).toBeNull();
  // Over all ads the chances of the best quarter make about a quarter.
  const chances = world.test.map((ad) => bestQuarterBy(model)(ad.traits) as number);
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  expect(mean).toBeGreaterThan(0.15);
  expect(mean).toBeLessThan(0.35);
  expect(Math.max(...chances)).toBeGreaterThan(2 * Math.min(...chances));
});

test('where traits say nothing the mean stays, with the figures that speak against a model', () => {
  const noise = makeWorld({ ads: 201, unseen: 3, interactions: 1, signal: 0 }, 2);
  const refused = train(noise.train, 1);
  expect(refused.active).toBe('mean');
  expect(refused.fitted).toBeNull();
  expect(refused.report?.gain80[0]).toBeLessThanOrEqual(0);
  expect(refused.why).toMatch(/may be nothing|too bold/);
});

test('where they do, both parts are used and later ads are predicted better than by the mean', () => {
  expect(model.active).toBe('stack');
  expect(model.report?.gain80[0]).toBeGreaterThan(0);
  expect(model.report?.coverage).toBeGreaterThan(0.7);
  expect(model.report?.coverage).toBeLessThan(0.9);
  // The ranks hold as well, below what chance lets any prediction reach.
  const { value = Number.NaN, interval80 = [Number.NaN, Number.NaN] } = model.report?.rank ?? {};
  expect(interval80[0]).toBeGreaterThan(0.1);
  expect(value).toBeGreaterThan(interval80[0]);
  expect(value).toBeLessThan(interval80[1]);
  expect(interval80[1]).toBeLessThan(model.noiseCeiling as number);
});

test('contributions and base add up to what is predicted', () => {
  for (const { traits } of world.test.slice(0, 10)) {
    const fitted = model.fitted as NonNullable<Model['fitted']>;
    const { base, contributions } = explain(fitted, traits);
    const sum = contributions.reduce((total, { logit: part }) => total + part, base);
    expect(sum).toBeCloseTo(logits(fitted, [traits])[0] as number, 9);
    expect(logit(predict(model, traits).rate)).toBeCloseTo(sum, 9);
  }
});

test('a model is plain data: read again it says the same, to the last bit, and so does a second training', () => {
  const again = JSON.parse(JSON.stringify(model)) as Model;
  const { traits } = world.test[3] as (typeof world.test)[0];
  expect(predict(again, traits)).toEqual(predict(model, traits));
  const small = world.train.slice(0, 150);
  expect(fitModel(small, 'ridge')).toEqual(fitModel(small, 'ridge'));
});

test('own results pull a prediction to what was seen', () => {
  const { rate, interval80 } = withOwnResults(model, 0.01, { hits: 300, trials: 10_000 });
  expect(rate).toBeGreaterThan(0.025);
  expect(interval80[0]).toBeLessThan(rate);
  expect(interval80[1] - interval80[0]).toBeLessThan(0.02);
});

test('copies of one film never stand on both sides: the figure that is told is the lower, grouped one', () => {
  const noise = makeWorld({ ads: 90, unseen: 0, interactions: 1, signal: 0 }, 8).train;
  // Three copies of each ad that differ in nothing, so that whoever has seen one knows the others.
  const copies = noise.flatMap((ad, at) =>
    [0, 1, 2].map((copy) => ({
      ...ad,
      ad: `${ad.ad} ${copy}`,
      group: `film ${at}`,
      startDay: copy * 1000 + at,
      hits: Math.round(ad.trials * (at % 2 === 0 ? 0.02 : 0.008)),
    })),
  );
  const apart = copies.map((ad) => ({ ...ad, group: ad.ad }));
  const grouped = lookForward(copies, 'ridge', 1);
  const leaking = lookForward(apart, 'ridge', 1);
  expect(leaking.auc).toBeGreaterThan(grouped.auc + 0.03);
  expect(train(copies, 1).report?.auc).toBe(grouped.auc);
});
