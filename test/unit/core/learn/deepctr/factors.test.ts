import { expect, test } from 'vitest';
import { encode, schemaOf } from '../../../../../src/main/core/learn/deepctr/encode.ts';
import { logit, share } from '../../../../../src/main/core/learn/deepctr/example.ts';
import { explain } from '../../../../../src/main/core/learn/deepctr/explain.ts';
import { addPairShares, factorsAt, fitFactors } from '../../../../../src/main/core/learn/deepctr/factors.ts';
import { logits } from '../../../../../src/main/core/learn/deepctr/fit.ts';
import { type Model, train } from '../../../../../src/main/core/learn/deepctr/train.ts';
import { binomialDraw } from '../../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../../src/main/core/math/rng.ts';

/** Two of six numbers count together only: each by itself says nothing. */
function crossed(together: number, count = 400) {
  const rng = stream(3, 'crossed');
  const ads = Array.from({ length: count }, (_, at) => {
    const own = Array.from({ length: 6 }, () => rng.normal());
    const [a = 0, b = 0] = own;
    const truth = logit(0.02) + together * a * b;
    const traits = { numbers: Object.fromEntries(own.map((value, n) => [`n${n}`, value])), words: {} };
    return {
      ...{ ad: `${at}`, group: `film ${Math.floor(at / 2)}`, startDay: at, trials: 3000, traits, truth },
      hits: binomialDraw(rng, 3000, share(truth)),
    };
  });
  const traits = ads.map((ad) => ad.traits);
  const design = encode(schemaOf(traits), traits);
  const outcomes = {
    hits: Float64Array.from(ads, ({ hits }) => hits),
    trials: Float64Array.from(ads, ({ trials }) => trials),
    weight: new Float64Array(count).fill(0.1),
    offset: new Float64Array(count).fill(logit(0.02)),
  };
  const newest = new Set(Array.from({ length: count / 5 }, (_, at) => count - 1 - at));
  return { ads, design, fitted: () => fitFactors(design, outcomes, newest, 1) };
}

test('finds what two traits do together, and gives no weight to what newer ads do not bear out', () => {
  const { ads, design, fitted } = crossed(0.4);
  const factors = fitted();
  expect(factors.weight).toBeGreaterThan(0.7);
  // Said against true, in squares: most of what is there is told.
  const off = (eta: (row: number) => number) =>
    ads.reduce((sum, { truth }, row) => sum + (truth - logit(0.02) - eta(row)) ** 2, 0);
  expect(off((row) => factorsAt(factors, design, row))).toBeLessThan(0.3 * off(() => 0));
  expect(fitted()).toEqual(factors);
  const nothing = crossed(0).fitted();
  const said = ads.map((_, row) => Math.abs(factorsAt(nothing, design, row)));
  expect(said.reduce((sum, one) => sum + one, 0) / said.length).toBeLessThan(0.05);
});

test('shares of pairs add up to what they say', () => {
  const { design, fitted } = crossed(0.4, 100);
  const factors = fitted();
  const shares = new Float64Array(design.columns);
  addPairShares(factors, design, shares);
  expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(factorsAt(factors, design, 0), 12);
});

test('the challenger is used only where it was ahead in two trainings, the later on a fifth more clicks', () => {
  const { ads } = crossed(0.4);
  const examples = ads.map(({ truth: _, ...ad }) => ad);
  const first = train(examples, 1);
  const { challenger } = first.report as NonNullable<Model['report']>;
  expect(challenger?.gain95[0]).toBeGreaterThan(0);
  expect(first.fitted?.factors).toBeUndefined();
  const { hits } = first;
  const few = Math.ceil(hits / 1.1);
  expect(train(examples, 1, undefined, { hits: few, challenger }).fitted?.factors).toBeUndefined();
  const behind = { gain: 0, gain95: [-0.1, 0.1] as const };
  expect(train(examples, 1, undefined, { hits: 1, challenger: behind }).why).toBeNull();
  const model = train(examples, 1, undefined, { hits: 1, challenger });
  expect(model.why).toBe('with what traits do together');
  const fitted = model.fitted as NonNullable<Model['fitted']>;
  for (const { traits } of examples.slice(0, 5)) {
    const { base, contributions } = explain(fitted, traits);
    const sum = contributions.reduce((total, { logit: part }) => total + part, base);
    expect(sum).toBeCloseTo(logits(fitted, [traits])[0] as number, 9);
  }
});

test('where traits do nothing together it stays behind', () => {
  const { report } = train(crossed(0).ads, 1);
  expect(report?.challenger?.gain95[0]).toBeLessThanOrEqual(0);
});
