import { expect, it } from 'vitest';
import { cacheName, driveRoot, refOfCached, safePart } from '../../../../src/main/core/ingest/drive-place.ts';
import { sourceOf } from '../../../../src/main/core/ingest/source-of.ts';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

it('a place in the cache leads back to the file, with its key', () => {
  for (const resourceKey of [null, '0-aB_c'])
    for (const name of ['ad.mp4', 'no ending', 'odd.name.MOV', '../../x.png', `${'x'.repeat(400)}.webm`]) {
      const ref = { id: '1AbC_-xyz', resourceKey };
      const file = cacheName(ref, md5, name);
      expect(file).toMatch(/^[\w~.-]+$/);
      expect(refOfCached(`/home/anna/titan ads/drive/${file}`)).toEqual(ref);
      expect(refOfCached(`C:\\Users\\anna\\drive\\${file}`)).toEqual(ref);
    }
});

it('an ad says which file of Drive it is, or the folder it was seen in when that is gone', () => {
  expect(sourceOf(driveRoot('1Root'), 'a.mp4', `/h/drive/1File.${md5}.mp4`)).toEqual({
    kind: 'drive',
    id: '1File',
  });
  expect(sourceOf(driveRoot('1Root'), 'a.mp4', '')).toEqual({ kind: 'drive', id: '1Root' });
  expect(sourceOf('/ads', 'a.mp4', '/ads/a.mp4')).toEqual({ kind: 'folder', id: '/ads' });
});

it.each([
  ['ad.mp4', 'ad.mp4'],
  ['a/b\\c.mp4', 'a_b_c.mp4'],
  ['..', 'id'],
  ['.', 'id'],
  ['', 'id'],
  ['  ', 'id'],
  ['line\nbreak\u0000.mp4', 'line_break_.mp4'],
])('%j is one part of a path', (name, part) => {
  expect(safePart(name, 'id')).toBe(part);
});
