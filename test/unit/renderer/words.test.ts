import { expect, test } from 'vitest';
import { legibility, settlesText } from '../../../src/contract/words.ts';
import {
  forecastWords,
  keptWords,
  seenIn,
  unitsText,
} from '../../../src/renderer/features/learn/insight-words.ts';
import { basisOf } from '../../../src/renderer/features/score/outcome-words.ts';
import { colourList, nameList } from '../../../src/renderer/features/settings/brand-text.ts';
import { someLearnt } from '../../support/fake-api/learnt.ts';
import { rows } from '../../support/fake-api/rows.ts';

const line = {
  text: 'Free shipping on all orders',
  t0: 0,
  t1: 3,
  box: { x: 0, y: 0, w: 1, h: 1 },
  confidence: 1,
  height_share: 0.1,
  contrast: 4.5,
  chars_per_second: 9,
};

test.each([
  [{}, []],
  [{ contrast: 4.4 }, ['low contrast']],
  [{ contrast: null }, []],
  [{ chars_per_second: 20.1 }, ['too fast to read']],
  // 19 letters in less than a second.
  [{ text: 'Buy it now or later', chars_per_second: 19.5 }, ['too fast to read']],
  [{ text: 'Shop now', chars_per_second: 19.5 }, []],
  // Found for a moment is not shown for a moment.
  [{ t1: 0.5, chars_per_second: 2 }, []],
  [{ t1: 0.5, chars_per_second: null }, []],
  // A still stays as long as one looks.
  [{ t1: 0, chars_per_second: null, contrast: 2 }, ['low contrast']],
])('a line with %o reads: %o', (change, problems) => {
  expect(legibility({ ...line, ...change })).toEqual(problems);
});

test('figures that are not of like kind say so where they stand', () => {
  expect(forecastWords({ says: 'the mean', roas: null })).toBe('CTR in the average campaign: the mean.');
  expect(keptWords('CTR', 8, 10)).toContain('8 of 10 ads');
  expect(keptWords('CTR', 8, 10)).toContain('of the average campaign: the Real CTR of the Library');
  expect(keptWords('ROAS', 8, 10)).not.toContain('average campaign');
  const outcome = {
    ...{ ad: '0', currency: 'EUR', impressions: 1200, ctr: 0.01, hook_rate: 0.3, hold_rate: 0.4 },
    ...{ roas: null, orders: null, orders_of_unknown_worth: 0 },
    sales: { action_type: 'omni_purchase', window: '7d_click' as const },
  };
  expect(basisOf(outcome, 'hook_rate')).toBe('1,200 impressions');
  expect(basisOf({ ...outcome, orders: 4 }, 'roas')).toMatch(/4 orders.*omni_purchase" within 7d of a click/);
  expect(basisOf(outcome, 'hold_rate')).toContain('a film of under 15 s is to be held against such alone');
});

test('the size of a test is money only where money is what it is measured in', () => {
  expect(unitsText(43_000, 'minor units', 'EUR')).toBe('EUR 430.00');
  expect(unitsText(43_000, 'minor units', 'JPY')).toBe('JPY 43,000');
  expect(unitsText(43_000, 'impressions', 'EUR')).toBe('43,000');
});

test('what is typed of a brand', () => {
  expect(nameList(' Vellune, VLLN,,Vellune ')).toEqual(['Vellune', 'VLLN']);
  expect(colourList('#C8102E, #ffffff')).toEqual(['#c8102e', '#ffffff']);
  expect(colourList('')).toEqual([]);
  for (const bad of ['red', '#fff', '#ffffff;#000000', Array(7).fill('#ffffff').join()])
    expect(colourList(bad)).toBeNull();
});

test('an outcome by the ledger waits for what the ledger is told, one by Meta for a refresh alone', () => {
  expect(settlesText('Nov 12', 'ledger')).toBe(
    'a refresh on Nov 12 or later settles it, once the revenue ledger has been told of the sales up to that day',
  );
  expect(settlesText('Nov 12', 'meta')).toBe('a refresh on Nov 12 or later settles it');
});

test.each([
  [1, 1, 1, 'Seen in 1 concept with it and 1 without, in 1 campaign.'],
  [2, 12, 3, 'Seen in 2 concepts with it and 12 without, in 3 campaigns.'],
])('%d concepts with, %d without, in %d campaigns', (concepts_with, concepts_without, campaigns, text) => {
  const [pattern] = someLearnt(rows(12)).patterns.patterns;
  if (!pattern) throw new Error('no pattern');
  expect(seenIn({ ...pattern, concepts_with, concepts_without, campaigns })).toBe(text);
});
