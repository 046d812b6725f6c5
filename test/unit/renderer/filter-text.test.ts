import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import { renameClient } from '../../../src/main/core/score/rename-client.ts';
import {
  isOpen,
  isTerm,
  isUnfinished,
  join,
  tokensOf,
  withClientNamed,
} from '../../../src/renderer/features/score/filter-text.ts';

test('terms, free text and quotes are told apart', () => {
  const tokens = tokensOf('score>70 -kind:image|video name:"blue sky" summer "two words" -old');
  expect(tokens.map(({ not, field, relation, value }) => [not, field, relation, value])).toEqual([
    [false, 'score', '>', '70'],
    [true, 'kind', ':', 'image|video'],
    [false, 'name', ':', 'blue sky'],
    [false, null, '', 'summer'],
    [false, null, '', 'two words'],
    [true, null, '', 'old'],
  ]);
});

test('what is still being typed is not a term', () => {
  const [unfinished] = tokensOf('score>');
  expect(unfinished && isUnfinished(unfinished)).toBe(true);
  expect(unfinished && isTerm(unfinished)).toBe(false);
});

test.each([
  ['name:"blue sky', true],
  ['name:"blue \\" sky', true],
  ['name:"blue sky"', false],
  ['tag:"a"|"b c', true],
  ['score>70', false],
])('%s has an open quote: %s', (text, open) => {
  expect(tokensOf(text).map(isOpen)).toEqual([open]);
});

test('the tokens of a valid filter, joined again, mean the same filter', () => {
  const word = fc.stringMatching(/^[a-z0-9äé./_]{1,8}$/);
  const quoted = word.map((text) => `"${text} \\" ${text}"`);
  const value = fc.oneof(word, quoted);
  const clause = fc.oneof(
    value,
    fc.tuple(fc.constantFrom('name:', 'path='), value).map(([field, text]) => field + text),
    fc
      .tuple(fc.constantFrom('score>', 'duration<=', 'hook:<', 'width:'), fc.integer({ min: 0, max: 99 }))
      .map(([f, n]) => `${f}${n}`),
    fc.constantFrom('kind:video|image', 'audio:no', 'near:yes', 'score:none'),
  );
  const filter = fc.array(
    fc.tuple(fc.constantFrom('', '-'), clause).map(([minus, text]) => minus + text),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(filter, (clauses) => {
      const text = clauses.join('  ');
      expect(filterOrThrow(join(tokensOf(text)))).toEqual(filterOrThrow(text));
    }),
  );
});

test.each([
  'client:"Acme"',
  'client:acme|beta score>50',
  'Client=beta|"ACME"|"a|acme" sun',
  '-client:"Acme" -blue',
  'client:"Acme Two"|acmes tag:acme acme',
])('%s names a renamed client as the saved views do', (where) => {
  const to = '$& Ac "me" | 2';
  const host = renameClient(where, 'Acme', to);
  expect(filterOrThrow(withClientNamed(where, 'Acme', to))).toEqual(filterOrThrow(host));
});
