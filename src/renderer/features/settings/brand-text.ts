const MOST_NAMES = 20;
const LONGEST_NAME = 80;
const MOST_COLOURS = 6;

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export const nameList = (text: string): string[] =>
  [...new Set(parts(text))].slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME).trim());

/** Null when one of them is no colour, or there are too many. */
export function colourList(text: string): string[] | null {
  const colours = parts(text).map((part) => part.toLowerCase());
  return colours.length <= MOST_COLOURS && colours.every((colour) => /^#[0-9a-f]{6}$/.test(colour))
    ? colours
    : null;
}
