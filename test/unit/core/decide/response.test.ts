import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bestSplit,
  type Curve,
  effectiveSpend,
  nextWorth,
  worth,
} from '../../../../src/main/core/decide/response.ts';

const curve = fc.record({
  rate: fc.double({ min: 0.01, max: 10, noNaN: true }),
  cap: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ min: 200, max: 5000, noNaN: true })),
});
const split = (curves: readonly Curve[], total: number): Float64Array => {
  const into = new Float64Array(curves.length);
  bestSplit(curves, total, into);
  return into;
};
const earned = (curves: readonly Curve[], amounts: ArrayLike<number>): number =>
  curves.reduce((sum, one, index) => sum + worth(one, amounts[index] as number), 0);

test('a cap of 100 gives 63 % of it for 100, and the first unit in full', () => {
  expect(effectiveSpend(100, 100)).toBeCloseTo(63.212, 3);
  expect(effectiveSpend(0.001, 100)).toBeCloseTo(0.001, 7);
  expect(effectiveSpend(123, Number.POSITIVE_INFINITY)).toBe(123);
});

test('all money goes out, and every arm that has some returns the same at its margin', () => {
  fc.assert(
    fc.property(
      fc.array(curve, { minLength: 1, maxLength: 8 }),
      fc.double({ min: 1, max: 10_000, noNaN: true }),
      (curves, total) => {
        const amounts = split(curves, total);
        expect(amounts.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6);
        const margins = curves.map((one, index) => nextWorth(one, amounts[index] as number));
        const most = Math.max(...margins);
        curves.forEach((_, index) => {
          expect(amounts[index] as number).toBeGreaterThanOrEqual(0);
          if ((amounts[index] as number) > 1e-9) expect((margins[index] as number) / most).toBeCloseTo(1, 6);
        });
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});

test('no move of money between two arms earns more', () => {
  fc.assert(
    fc.property(
      fc.array(curve, { minLength: 2, maxLength: 6 }),
      fc.nat(5),
      fc.nat(5),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (curves, from, to, share) => {
        const best = split(curves, 1000);
        const moved = [...best];
        const [a, b] = [from % curves.length, to % curves.length];
        const by = share * (moved[a] as number);
        moved[a] = (moved[a] as number) - by;
        moved[b] = (moved[b] as number) + by;
        expect(earned(curves, moved)).toBeLessThanOrEqual(earned(curves, best) * (1 + 1e-9));
      },
    ),
    { numRuns: 500, seed: 2 },
  );
});

test('straight lines alone: the best takes everything', () => {
  const straight = (rate: number): Curve => ({ rate, cap: Number.POSITIVE_INFINITY });
  expect([...split([straight(1), straight(3), straight(2)], 90)]).toEqual([0, 90, 0]);
});
