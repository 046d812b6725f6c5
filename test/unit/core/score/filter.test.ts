import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/contract/index.ts';
import { type Clause, type Filter, matches } from '../../../../src/main/core/score/filter.ts';
import type { FilterRow } from '../../../../src/main/core/score/filter-fields.ts';
import { filterOrThrow, parseFilter } from '../../../../src/main/core/score/parse-filter.ts';
import { printFilter } from '../../../../src/main/core/score/print-filter.ts';

const row: FilterRow = {
  name: 'Summer Sale.mp4',
  path: 'Q3/old/Summer Sale.mp4',
  root: '/home/anna/ads',
  client: 'Fjord',
  kind: 'video',
  state: 'partial',
  problem: 'DAMAGED',
  codec: 'h264',
  hook_type: 'offer',
  words: 'Tired of dry skin?\nShop now',
  aspect: '9:16',
  has_audio: false,
  near_duplicate_of: null,
  copies: 2,
  pick: 'picked',
  rating: 4,
  tags: ['UGC', 'spring sale'],
  note_count: 3,
  council: { score: 64.5, disagreement: 23, needs_human: true },
  duration_s: 15.03,
  width: 1080,
  height: 1920,
  score: 71.5,
  sub: { hook: 80, clarity: 60, connection: 50, offer: null, craft: 90 },
  figures: { ctr: 2, hook_rate: 31.5, hold_rate: null, roas: 1.4, spend: 250.5 },
};

describe('what a filter means', () => {
  test.each<[string, boolean]>([
    ['', true],
    ['client:fjord', true],
    ['client:none', false],
    ['-client:none', true],
    ['in:Q3', true],
    ['in:q3/old/', true],
    ['in:/home/anna/ads', true],
    ['in:/home/anna/ads/Q3', true],
    ['in:Q', false],
    ['in:old', true],
    ['in:ads/q3', true],
    ['in:ol', false],
    ['in:/Q3', false],
    ['   ', true],
    ['score>70', true],
    ['score>71.5', false],
    ['score>=71.5', true],
    ['score<71.5', false],
    ['score<=71.5', true],
    ['score:>70', true],
    ['SCORE>70', true],
    ['score:72', true],
    ['score:71', false],
    ['score=71.5', true],
    ['score:10|72', true],
    ['score:none', false],
    ['offer:none', true],
    ['offer>0', false],
    ['-offer>0', true],
    ['duration<15', false],
    ['duration:15', true],
    ['duration:15.0', true],
    ['duration:15.00', false],
    ['width:1080 height:1920', true],
    ['copies>1', true],
    ['kind:video', true],
    ['kind:VIDEO', true],
    ['kind:image', false],
    ['kind:video|image', true],
    ['-kind:image', true],
    ['state:partial', true],
    ['code:damaged', true],
    ['code:TIMEOUT', false],
    ['codec:H264', true],
    ['aspect:9:16', true],
    ['aspect:1:1|9:16', true],
    ['audio:no', true],
    ['audio:yes', false],
    ['near:yes', false],
    ['near:no', true],
    ['hook:offer', true],
    ['text:"DRY skin"', true],
    ['text:wet', false],
    ['-text:wet', true],
    ['hook:problem', false],
    ['ctr>=2', true],
    ['ctr>2', false],
    ['hook_rate:32', true],
    ['hold_rate:none', true],
    ['-hold_rate>20', true],
    ['roas<1.5', true],
    ['spend>250', true],
    ['hook:problem|offer', true],
    ['hook>70', true],
    ['hook:80', true],
    ['pick:picked', true],
    ['pick:none|rejected', false],
    ['rating>3', true],
    ['rating:4', true],
    ['rating:none', false],
    ['council>60', true],
    ['council:none', false],
    ['disagreement>=23', true],
    ['human:yes', true],
    ['-human:yes', false],
    ['notes>0', true],
    ['notes:0', false],
    ['tag:ugc', true],
    ['tag:"Spring Sale"', true],
    ['tag:sale', false],
    ['tag:x|UGC', true],
    ['-tag:old', true],
    ['tag:none', false],
    ['-tag:none', true],
    ['is:video', true],
    ['IS:image', false],
    ['roas<1,5', true],
    ['roas<1,35', false],
    ['duration:15,0', true],
    ['">70"', false],
    ['"OR"', false],
    ['gold|or|sale', true],
    ['name:sale', true],
    ['name:old', false],
    ['-name:old', true],
    ['path:old', true],
    ['-path:old', false],
    ['sale', true],
    ['old', true],
    ['"summer sale"', true],
    ['"sale summer"', false],
    ['sale summer', true],
    ['winter|summer', true],
    ['name:"summer sale"|x', true],
    ['-"summer sale"', false],
    ['score>70 kind:video hook:offer -name:old', true],
    ['score>70 kind:video hook:offer -path:old', false],
  ])('%s', (text, expected) => {
    expect(matches(filterOrThrow(text), row)).toBe(expected);
  });
});

