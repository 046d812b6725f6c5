import { expect, test } from 'vitest';
import { costOf, ratesOn } from '../../../../../src/main/core/score/council/price.ts';

const million = { input: 1_000_000, cachedInput: 0, output: 0 };

test('input of a model that is billed for writing its cache is counted at the dearer price', () => {
  const luna = ratesOn('2026-11-29', 'openai', 'gpt-6-luna');
  expect(luna && costOf(luna, million)).toBe(125_000);
});

test('both models of one row of the price list double on the same day', () => {
  for (const model of ['gemini-4-argon', 'gemini-4-carbon']) {
    const [before, after] = ['2026-11-30', '2026-12-01'].map((day) => ratesOn(day, 'gemini', model));
    expect(before && costOf(before, million)).toBe(2_000_000);
    expect(after && costOf(after, million)).toBe(4_000_000);
  }
});
