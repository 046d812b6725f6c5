import { expect, test } from 'vitest';
import { draftDifferences } from '../../../../src/main/core/act/draft-differences.ts';

const asked = {
  page_id: '77',
  video_data: {
    video_id: '5',
    message: 'Carry everything.',
    title: 'The backpack',
    image_hash: 'a',
    call_to_action: { type: 'SHOP_NOW', value: { link: 'https://shop.example/' } },
  },
};

test('what Meta adds, and its own copy of a picture, are no differences', () => {
  const shown = {
    ...asked,
    instagram_user_id: '8',
    video_data: { ...asked.video_data, image_hash: 'b', x: 1 },
  };
  expect(draftDifferences(asked, shown)).toEqual([]);
});

test('each word that is another or gone is named as a person knows it', () => {
  const { message, ...rest } = asked.video_data;
  const link = 'https://other.example/';
  const call_to_action = { ...rest.call_to_action, value: { link } };
  const shown = { page_id: 77, video_data: { ...rest, title: 'A "bag"', call_to_action } };
  expect(draftDifferences(asked, shown)).toEqual([
    'the text is missing',
    'the headline is “A "bag"”',
    'the link is “https://other.example/”',
  ]);
  expect(draftDifferences(asked, undefined)).toHaveLength(6);
  expect(draftDifferences({ name: 'A' }, { name: 7 })).toEqual(['the headline is “7”']);
});
