import { expect, test } from 'vitest';
import { Rng, stream } from '../../../../src/main/core/math/rng.ts';
import { normalCdf } from '../../../../src/main/core/math/special.ts';
import { ksAgainst } from '../../../support/statistics.ts';

const N = 100_000;
const list = (rng: Rng, n = N) => Array.from({ length: n }, () => rng.uniform());

/** Of the reference implementation in C, compiled: state 1, 2, 3, 4. */
test('the words of xoshiro128** are those of its authors', () => {
  const rng = new Rng([1, 2, 3, 4]);
  expect(Array.from({ length: 5 }, () => rng.bits())).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
});

test('the state of all zeros is not used', () => {
  const rng = new Rng([0, 0, 0, 0]);
  expect(new Set(Array.from({ length: 20 }, () => rng.bits())).size).toBeGreaterThan(15);
});

test('a stream gives the same numbers whatever else was drawn', () => {
  const alone = list(stream(7, 'arm', 'b'), 20);
  stream(7, 'arm', 'a').normal();
  expect(list(stream(7, 'arm', 'b'), 20)).toEqual(alone);
  expect(list(stream(8, 'arm', 'b'), 20)).not.toEqual(alone);
  // Names are a list, not one text.
  expect(list(stream(7, 'ar', 'mb'), 20)).not.toEqual(alone);
});

test('uniform numbers are uniform, within (0, 1), and not alike from one to the next', () => {
  const sample = list(stream(1, 'uniform'));
  expect(Math.min(...sample.slice(0, 50_000))).toBeGreaterThan(0);
  expect(Math.max(...sample.slice(0, 50_000))).toBeLessThan(1);
  expect(ksAgainst(sample, (x) => x)).toBeGreaterThan(1e-4);
  expect(Math.abs(correlation(sample.slice(1), sample.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(N));
});

test('streams of names that differ in one letter do not hang together', () => {
  const streams = ['arm 1', 'arm 2', 'arm 3', 'arn 1'].map((name) => list(stream(3, name)));
  streams.forEach((first, i) => {
    for (const second of streams.slice(i + 1)) {
      expect(Math.abs(correlation(first, second))).toBeLessThan(4 / Math.sqrt(N));
    }
  });
});

/** The first number of each of many streams: a weak start would show here. */
test('first numbers over streams and over seeds are uniform', () => {
  const byName = Array.from({ length: N }, (_, index) => stream(5, 'ad', String(index)).uniform());
  const bySeed = Array.from({ length: N }, (_, index) => stream(index, 'ad').uniform());
  expect(ksAgainst(byName, (x) => x)).toBeGreaterThan(1e-4);
  expect(ksAgainst(bySeed, (x) => x)).toBeGreaterThan(1e-4);
});

test('normal numbers are normal, the kept one too', () => {
  const rng = stream(2, 'normal');
  const sample = Array.from({ length: N }, () => rng.normal());
  expect(ksAgainst(sample, normalCdf)).toBeGreaterThan(1e-4);
  expect(
    ksAgainst(
      sample.filter((_, index) => index % 2 === 1),
      normalCdf,
    ),
  ).toBeGreaterThan(1e-4);
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let ab = 0;
  let aa = 0;
  let bb = 0;
  a.forEach((x, index) => {
    const y = b[index] as number;
    ab += (x - ma) * (y - mb);
    aa += (x - ma) ** 2;
    bb += (y - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}
