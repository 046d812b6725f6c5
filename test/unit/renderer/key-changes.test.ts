import { expect, test } from 'vitest';
import { asItComes, isKept, withKey } from '../../../src/renderer/features/settings/key-changes.ts';

test('a new key takes the place of all that the command had', () => {
  expect(withKey({}, 'play', 'P')).toEqual({ play: ['P'] });
  expect(withKey({ play: ['P'] }, 'play', null)).toEqual({ play: [] });
});

test('the key that a command comes with is no change', () => {
  expect(withKey({ layout: ['Y'] }, 'layout', 'T')).toEqual({});
});

test('who had the key before keeps its other ones', () => {
  expect(withKey({}, 'layout', 'K', 'play')).toEqual({ layout: ['K'], play: ['Space'] });
  expect(withKey({}, 'layout', 'G', 'placeLibrary')).toEqual({ layout: ['G'], placeLibrary: ['Mod+1'] });
});

test('a change can be taken back; those that this version does not know stay', () => {
  expect(asItComes({ layout: ['Y'], later: ['Q'] }, 'layout')).toEqual({ later: ['Q'] });
  expect(withKey({ later: ['Q'] }, 'play', 'P')).toEqual({ later: ['Q'], play: ['P'] });
});

test('what the keyboard needs to get through a page is never given away', () => {
  expect(['Enter', 'Tab', 'Mod+C', 'Mod+0'].filter((key) => !isKept(key))).toEqual([]);
  expect(isKept('Mod+J')).toBe(false);
});
