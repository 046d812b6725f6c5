/**
 * A file name for people: what cannot be seen, or changes the order of what can, is spelled out. `ad<U+202E>gpj.exe`
 * must not read as `adexe.jpg`, and a line break must not forge a second log line. For display only: the real name
 * stays the key.
 */
export const visibleName = (name: string): string =>
  name.replace(joinedOrHidden, (match, hidden: string | undefined) =>
    hidden === undefined ? match : spell(hidden.codePointAt(0) ?? 0),
  );

/**
 * First what may stay: family emoji and Persian or Indic words need their joiners. Then, captured, what may not:
 * controls, format characters (bidi, zero width, tags), line and paragraph separators, halves of surrogate pairs, the
 * blanks that look like nothing (Hangul fillers, Braille blank) and every space but the plain one.
 */
const joinedOrHidden = new RegExp(
  [
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})',
    `(?<=${joiningScript()})[\\u200C\\u200D](?=${joiningScript()})`,
    '([\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u115F\\u1160\\u2800\\u3164\\uFFA0]|(?! )\\p{Zs})',
  ].join('|'),
  'gu',
);

function joiningScript(): string {
  const scripts =
    'Arabic Devanagari Bengali Gujarati Gurmukhi Kannada Malayalam Oriya Sinhala Tamil Telugu Khmer'.split(
      ' ',
    );
  return `[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`;
}

/** ASCII controls have pictures of their own in Unicode; the rest is written as its number. */
function spell(codePoint: number): string {
  if (codePoint < 0x20) return String.fromCodePoint(0x2400 + codePoint);
  if (codePoint === 0x7f) return '\u2421';
  return `<U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}>`;
}
