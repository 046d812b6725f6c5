import { describe, expect, test } from 'vitest';
import { lateTexts, shownText } from '../../../../../src/contract/words.ts';
import { copyHookOf, copyShown } from '../../../../../src/main/core/measure/text/copy-shown.ts';

/** So many letters in which there is neither a hook nor an offer. */
const plain = (letters: number): string =>
  'word '
    .repeat(letters)
    .slice(0, letters - 2)
    .concat('. ');
const late = (text: string) => Object.fromEntries(copyShown(text).map((cut) => [cut.placement, cut.late]));

describe('what of a primary text stands before "See more"', () => {
  test('nothing is told of a placement that shows all of it', () => {
    expect(copyShown(null)).toEqual([]);
    expect(copyShown('é'.repeat(72))).toEqual([]);
    expect(copyShown('e\u0301'.repeat(72))).toEqual([]);
    expect(copyShown('👩‍👩‍👧'.repeat(72))).toEqual([]);
    expect(copyShown('x'.repeat(73)).map(({ placement, letters }) => [placement, letters])).toEqual([
      ['Reels', 72],
    ]);
    expect(copyShown('x'.repeat(126)).map(({ placement }) => placement)).toEqual([
      'Feed',
      'right column',
      'Reels',
    ]);
  });

  test('an offer is late where it stands behind what is shown, also by a letter', () => {
    expect(late(`${plain(85)}20 % off today. ${plain(60)}`)).toEqual({
      Feed: [],
      'right column': ['offer'],
      Reels: ['offer'],
    });
    expect(late(`${plain(64)}20 % off ${plain(60)}`)).toMatchObject({ Reels: [] });
    expect(late(`${plain(65)}20 % off ${plain(60)}`)).toMatchObject({ Reels: ['offer'] });
    expect(late(`20 % off. ${plain(80)}And free shipping too.`)).toEqual({ 'right column': [], Reels: [] });
  });

  test('the hook is of the first line, and a text without one misses none', () => {
    expect(late(`${plain(100)}Tired of dry skin? It helps.`)).toMatchObject({ Reels: ['hook'], Feed: [] });
    expect(late(`${plain(100)}\nTired of dry skin? It helps.`)).toMatchObject({ Reels: [] });
    expect(late(plain(200))).toEqual({ Feed: [], 'right column': [], Reels: [] });
  });
});

test('it is told in one sentence, and once for each that is late', () => {
  const cuts = copyShown(`${plain(85)}Tired of it? Now 20 % off. ${plain(60)}`);
  expect(shownText(cuts)).toBe(
    'Before “See more” stand about 125 letters in Feed, 90 letters in right column, 72 letters in Reels.',
  );
  expect(lateTexts(cuts)).toEqual([
    'hook after “See more” in right column, Reels',
    'offer after “See more” in right column, Reels',
  ]);
  expect(shownText([])).toBeNull();
});

test('a primary text opens as its first line does, an offer too', () => {
  expect(copyHookOf('\n Tired of dry skin?\nIntroducing our serum')).toMatchObject({ type: 'question' });
  expect(copyHookOf('20 % off today')).toMatchObject({ type: 'offer', cue: '20 % off' });
  expect(copyHookOf('Slow mornings.\nTired of dry skin?')).toMatchObject({ type: 'unknown', cue: null });
  expect(copyHookOf(null)).toBeNull();
});
