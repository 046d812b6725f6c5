import { expect, test } from 'vitest';
import { FilePage } from '../../../../src/main/connectors/drive/wire.ts';

test('one odd entry of a page takes no other with it', () => {
  const odd = [
    { id: 'shortcut-1', mimeType: 'application/vnd.google-apps.shortcut', shortcutDetails: {} },
    { id: 'sized-odd', name: 'a.mp4', size: 'many' },
    { id: 'summed-odd', name: 'b.mp4', size: '7', md5Checksum: 'none' },
    { id: 'named-odd', name: 7, trashed: 'no', modifiedTime: 1 },
    { id: null, name: 'd.mp4' },
    'no entry at all',
  ];
  const { files } = FilePage.parse({ files: [...odd, { id: 'whole', name: 'c.mp4', size: '9' }] });
  expect(
    files.map((file) =>
      file.id === null ? [null] : [file.id, file.size, file.md5Checksum, file.shortcutDetails],
    ),
  ).toEqual([
    ['shortcut-1', undefined, undefined, undefined],
    ['sized-odd', undefined, undefined, undefined],
    ['summed-odd', 7, undefined, undefined],
    ['named-odd', undefined, undefined, undefined],
    [null],
    [null],
    ['whole', 9, undefined, undefined],
  ]);
});
