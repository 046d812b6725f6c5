import { expect, it } from 'vitest';
import { piecesOf } from '../../../../src/main/core/ingest/meta-pieces.ts';
import {
  adOfMetaPath,
  metaAccountIn,
  metaCacheName,
  metaPath,
  metaRoot,
  pieceOfCached,
} from '../../../../src/main/core/ingest/meta-place.ts';
import { sourceOf } from '../../../../src/main/core/ingest/source-of.ts';

it('a place in the cache leads back to the piece, and its path to the ad that shows it', () => {
  const piece = { kind: 'video', key: '501' } as const;
  const file = `/home/anna/titan ads/fetched/${metaCacheName(piece)}`;
  expect(pieceOfCached(file)).toEqual(piece);
  expect(pieceOfCached('/ads/a.mp4')).toBeNull();
  // As earlier versions named it.
  expect(pieceOfCached('/home/anna/fetched/999.video.501')).toEqual(piece);
  const path = metaPath('Sale [2]', '120240000000000001');
  for (const one of [path, `${path} 3`])
    expect(sourceOf(metaRoot('77'), one, file)).toEqual({ kind: 'meta', id: '120240000000000001' });
  expect(sourceOf(metaRoot('77'), '', '')).toEqual({ kind: 'meta', id: '77' });
  expect(adOfMetaPath('Sale')).toBeUndefined();
});

it.each([
  ['meta:act_77', '77'],
  ['META:77', '77'],
  ['meta:', null],
  ['meta:act_', null],
  ['meta:shop', undefined],
  ['meta', undefined],
  ['/ads/meta:77', undefined],
])('%s means the account %s', (text, account) => {
  expect(metaAccountIn(text)).toBe(account);
});

it('places each piece once, under the oldest ad that shows it, whatever order they come in', () => {
  const ads = [
    { id: '1000', name: 'new', media: [{ kind: 'video', key: '5' }] },
    {
      id: '999',
      name: 'old/one',
      media: [
        { kind: 'image', key: 'aa' },
        { kind: 'video', key: '5' },
      ],
    },
    { id: '1001', name: 'post', media: [] },
  ] as const;
  const expected = {
    placed: [
      { piece: { kind: 'image', key: 'aa' }, path: 'old_one [999] 1' },
      { piece: { kind: 'video', key: '5' }, path: 'old_one [999] 2' },
    ],
    without: [{ adId: '1001', path: 'post [1001]' }],
  };
  expect(piecesOf(ads)).toEqual(expected);
  expect(piecesOf(ads.toReversed())).toEqual(expected);
  // When the oldest ad stops, the piece moves to the next and stays the same file.
  expect(piecesOf(ads.filter(({ id }) => id !== '999')).placed).toEqual([
    { piece: { kind: 'video', key: '5' }, path: 'new [1000]' },
  ]);
});
