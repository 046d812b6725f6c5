import type { TextLine } from '../../contract/index.ts';

/** WCAG 2 for text of normal size; subtitle practice for the pace (X05, X06 of the catalogue). */
const LEAST_CONTRAST = 4.5;
const MOST_LETTERS_PER_S = 20;
const LEAST_S = 1;
const FEW_WORDS = 3;

/** What makes a line hard to read, in words; empty when nothing does. */
export function legibility({ text, t0, t1, contrast, chars_per_second }: TextLine): string[] {
  const isShort = t1 > t0 && t1 - t0 < LEAST_S && text.split(' ').length > FEW_WORDS;
  const isFast = (chars_per_second ?? 0) > MOST_LETTERS_PER_S;
  return [
    ...(contrast !== null && contrast < LEAST_CONTRAST ? ['low contrast'] : []),
    ...(isShort || isFast ? ['too fast to read'] : []),
  ];
}
