import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FoundValue,
  suggestionsFor,
  typingAt,
  valuesFor,
} from '../../../../src/main/core/score/complete-filter.ts';
import { typedFields } from '../../../../src/main/core/score/filter-fields.ts';
import { filterOrThrow, parseFilter } from '../../../../src/main/core/score/parse-filter.ts';

const found: FoundValue[] = [
  { value: 'Spring sale', ads: 9 },
  { value: 'UGC', ads: 5 },
  { value: 'off-sale', ads: 2 },
];

/** The labels at the "^", or the filter after the first of them was taken. */
const offered = (marked: string): string[] | null => {
  const typing = typingAt(marked.replace('^', ''), marked.indexOf('^'));
  return typing && suggestionsFor(typing, valuesFor(typing) === null ? [] : found).map(({ label }) => label);
};
const taken = (marked: string): string => {
  const text = marked.replace('^', '');
  const typing = typingAt(text, marked.indexOf('^'));
  if (!typing) throw new Error('nothing to complete');
  const [first] = suggestionsFor(typing, valuesFor(typing) === null ? [] : found);
  return text.slice(0, typing.from) + first?.insert + text.slice(typing.to);
};

describe('what is offered', () => {
  test.each<[string, string[] | null]>([
    ['sc^', ['score']],
    ['kind:video -TA^', ['tag:']],
    ['c^', ['clarity', 'connection', 'craft', 'copies', 'council', 'ctr', 'code:', 'codec:', 'client:']],
    ['score^', ['score>', 'score>=', 'score<', 'score<=', 'score:']],
    ['score:^', ['none']],
    ['score>^', null],
    ['zebra^', []],
    ['tag:^', ['Spring sale', 'UGC', 'off-sale']],
    ['is:^', ['Spring sale', 'UGC', 'off-sale']],
    ['tag:SALE^', ['Spring sale', 'off-sale']],
    ['tag:o^', ['off-sale']],
    ['-tag:ugc|"spring s^', ['Spring sale']],
    ['tag:"a|b"|u^', ['UGC']],
    ['name:"x y" tag:u^', ['UGC']],
    ['tag:"UGC"^', null],
    ['tag:u^gc', null],
    ['tag:u^ score>70', ['UGC']],
    ['hook:off^', ['off-sale']],
    ['hook:^', ['Spring sale', 'UGC', 'off-sale', 'none']],
    ['audio:^', ['yes', 'no']],
    ['near:n^', ['no']],
    ['name:sal^', []],
    ['hook_type:^', []],
    ['constructor:^', []],
  ])('%s', (marked, labels) => {
    expect(offered(marked)).toEqual(labels);
  });

  test('without a letter: every field', () => {
    expect(offered('^')).toHaveLength(typedFields.length);
    expect(offered('kind:video ^')).toHaveLength(typedFields.length);
  });

  test('at most twelve values', () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ value: `tag ${n}`, ads: n }));
    const typing = typingAt('tag:', 4);
    expect(typing && suggestionsFor(typing, many)).toHaveLength(12);
  });
});

describe('what is taken', () => {
  test.each([
    ['score>70 -ta^', 'score>70 -tag:'],
    ['scor^', 'score'],
    ['score^', 'score>'],
    ['tag:ugc|"spr^ kind:video', 'tag:ugc|"Spring sale"  kind:video'],
    ['tag:spring^', 'tag:"Spring sale" '],
    ['near:y^', 'near:yes '],
  ])('%s', (marked, text) => {
    expect(taken(marked)).toBe(text);
  });

  test('any value comes back out of the filter as it is in the library', () => {
    const value = fc.string({ minLength: 1, unit: fc.constantFrom(...'aZ9 |"\\-<>:=é\n') });
    fc.assert(
      fc.property(value, (text) => {
        const typing = typingAt('tag:', 4);
        const [first] = typing ? suggestionsFor(typing, [{ value: text, ads: 1 }]) : [];
        expect(filterOrThrow(`tag:${first?.insert}`).clauses).toEqual([
          { not: false, test: 'word', field: 'tag', values: [text.toLowerCase()] },
        ]);
      }),
    );
  });

  test('every field that is offered can be read with a value behind it', () => {
    const typing = typingAt('', 0);
    for (const { insert } of typing ? suggestionsFor(typing, []) : []) {
      const field = insert.replace(/:$/, '');
      const read = [`${field}:1`, `${field}:yes`, `${field}:ok`, `${field}:video`, `${field}:picked`];
      const more = [`${field}:9:16`, `${field}:TRUNCATED`];
      expect(
        [...read, ...more].some((text) => parseFilter(text).ok),
        field,
      ).toBe(true);
    }
  });
});
