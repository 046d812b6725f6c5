import { expect, test } from 'vitest';
import { hasSettled } from '../../../../src/main/core/ingest/settled.ts';

const look = (size: number, mtimeNs = '1') => ({ size, mtimeNs });
const map = (files: Record<string, ReturnType<typeof look>>) => new Map(Object.entries(files));

test('a file has settled when two looks agree', () => {
  expect(hasSettled(map({ a: look(1) }), map({ a: look(1) }))).toBe(true);
  expect(hasSettled(map({ a: look(1) }), map({ a: look(2) }))).toBe(false);
  expect(hasSettled(map({ a: look(1, '1') }), map({ a: look(1, '2') }))).toBe(false);
});

test('one that still grows holds up the others; a new one is not known to stand still', () => {
  expect(hasSettled(map({ a: look(1), b: look(1) }), map({ a: look(1), b: look(9) }))).toBe(false);
  expect(hasSettled(map({}), map({ a: look(1) }))).toBe(false);
});

test('nothing new is nothing to do; what has gone does not matter', () => {
  expect(hasSettled(map({}), map({}))).toBe(false);
  expect(hasSettled(map({ a: look(1), gone: look(1) }), map({ a: look(1) }))).toBe(true);
});
