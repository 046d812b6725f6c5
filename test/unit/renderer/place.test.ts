import { expect, test } from 'vitest';
import { hashOf, type Place, placeOf } from '../../../src/renderer/state/place.ts';

const places: Place[] = [
  { name: 'library', ad: null, seconds: null },
  { name: 'library', ad: '0123456789abcdef', seconds: null },
  { name: 'library', ad: '0123456789abcdef', seconds: 2.5 },
  { name: 'compare', ads: ['0123456789abcdef', 'fedcba9876543210'] },
  { name: 'compare', ads: [] },
  { name: 'welcome' },
  { name: 'job', id: 'job_0123456789ab' },
  { name: 'health' },
  { name: 'performance' },
  { name: 'insights' },
  { name: 'settings' },
  { name: 'settings', row: 'single-keys' },
];

test.each(places)('an address leads back to its place: %o', (place) => {
  expect(placeOf(hashOf(place))).toEqual(place);
});

test.each(['', '#', '#/nowhere', '#/library/../../etc', '#/job/<script>'])(
  '%s leads to the library',
  (hash) => {
    expect(placeOf(hash)).toEqual(places[0]);
  },
);
