import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitInClearSteps } from '../../../../src/main/core/decide/least-step.ts';
import { type Bounds, project } from '../../../../src/main/core/decide/project.ts';
import { randomCase } from '../../../support/bandit/random-split.ts';

const arm = (id: string, weight: number, low = 0, high = 1_000_000): Bounds => ({ id, weight, low, high });
const rules = { quantumMinor: 1, leastStepShare: 0.01 };

test('a budget that would move by a cent stays, and the others share the total to the cent', () => {
  const bounds = [arm('a', 11_000), arm('b', 9_001), arm('c', 9_999)];
  const now = [10_000, 10_000, 10_000];
  expect(splitInClearSteps(bounds, now, 30_000, { quantumMinor: 1 }).amounts).toEqual([11_000, 9_001, 9_999]);
  const { amounts, unspent } = splitInClearSteps(bounds, now, 30_000, rules);
  expect(amounts[2]).toBe(10_000);
  expect(amounts[0]).toBeGreaterThan(10_900);
  expect([(amounts[0] as number) + (amounts[1] as number), unspent]).toEqual([20_000, 0]);
});

test('where nothing moves clearly nothing moves, but for a total that is hardly another', () => {
  const bounds = [arm('a', 10_050), arm('b', 9_950)];
  expect(splitInClearSteps(bounds, [10_000, 10_000], 20_000, rules).amounts).toEqual([10_000, 10_000]);
  const more = splitInClearSteps(bounds, [10_000, 10_000], 20_100, rules);
  expect(more).toEqual(project(bounds, 20_100, 1));
  const less = splitInClearSteps(bounds, [10_000, 10_000], 19_900, rules);
  expect(less).toEqual(project(bounds, 19_900, 1));
});

test('a large budget, or many, pay for a small one by less than a least step', () => {
  const two = [arm('large', 998_000), arm('small', 12_000)];
  expect(splitInClearSteps(two, [1_000_000, 10_000], 1_010_000, rules).amounts).toEqual([998_000, 12_000]);
  const many = Array.from({ length: 26 }, (_, at) => arm(String(at), at === 0 ? 12_000 : 9_920));
  const { amounts } = splitInClearSteps(
    many,
    many.map(() => 10_000),
    260_000,
    rules,
  );
  expect(amounts).toEqual(many.map(({ weight }) => weight));
});

test('splits in clear steps are as exact and inside the same bounds as any', () => {
  const cases = fc.tuple(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 20, maxLength: 20 }),
  );
  fc.assert(
    fc.property(cases, ([index, off]) => {
      const { bounds, total, quantum } = randomCase(3, index);
      const plain = project(bounds, total, quantum);
      const now = plain.amounts.map((amount, at) => Math.max(0, amount + (off[at % 20] as number)));
      const clear = splitInClearSteps(bounds, now, total, { quantumMinor: quantum, leastStepShare: 0.01 });
      expect(clear.unspent).toBeLessThanOrEqual(plain.unspent);
      expect(clear.amounts.reduce((all, amount) => all + amount, clear.unspent)).toBe(total);
      bounds.forEach(({ low, high }, at) => {
        expect(clear.amounts[at]).toBeGreaterThanOrEqual(low);
        expect(clear.amounts[at]).toBeLessThanOrEqual(high);
      });
    }),
  );
});