describe('a filter that cannot be read names the place and what was meant', () => {
  test.each([
    ['scroe>70', 0, 'score'],
    ['kind:video -conection>3', 12, 'connection'],
    ['kind:vidoe', 5, 'video'],
    ['code:DAMGED', 5, 'DAMAGED'],
    ['aspect:9:17', 7, '9:16'],
    ['audio:ye', 6, 'yes'],
    ['pick:pickd', 5, 'picked'],
    ['rating>high', 7, null],
    ['any:x', 0, null],
    ['hook_type:offer', 0, 'hook'],
    ['hook:offr', 5, 'offer'],
    ['hook:offer|xyz', 11, null],
    ['http://example.test', 0, null],
    ['score > 70', 6, null],
    ['score >70', 6, null],
    ['score: 70', 6, null],
    ['a|=b', 2, null],
    ['is:audio', 3, null],
    ['score>70 OR kind:image', 9, null],
    ['kind:video AND -OR', 11, null],
    ['spend>1,000', 6, null],
    ['score>7,', 6, null],
    ['score>', 6, null],
    ['score>high', 6, null],
    ['score>1e9', 6, null],
    ['score>NaN', 6, null],
    ['score>1|2', 8, null],
    ['score:1|x', 8, null],
    ['kind>video', 4, null],
    ['audio:yes|no', 10, null],
    ['name:', 5, null],
    ['name:""', 5, null],
    ['-', 1, null],
    ['- x', 1, null],
    ['a|', 2, null],
    ['|a', 0, null],
    ['"open', 0, null],
    ['"a"b', 3, null],
    ['a"b"', 1, null],
    ['"a\\x"', 2, null],
  ])('%s', (text, at, suggestion) => {
    const parsed = parseFilter(text);
    expect(parsed).toMatchObject({ ok: false, at, suggestion });
    expect(() => filterOrThrow(text)).toThrow(AppError);
    expect(() => filterOrThrow(text)).toThrow(/^.*Filter, at (its end|“\S+”): /);
  });

  test('is told by what stands at the place, whatever stands before it', () => {
    const told = (text: string) => () => filterOrThrow(`kind:video -tag:"a b" ${text}`);
    expect(told('score>high now')).toThrow('Filter, at “high”: ');
    expect(told('scor>70')).toThrow('Filter, at “scor>70”: ');
    expect(told('score>')).toThrow('Filter, at its end: ');
    expect(told('kind:video score> pick:picked')).toThrow('Filter, at “score>”: ');
  });

  test('an ad without a tag is found by none, beside those of the other tags', () => {
    const untagged = { ...row, tags: [] };
    const found = (where: string) => [row, untagged].map((one) => matches(filterOrThrow(where), one));
    expect(found('tag:none')).toEqual([false, true]);
    expect(found('tag:none|ugc')).toEqual([true, true]);
    expect(found('-tag:none')).toEqual([true, false]);
  });

  test('more than a hundred conditions are refused', () => {
    expect(parseFilter('a '.repeat(100)).ok).toBe(true);
    expect(parseFilter('a '.repeat(101)).ok).toBe(false);
  });
});

