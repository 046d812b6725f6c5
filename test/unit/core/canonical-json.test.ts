import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/main/core/canonical-json.ts';

test('keys are sorted at every depth, nothing else moves', () => {
  expect(canonicalJson({ b: [2, { d: null, c: 'é"\n' }], a: -0, B: true })).toBe(
    '{"B":true,"a":0,"b":[2,{"c":"é\\"\\n","d":null}]}',
  );
});

test('it is JSON of the same value, whatever the order of the keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
    { numRuns: 500, seed: 1 },
  );
  const [one, other] = [
    { a: 1, b: { c: 2, d: 3 } },
    { b: { d: 3, c: 2 }, a: 1 },
  ];
  expect(canonicalJson(one)).toBe(canonicalJson(other));
});

test('what JSON would drop or change in silence throws', () => {
  for (const wrong of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    () => 1,
    Symbol('x'),
    1n,
    new Map(),
    new Date(0),
  ])
    expect(() => canonicalJson({ wrong })).toThrow(TypeError);
  expect(() => canonicalJson([undefined])).toThrow(TypeError);
  expect(canonicalJson({ a: undefined })).toBe('{}');
});
