import { expect, test } from 'vitest';
import { rankingOf, wordsOf } from '../../../../../src/main/core/learn/meta/opinion.ts';

test('a ranking that is not said, or in a word that nobody knows, is none', () => {
  expect(['AVERAGE', 'BELOW_AVERAGE_20'].map(rankingOf)).toEqual(['AVERAGE', 'BELOW_AVERAGE_20']);
  expect(['UNKNOWN', 'BELOW_AVERAGE_5', '', undefined].map(rankingOf)).toEqual([null, null, null, null]);
});

test('lists of whatever shape are told by their keys and values, in few words', () => {
  expect(wordsOf([{ level: 'HIGH', detail: { cost_ratio: 2.1, ads: ['7', '8'] } }, { level: null }])).toBe(
    'level HIGH, detail cost ratio 2.1 ads 7 8',
  );
  expect([wordsOf(undefined), wordsOf([]), wordsOf([{}]), wordsOf('')]).toEqual([null, null, null, null]);
  expect(wordsOf('x\n\ty'.repeat(500))).toMatch(/^x y.{197}$/);
});
