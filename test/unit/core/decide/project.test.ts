import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bounds, project } from '../../../../src/main/core/decide/project.ts';
import { randomCase, wrongIn } from '../../../support/bandit/random-split.ts';

const arm = (id: string, weight: number, low = 0, high = 1_000_000): Bounds => ({ id, weight, low, high });

/** The long form, 200,000 cases, is `npm run bench -- bandit`. */
test('5,000 random splits are exact and inside their bounds', () => {
  for (let index = 0; index < 5000; index += 1) {
    const { bounds, total, quantum } = randomCase(1, index);
    expect(wrongIn(bounds, total, quantum, project(bounds, total, quantum))).toEqual([]);
  }
});

test('money follows the weights where no bound is near', () => {
  expect(project([arm('a', 1), arm('b', 2), arm('c', 1)], 1000, 1).amounts).toEqual([250, 500, 250]);
});

test('the largest remainders get what is left over, ties by id', () => {
  expect(project([arm('b', 1), arm('a', 1), arm('c', 1)], 100, 1).amounts).toEqual([33, 34, 33]);
  expect(project([arm('a', 1), arm('b', 1)], 300, 200).amounts).toEqual([200, 0]);
});

test('what a ceiling holds back goes to the others', () => {
  expect(project([arm('a', 8, 0, 300), arm('b', 1), arm('c', 1)], 1000, 1).amounts).toEqual([300, 350, 350]);
});

test('what no ceiling takes stays unspent', () => {
  expect(project([arm('a', 1, 0, 300), arm('b', 1, 0, 200)], 1000, 1)).toEqual({
    amounts: [300, 200],
    unspent: 500,
  });
  // A total that is no multiple of the quantum leaves the rest.
  expect(project([arm('a', 1)], 250, 100)).toEqual({ amounts: [200], unspent: 50 });
});

test('an arm that must stay where it is keeps an amount that is no multiple', () => {
  expect(project([arm('a', 1, 123, 123), arm('b', 1), arm('c', 1)], 1000, 100)).toEqual({
    amounts: [123, 400, 400],
    unspent: 77,
  });
});

test('an arm without weight stays at its least until the others are full', () => {
  expect(project([arm('a', 0, 10), arm('b', 1, 0, 500)], 400, 1).amounts).toEqual([10, 390]);
  expect(project([arm('a', 0, 10), arm('b', 1, 0, 500)], 900, 1).amounts).toEqual([400, 500]);
  expect(project([arm('a', 0), arm('b', 0)], 10, 1).amounts).toEqual([5, 5]);
});

test('bounds that cannot be kept throw', () => {
  expect(() => project([arm('a', 1, 500)], 400, 1)).toThrow(RangeError);
  expect(() => project([arm('a', 1, 5, 4)], 400, 1)).toThrow(RangeError);
  expect(() => project([arm('a', 1, 5, 20)], 400, 10)).toThrow(RangeError);
  expect(() => project([arm('a', Number.NaN)], 400, 1)).toThrow(RangeError);
});

const cases = fc.integer({ min: 0, max: 1_000_000 }).map((index) => randomCase(2, index));

test('the order of the arms and the scale of the weights change nothing', () => {
  fc.assert(
    fc.property(
      cases,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      ({ bounds, total, quantum }, scale) => {
        const { amounts } = project(bounds, total, quantum);
        const turned = project([...bounds].reverse(), total, quantum);
        expect([...turned.amounts].reverse()).toEqual(amounts);
        // A power of two: others round, and a tie of remainders may fall the other way.
        const power = 2 ** Math.round(Math.log2(scale));
        const scaled = project(
          bounds.map((one) => ({ ...one, weight: one.weight * power })),
          total,
          quantum,
        );
        expect(scaled.amounts).toEqual(amounts);
      },
    ),
    { numRuns: 300, seed: 3 },
  );
});

test('a split of its own result stays as it is', () => {
  fc.assert(
    fc.property(cases, ({ bounds, total, quantum }) => {
      const { amounts, unspent } = project(bounds, total, quantum);
      const again = project(
        bounds.map((one, index) => ({ ...one, weight: amounts[index] as number })),
        total,
        quantum,
      );
      expect(again).toEqual({ amounts, unspent });
    }),
    { numRuns: 300, seed: 4 },
  );
});

test('more weight never brings less money', () => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ bounds, total, quantum }, pick) => {
      const chosen = pick % bounds.length;
      const { amounts } = project(bounds, total, quantum);
      const more = project(
        bounds.map((one, index) => (index === chosen ? { ...one, weight: one.weight * 2 } : one)),
        total,
        quantum,
      );
      // Rounding by remainders may take one quantum away again.
      expect(more.amounts[chosen] as number).toBeGreaterThanOrEqual((amounts[chosen] as number) - quantum);
    }),
    { numRuns: 300, seed: 5 },
  );
});
