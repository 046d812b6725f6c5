import { describe, expect, it } from 'vitest';
import {
  falseDiscoveryQ,
  fisherP,
  mannWhitneyP,
  shareDifference,
} from '../../../../src/main/core/math/two-samples.ts';

describe('comparing two groups', () => {
  it('Mann and Whitney, worked by hand: no ties, ties, all the same, complete separation', () => {
    // U = 7, mean 12.5, variance 25 / 12 * 11: z = (5.5 - 0.5) / 4.787 = 1.0445.
    expect(mannWhitneyP([1, 4, 5, 7, 9], [2, 6, 8, 10, 11.5])).toBeCloseTo(0.2963, 3);
    expect(mannWhitneyP([3, 3, 3], [3, 3])).toBe(1);
    const low = Array.from({ length: 10 }, (_, n) => n);
    const high = low.map((n) => n + 100);
    // U = 0: z = 49.5 / sqrt(175) = 3.7418.
    expect(mannWhitneyP(low, high)).toBeCloseTo(0.000183, 5);
    expect(mannWhitneyP(low, high)).toBe(mannWhitneyP(high, low));
  });

  it("Fisher's tea: 3 of 4 and 1 of 4 is 34 in 70, all four right is 2 in 70", () => {
    expect(fisherP(3, 4, 1, 4)).toBeCloseTo(34 / 70, 10);
    expect(fisherP(4, 4, 0, 4)).toBeCloseTo(2 / 70, 10);
    expect(fisherP(0, 9, 0, 5)).toBe(1);
  });

  it("Newcombe's interval, from his table: 56 of 70 and 48 of 80", () => {
    const [low, high] = shareDifference(56, 70, 48, 80, 0.95);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
    const [least, most] = shareDifference(10, 10, 0, 20, 0.95);
    expect(least).toBeCloseTo(0.6791, 4);
    expect(most).toBeCloseTo(1, 4);
  });

  it('Benjamini and Hochberg: over all that was looked at, never smaller for a larger p', () => {
    const qs = falseDiscoveryQ([0.01, 0.04, 0.03, 0.2]);
    expect(qs.map((q) => Number(q.toFixed(4)))).toEqual([0.04, 0.0533, 0.0533, 0.2]);
    expect(falseDiscoveryQ([])).toEqual([]);
  });
});
