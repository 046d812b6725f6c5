import { expect, test } from 'vitest';
import { falseDiscoveryRates, type Shrunken, shrink } from '../../../../src/main/core/learn/discoveries.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

test('the example of Benjamini and Hochberg 1995: four of fifteen at 5 %', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const q = falseDiscoveryRates(p);
  expect(q.filter((value) => value <= 0.05)).toHaveLength(4);
  expect(q[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  // Rising with p, and the same for each p wherever it stands.
  expect(q).toEqual([...q].sort((a, b) => a - b));
  expect(falseDiscoveryRates([...p].reverse())).toEqual([...q].reverse());
  expect(falseDiscoveryRates([])).toEqual([]);
});

test('effects are held towards nothing by what noise explains of how they differ', () => {
  const rng = stream(1, 'effects');
  const noise = Array.from({ length: 400 }, () => ({ effect: 0.1 * rng.normal(), error: 0.1 }));
  const real = noise.map(({ effect, error }) => ({ effect: effect + 0.2 * rng.normal(), error }));
  // keep = 0.2^2 / (0.2^2 + 0.1^2) = 0.8, and a posterior of sqrt(0.8) 0.1.
  shrink(real).forEach(({ mean, sd }, at) => {
    expect(mean / (real[at]?.effect as number)).toBeGreaterThan(0.75);
    expect(mean / (real[at]?.effect as number)).toBeLessThan(0.85);
    expect(sd).toBeGreaterThan(0.085);
    expect(sd).toBeLessThan(0.1);
  });
  for (const { mean } of shrink(noise)) expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(shrink([])).toEqual([]);
});

test('where a handful of estimates look alike, that they are is not known exactly', () => {
  const few = [0.01, -0.02, 0.015, -0.005].map((effect) => ({ effect, error: 0.1 }));
  for (const { sd, pPositive } of shrink(few)) {
    expect(sd).toBeGreaterThan(0.02);
    expect(Math.abs(pPositive - 0.5)).toBeLessThan(0.1);
  }
});

test('intervals hold what they promise where effects are drawn as assumed', () => {
  const rng = stream(3, 'coverage');
  const inside: boolean[] = [];
  for (let world = 0; world < 150; world += 1) {
    const spread = 0.3 * rng.uniform();
    const truths = Array.from({ length: 20 }, () => spread * rng.normal());
    const seen = truths.map((truth) => ({ effect: truth + 0.08 * rng.normal(), error: 0.08 }));
    shrink(seen).forEach(({ mean, sd }, at) => {
      inside.push(Math.abs((truths[at] as number) - mean) < 1.645 * sd);
    });
  }
  const share = inside.filter(Boolean).length / inside.length;
  // 90 % of 3,000, of which twenty at a time share a spread.
  expect(share).toBeGreaterThan(0.88);
  expect(share).toBeLessThan(0.93);
});

test('what is told from both its sides counts once', () => {
  const rng = stream(5, 'sides');
  const once = [0.2, 0, 0, 0, 0].map((truth) => ({ effect: truth + 0.06 * rng.normal(), error: 0.06 }));
  const sides = once.flatMap((one) => [one, { ...one, effect: -one.effect }]);
  const [alone] = shrink(once);
  const [one, mirrored] = shrink(sides.map((each) => ({ ...each, weight: 0.5 })));
  expect(one?.mean).toBeCloseTo(alone?.mean as number, 10);
  expect(one?.sd).toBeCloseTo(alone?.sd as number, 10);
  expect(mirrored?.mean).toBeCloseTo(-(alone?.mean as number), 10);
});

test('a lone effect among features that do nothing is told at its size, and its interval holds it', () => {
  const rng = stream(4, 'lone');
  const worlds = Array.from({ length: 200 }, () => {
    const truths = [0.34, -0.34, ...new Array<number>(28).fill(0)];
    return shrink(truths.map((truth) => ({ effect: truth + 0.04 * rng.normal(), error: 0.04 })));
  });
  const lone = worlds.map(([first]) => first as Shrunken);
  // One spread for all of them tells 81 % of it, and holds it in half of the intervals.
  expect(lone.reduce((sum, { mean }) => sum + mean, 0) / lone.length).toBeGreaterThan(0.31);
  const held = lone.filter(({ mean, sd }) => Math.abs(mean - 0.34) < 1.645 * sd);
  expect(held.length / lone.length).toBeGreaterThan(0.8);
  const sure = worlds.flatMap((all) => all.slice(2)).filter(({ mean, sd }) => Math.abs(mean) > 1.645 * sd);
  expect(sure.length / (28 * worlds.length)).toBeLessThan(0.01);
});
