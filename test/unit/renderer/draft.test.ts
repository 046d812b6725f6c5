import { expect, test } from 'vitest';
import { contract, DraftButton, type DraftPlaces } from '../../../src/contract/index.ts';
import { problemsOf } from '../../../src/renderer/features/approve/draft-problems.ts';
import { buttonNames, startOf } from '../../../src/renderer/features/approve/draft-start.ts';

const copy = { source: 'texts.csv', primary_text: 'Carry everything.', headline: 'The backpack' };
const places: DraftPlaces = {
  accounts: [
    { id: '1', name: 'Shop', ad_sets: [{ id: '11', name: 'Broad', campaign: null }] },
    {
      id: '2',
      name: 'Cafe',
      ad_sets: [
        { id: '21', name: 'Near', campaign: 'Spring' },
        { id: '22', name: 'Far', campaign: 'Spring' },
      ],
    },
  ],
  last: { account: '2', ad_set: '22', page: '77001', link: 'https://shop.example/a' },
};
const whole = startOf({ ...copy, description: null, cta: 'Learn more' }, places);

test('it begins with what was given with the ad, in the place of the draft before', () => {
  expect(whole).toEqual({
    account: '2',
    ad_set: '22',
    page: '77001',
    message: 'Carry everything.',
    headline: 'The backpack',
    link: 'https://shop.example/a',
    button: 'LEARN_MORE',
  });
  const gone = { ...places, last: { ...places.last, account: '9', ad_set: '99' } as typeof places.last };
  expect(startOf(null, gone)).toMatchObject({ account: '1', ad_set: '11', message: '', button: 'SHOP_NOW' });
  expect(startOf({ ...copy, description: null, cta: 'Read on' }, { accounts: [], last: null })).toMatchObject(
    {
      account: '',
      ad_set: '',
      button: 'SHOP_NOW',
    },
  );
  expect(Object.keys(buttonNames).sort()).toEqual([...DraftButton.options].sort());
});

test('each wrong field is told in its own words, and by the rule of the request', () => {
  expect(problemsOf(whole)).toEqual({});
  const empty = {
    ...whole,
    ad_set: '',
    page: 'shop',
    message: ' ',
    headline: '',
    link: 'http://shop.example',
  };
  // The first of them is where the form puts the cursor.
  expect(Object.keys(problemsOf(empty))[0]).toBe('ad_set');
  expect(problemsOf(empty)).toEqual({
    ad_set: 'Choose an ad set.',
    page: 'The number of a page at Meta: digits alone.',
    message: 'The ad needs a primary text.',
    headline: 'The ad needs a headline.',
    link: 'A whole address that begins with https://',
  });
  expect(problemsOf({ ...whole, message: 'x'.repeat(2001) })).toEqual({
    message: 'At most 2000 characters.',
  });
  const asked = (form: typeof whole) =>
    contract['approve.proposeDraft'].input.safeParse({ ad_id: '0123456789abcdef', ...form }).success;
  expect([whole, empty].map(asked)).toEqual([true, false]);
});
