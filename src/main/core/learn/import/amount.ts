import { minorDigits } from '../../../../contract/minor-digits.ts';

export type DecimalMark = '.' | ',';

/** Without what stands around the number: the sign of a currency or its code, and blanks and apostrophes in it. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/^[A-Z]{2,3}\b|\b[A-Z]{2,3}$/g, '')
    .replace(/[\p{Sc}\s'’]/gu, '');

/**
 * The decimal mark of a column, from the amounts that leave no doubt: those with both marks, and those in which no three
 * digits follow the only one. Null when none does, or when they contradict each other.
 */
export function decimalMarkOf(amounts: readonly string[]): DecimalMark | null {
  const found = new Set<DecimalMark>();
  for (const text of amounts) {
    const mark = plainMark(bare(text));
    if (mark) found.add(mark);
  }
  return found.size === 1 ? ([...found][0] as DecimalMark) : null;
}

function plainMark(text: string): DecimalMark | null {
  const [dot, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')];
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const mark = dot >= 0 ? '.' : ',';
  const [whole = '', fraction, more] = text.replace(/[-+()]/g, '').split(mark);
  if (fraction === undefined) return null;
  if (more !== undefined) return mark === '.' ? ',' : '.';
  return /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3 ? null : mark;
}

type Amount = { readonly minor: number; readonly rounded: boolean };

/**
 * Whole minor units, or in words why the text is no such amount. Programs that divide or convert write fractions of a cent:
 * these are rounded, half away from zero, unless the mark before them may be one of thousands.
 */
export function readAmount(
  given: string | number,
  currency: string,
  mark: DecimalMark | null,
): Amount | { readonly problem: string } {
  const digits = minorDigits(currency);
  if (typeof given === 'number') return fromNumber(given, digits);
  const text = bare(given);
  const negative = /^\(.*\)$/.test(text) || text.startsWith('-');
  const number = text.replace(/^[-+(]+|\)$/g, '');
  const plain = plainMark(text);
  const decimal = plain ?? mark;
  if (decimal === null && /[.,]/.test(number))
    return { problem: `"${given}" can be read in two ways: write the amount without thousands marks` };
  const [grouped = '', fraction = '', more] = number.split(decimal ?? '.');
  const whole = grouped.replaceAll(decimal === ',' ? '.' : ',', '');
  const isNumber = whole === grouped ? /^\d+$/.test(whole) : /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(grouped);
  if (more !== undefined || !isNumber || !/^\d*$/.test(fraction))
    return { problem: `"${given}" is no amount` };
  const rounded = fraction.replace(/0+$/, '').length > digits;
  if (rounded && plain === null) return { problem: `"${given}" has more digits than ${currency} has` };
  const minor = minorOf(whole, fraction, digits);
  if (!Number.isSafeInteger(minor)) return { problem: `"${given}" is too large` };
  return { minor: negative && minor > 0 ? -minor : minor, rounded };
}

const minorOf = (whole: string, fraction: string, digits: number): number =>
  Number(whole + fraction.slice(0, digits).padEnd(digits, '0')) + (fraction.charAt(digits) >= '5' ? 1 : 0);

/** Programs write 29.99 as a floating number; what lies that close to a minor unit is meant as that. */
function fromNumber(given: number, digits: number): Amount | { readonly problem: string } {
  const size = Math.abs(given);
  const [whole = '', fraction = ''] = (size < 1e-6 ? '0' : String(size)).split('.');
  const minor = minorOf(whole, fraction, digits);
  if (!Number.isSafeInteger(minor)) return { problem: `${given} is no amount` };
  const rounded = Math.abs(size * 10 ** digits - minor) > 1e-4;
  return { minor: given < 0 && minor > 0 ? -minor : minor, rounded };
}