const not = fc.boolean();
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.constantFrom('OR', 'AND', '>', '=x'),
);
const typed = fc
  .record({ whole: fc.integer({ min: -999, max: 2000 }), decimals: fc.integer({ min: 0, max: 3 }) })
  .map(({ whole, decimals }) => ({
    value: Number((whole / 10 ** decimals).toFixed(decimals)) + 0,
    decimals,
  }));
const numberField = fc.constantFrom(
  'score',
  'hook',
  'clarity',
  'offer',
  'duration',
  'width',
  'copies',
  'rating',
  'notes',
);
const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({
    not,
    test: fc.constant('compare'),
    field: numberField,
    op: fc.constantFrom('<', '<=', '>', '>='),
    value: typed.map((number) => number.value),
  }),
  fc.record({
    not,
    test: fc.constant('number'),
    field: numberField,
    values: fc.array(fc.option(typed), { minLength: 1, maxLength: 3 }),
  }),
  fc.oneof(
    ...(
      [
        ['kind', 'video', 'image'],
        ['state', 'ok', 'partial'],
        ['aspect', '9:16', '1.91:1', 'other'],
        ['code', 'DAMAGED', 'TIMEOUT'],
        ['codec', 'h264', 'vp9'],
        ['hook_type', 'offer', 'bold_claim'],
        ['pick', 'picked', 'none'],
        ['tag', 'ugc', 'spring sale', 'none'],
      ] as const
    ).map(([field, ...values]) =>
      fc.record({
        not,
        test: fc.constant('word'),
        field: fc.constant(field),
        values: fc.array(fc.constantFrom<string>(...values), { minLength: 1, maxLength: 3 }),
      }),
    ),
  ),
  fc.record({ not, test: fc.constant('flag'), field: fc.constantFrom('audio', 'near'), value: fc.boolean() }),
  fc.record({
    not,
    test: fc.constant('text'),
    field: fc.constantFrom('name', 'path', 'any'),
    values: fc.array(text, { minLength: 1, maxLength: 3 }),
  }),
) as fc.Arbitrary<Clause>;
const filter: fc.Arbitrary<Filter> = fc.record({ clauses: fc.array(clause, { maxLength: 6 }) });

describe('properties', () => {
  test('every filter prints as text that reads back as the same filter', () => {
    fc.assert(
      fc.property(filter, (ast) => {
        expect(parseFilter(printFilter(ast))).toEqual({ ok: true, filter: ast });
      }),
      { numRuns: 2000 },
    );
  });

  test('any text is read or refused at a place inside it, and what is read prints to itself', () => {
    const token = fc.constantFrom(
      'score',
      'hook',
      'name',
      ':',
      '>',
      '<=',
      '"',
      '\\',
      '|',
      '-',
      ' ',
      '7',
      '.5',
      'a',
      'none',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(token).map((t) => t.join('')),
        ),
        (typedText) => {
          const parsed = parseFilter(typedText);
          if (parsed.ok) expect(parseFilter(printFilter(parsed.filter))).toEqual(parsed);
          else {
            expect(parsed.at).toBeGreaterThanOrEqual(0);
            expect(parsed.at).toBeLessThanOrEqual(typedText.length);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('turning a clause round turns its answer round; all clauses must hold; order does not matter', () => {
    fc.assert(
      fc.property(filter, (ast) => {
        for (const one of ast.clauses) {
          const answer = matches({ clauses: [one] }, row);
          expect(matches({ clauses: [{ ...one, not: !one.not } as Clause] }, row)).toBe(!answer);
        }
        const all = ast.clauses.every((one) => matches({ clauses: [one] }, row));
        expect(matches(ast, row)).toBe(all);
        expect(matches({ clauses: [...ast.clauses].reverse() }, row)).toBe(all);
      }),
    );
  });
});
