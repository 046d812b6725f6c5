import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkAll } from '../../../../../src/main/core/learn/meta/link-all.ts';
import { alikeOf } from '../../../../../src/main/core/learn/meta/link-look.ts';
import { linkByName, stemOf } from '../../../../../src/main/core/learn/meta/link-names.ts';
import {
  type NamePattern,
  parseName,
  readPattern,
  textToRead,
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
  const named = (...names: string[]) => names.map((name, at) => ({ id: String(at), name, tags: '' }));

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

describe('links by what an ad shows', () => {
  const frames = (seed: number, changed = 0) =>
    Array.from({ length: 5 }, (_, t) => {
      const bits = Array.from({ length: 64 }, (_, at) =>
        ((seed * 31 + t * 7 + at * at * (seed + 3)) % 16).toString(16),
      );
      for (let at = 0; at < changed; at += 1)
        bits[at * 3] = (15 - Number.parseInt(bits[at * 3] ?? '0', 16)).toString(16);
      return { t, hash: bits.join(''), quality: 100 };
    });
  const film = (id: string, hashes: ReturnType<typeof frames>, durationS = 10) => ({
    id,
    kind: 'video' as const,
    durationS,
    hashes,
  });
  const metaAds = [{ id: '1', account: '77', name: 'whatever', tags: '', pieces: ['video 501'] }];
  const fetched = { id: 'f', client: null, names: [], pieces: ['video 501'] };
  const own = (id: string, name = `${id}-long-name.mp4`) => ({ id, client: null, names: [name], pieces: [] });
  const link = (
    ads: Parameters<typeof linkAll>[2],
    looks: Parameters<typeof alikeOf>[1],
    metaName = 'whatever',
  ) =>
    linkAll(
      pattern('{file}'),
      metaAds.map((ad) => ({ ...ad, name: metaName })),
      [fetched, ...ads],
      alikeOf([film('f', frames(1))], looks),
      [],
    ).map(({ adId, how, state }) => `${adId} ${how} ${state}`);

  it('takes the same film encoded anew, and no version of it, no cut-down and no other', () => {
    expect(link([own('a')], [film('a', frames(1, 1))])).toEqual(['a look linked']);
    expect(link([own('a')], [film('a', frames(1, 2))])).toEqual(['f content linked', 'a look proposed']);
    expect(link([own('a')], [film('a', frames(1, 7))])).toEqual(['f content linked', 'a look proposed']);
    expect(link([own('a')], [film('a', frames(1, 1), 6)])).toEqual(['f content linked']);
    expect(link([own('a')], [film('a', frames(2))])).toEqual(['f content linked']);
  });

  it('asks where two files are the same film, unless the name says which', () => {
    const two = [film('a', frames(1, 1)), film('b', frames(1, 2))];
    expect(link([own('a'), own('b')], two)).toEqual([
      'f content linked',
      'a look proposed',
      'b look proposed',
    ]);
    expect(link([own('a'), own('b')], two, 'b long name')).toEqual(['b look linked']);
  });

  it('leaves a name alone that the picture contradicts', () => {
    expect(link([own('a')], [film('a', frames(2))], 'a long name')).toEqual(['f content linked']);
  });

  it('reads a parameter of the link, with what Meta puts into it', () => {
    const read = pattern('utm_content={hook}-{file}');
    const ad = { id: '7', name: 'summer sale', tags: 'utm_source=fb&utm_content=offer-%7B%7Bad.name%7D%7D' };
    expect(textToRead(read, ad)).toBe('offer-summer sale');
    expect(linkByName(read, [ad], [{ id: 'a', names: ['Summer Sale.mp4'] }])).toHaveLength(1);
    expect(textToRead(read, { ...ad, tags: 'utm_content=100%' })).toBe('100%');
    expect(textToRead(read, { ...ad, tags: '' })).toBe('');
  });
});

describe('names that several clients use', () => {
  const file = (id: string, client: string | null) => ({ id, client, names: [`${id}.mp4`], pieces: [] });
  const at = (account: string, name: string, pieces: string[] = []) => ({
    id: `${account} ${name}`,
    account,
    name,
    tags: '',
    pieces,
  });
  const link = (
    ads: Parameters<typeof linkAll>[2],
    metaAds: Parameters<typeof linkAll>[1],
    byHand: Parameters<typeof linkAll>[4] = [],
  ) =>
    linkAll(pattern('{file}'), metaAds, ads, new Map(), byHand).map(
      ({ metaAdId, certainty, state }) => `${metaAdId} ${certainty} ${state}`,
    );

  it('links a name alone where nothing says that the account is another client’s', () => {
    expect(link([file('UGC_01', 'a')], [at('1', 'UGC_01')])).toEqual(['1 UGC_01 0.95 linked']);
    expect(link([file('UGC_01', null)], [at('1', 'UGC_01')])).toEqual(['1 UGC_01 0.95 linked']);
  });

  it('asks where the films that tell whose an account is are another client’s', () => {
    const mine = file('UGC_01', 'a');
    const named = ['spring', 'summer'].map((id) => file(id, 'b'));
    const both = [at('2', 'UGC_01'), at('2', 'spring'), at('2', 'summer')];
    expect(link([mine, ...named], both)).toEqual([
      '2 UGC_01 0.2 proposed',
      '2 spring 0.95 linked',
      '2 summer 0.95 linked',
    ]);
    const shown = { ...file('spring', 'b'), pieces: ['video 7'] };
    const another = at('2', 'anything', ['video 7']);
    expect(link([mine, shown], [at('2', 'UGC_01'), another])).toEqual([
      '2 UGC_01 0.2 proposed',
      '2 anything 1 linked',
    ]);
    const said = [{ metaAdId: '2 anything', adId: 'spring' }];
    expect(link([mine, file('spring', 'b')], [at('2', 'UGC_01'), at('2', 'anything')], said)).toEqual([
      '2 UGC_01 0.2 proposed',
    ]);
  });

  it('takes one answer for one film, and not for whose the account is', () => {
    const own = ['spring', 'summer', 'autumn'].map((id) => file(id, 'b'));
    const ads = [...own, file('UGC_01', 'a'), file('UGC_02', 'a')];
    const metaAds = ['spring', 'summer', 'autumn', 'UGC_01', 'UGC_02'].map((name) => at('2', name));
    const said = [{ metaAdId: '2 UGC_01', adId: 'UGC_01' }];
    expect(link(ads, metaAds, said)).toEqual([
      '2 spring 0.95 linked',
      '2 summer 0.95 linked',
      '2 autumn 0.95 linked',
      // The answer stands beside what the name tells.
      '2 UGC_01 0.2 proposed',
      '2 UGC_02 0.2 proposed',
    ]);
  });

  it('asks where ads of two accounts are called so, unless both are the client’s', () => {
    const twice = [at('1', 'UGC_01'), at('2', 'UGC_01')];
    const asked = ['1 UGC_01 0.475 proposed', '2 UGC_01 0.475 proposed'];
    expect(link([file('UGC_01', 'a')], twice)).toEqual(asked);
    expect(link([file('UGC_01', null)], twice)).toEqual(asked);
    // What both of them name says nothing of whose they are.
    const more = [...twice, at('1', 'UGC_02'), at('2', 'UGC_02')];
    expect(link([file('UGC_01', 'a'), file('UGC_02', 'a')], more)).not.toContainEqual(
      expect.stringContaining('linked'),
    );
    const files = ['UGC_01', 'north', 'south'].map((id) => file(id, 'a'));
    expect(link(files, [...twice, at('1', 'north'), at('2', 'south')])).toEqual([
      '1 UGC_01 0.95 linked',
      '2 UGC_01 0.95 linked',
      '1 north 0.95 linked',
      '2 south 0.95 linked',
    ]);
  });
});
