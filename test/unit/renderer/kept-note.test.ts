import { afterEach, expect, test, vi } from 'vitest';
import { keepNote, keptNote } from '../../../src/renderer/features/review/kept-note.ts';

afterEach(() => vi.unstubAllGlobals());

test('a note is kept with its seconds, and words that another version kept alone are read, whatever they are', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  const note = { text: 'cut here', t0: 1.5, t1: null };
  keepNote('note.a', note);
  expect(keptNote('note.a')).toEqual(note);
  const [key] = [...kept.keys()];
  for (const text of ['cut here', '42', 'null', '"x"', '{}']) {
    kept.set(key as string, text);
    expect(keptNote('note.a')).toEqual({ text, t0: null, t1: null });
  }
  keepNote('note.a', null);
  expect(keptNote('note.a')).toBeNull();
});
