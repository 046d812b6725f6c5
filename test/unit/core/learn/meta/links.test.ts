import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkByName, stemOf } from '../../../../../src/main/core/learn/meta/link-names.ts';
import {
  type NamePattern,
  parseName,
  readPattern,
} from '../../../../../src/main/core/learn/meta/name-pattern.ts';

const pattern = (text: string): NamePattern => {
  const read = readPattern(text);
  if (!read) throw new Error(`${text} is no pattern.`);
  return read;
};

describe('how ads are named', () => {
  it('reads what each place holds, the file from what is left over', () => {
    expect(parseName(pattern('{client}_{file}_v{n}'), 'Fjord_summer_sale_hook2_v3')).toEqual({
      client: 'Fjord',
      file: 'summer_sale_hook2',
      n: '3',
    });
    expect(parseName(pattern('{file}'), 'summer sale')).toEqual({ file: 'summer sale' });
    expect(
      parseName(pattern('[{hook}] {file} | {creator} | {date}'), '[founder] Spring | Mia | 2026-10'),
    ).toEqual({
      hook: 'founder',
      file: 'Spring',
      creator: 'Mia',
      date: '2026-10',
    });
    expect(parseName(pattern('{client}_{file}_v{n}'), 'Fjord-summer')).toBeUndefined();
    expect(parseName(pattern('A {file}'), 'A ')).toBeUndefined();
  });

  it('refuses a pattern that could be read in two ways', () => {
    for (const text of ['', 'plain', '{client}', '{file}{n}', '{file}_{file}', `{file}${'x'.repeat(200)}`])
      expect(readPattern(text), text).toBeUndefined();
  });

  it('gives back what a name was made of', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/);
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 4 }), word, (client, words, n) => {
        const file = words.join('_');
        expect(parseName(pattern('{client}_{file}|{n}'), `${client}_${file}|${n}`)).toEqual({
          client,
          file,
          n,
        });
      }),
    );
  });
});

describe('links by name', () => {
  const ads = [
    { id: 'a', names: ['Summer Sale.mp4', 'copy of it.mp4'] },
    { id: 'b', names: ['hook-2.mov'] },
    { id: 'c', names: ['HOOK 2.mp4'] },
    { id: 'd', names: ['v2.mp4'] },
  ];
  const named = (...names: string[]) => names.map((name, at) => ({ id: String(at), name }));

  it('links what fits one ad alone, proposes what fits several, and leaves short names alone', () => {
    expect(linkByName(pattern('{file}'), named('summer_sale', 'Hook 2', 'v2', 'winter'), ads)).toEqual([
      { metaAdId: '0', adId: 'a', certainty: 0.95, state: 'linked' },
      { metaAdId: '1', adId: 'b', certainty: 0.475, state: 'proposed' },
      { metaAdId: '1', adId: 'c', certainty: 0.475, state: 'proposed' },
    ]);
  });

  it('never takes a part of a name for the whole', () => {
    expect(linkByName(pattern('{file}'), named('summer_sale_2', 'the summer sale'), ads)).toEqual([]);
  });

  it('writes names alike however they were written', () => {
    expect(stemOf('Été – Sale (1).MP4')).toBe('été_sale_1');
    expect(stemOf('E\u0301te\u0301 sale')).toBe(stemOf('été_sale.mov'));
  });
});
