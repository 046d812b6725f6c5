import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleName } from '../../../../src/main/core/ingest/visible-name.ts';

test.each([
  ['plain', 'Summer sale 9x16 (final).mp4', 'Summer sale 9x16 (final).mp4'],
  ['accents, CJK and emoji', 'café 夏セール 😀 👍🏽.mp4', 'café 夏セール 😀 👍🏽.mp4'],
  ['right-to-left words', 'إعلان.mp4', 'إعلان.mp4'],
  ['bidi override that forges an extension', 'ad\u202Egpj.exe', 'ad<U+202E>gpj.exe'],
  ['bidi isolate', 'a\u2066b\u2069', 'a<U+2066>b<U+2069>'],
  ['line break that forges a log line', 'a.mp4\nERROR all lost', 'a.mp4␊ERROR all lost'],
  ['NUL, tab, escape, delete', '\0\t\u001b[31m\u007f', '␀␉␛[31m␡'],
  ['C1 control', 'a\u009bb', 'a<U+009B>b'],
  ['zero width space', 'a\u200bb', 'a<U+200B>b'],
  ['byte order mark', '\ufeffa', '<U+FEFF>a'],
  ['soft hyphen', 'a\u00adb', 'a<U+00AD>b'],
  ['line separator', 'a\u2028b', 'a<U+2028>b'],
  ['no-break space', 'a\u00a0b', 'a<U+00A0>b'],
  ['Hangul filler', '\u3164.mp4', '<U+3164>.mp4'],
  ['tag characters', 'a\u{e0041}', 'a<U+E0041>'],
  ['half a surrogate pair', 'a\ud800b', 'a<U+D800>b'],
  ['joiner inside a family emoji stays', '👩‍👧.mp4', '👩‍👧.mp4'],
  ['non-joiner inside a Persian word stays', 'می‌خواهم.mp4', 'می‌خواهم.mp4'],
  ['joiner between Latin letters is shown', 'a\u200db', 'a<U+200D>b'],
])('%s', (_, name, shown) => {
  expect(visibleName(name)).toBe(shown);
});

test('nothing that reorders, breaks a line or cannot be seen is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
      const shown = visibleName(name).replace(/[\u200c\u200d]/g, '');
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(visibleName(visibleName(name))).toBe(visibleName(name));
    }),
  );
});
