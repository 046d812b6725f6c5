/**
 * Text in a CSV cell that no spreadsheet takes for a formula, and that can be had back exactly (`reliability.md` X1).
 *
 * An apostrophe goes in front of text whose first visible character starts a formula (= + - @, full-width forms too), or
 * which begins with a control character that a spreadsheet drops. Text that begins with an apostrophe gets one as well,
 * so that taking one away always gives the original. The same is done after ; tab and line ends inside the text: a
 * spreadsheet set to another separator starts a new cell there, quotes or not.
 */
export const safeCell = (text: string): string =>
  text.replace(dangerousStart, "'").replace(dangerousInside, "$1'");

/** The original of a `safeCell`. */
export const restoreCell = (cell: string): string => cell.replace(/^'/, '').replace(/([;\t\r\n])'/g, '$1');

/** A reader may trim more than blanks before it looks: also controls and marks that cannot be seen. */
const trimmed = '[\\s\\p{Cc}\\p{Cf}]*';
const formula = "['=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\uff07]";

const dangerousStart = new RegExp(`^(?=${trimmed}${formula}|[\\t\\r\\n\\u0000])`, 'u');
const dangerousInside = new RegExp(`([;\\t\\r\\n])(?=${trimmed}${formula})`, 'gu');
