/** Apart from the schemas of money, so that the window can write amounts without loading any. */

/** ISO 4217's minor units where they are not two. Kept here, for what ICU says differs between its versions. */
const otherDigits: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
]);

/** Digits after the decimal mark: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  Object.hasOwn(otherDigits, currency) ? (otherDigits[currency] as number) : 2;

/**
 * The amount as a decimal number in text, exact to the last digit: 1234 EUR is "12.34". A median or a quantile may lie
 * between two minor units, and is rounded.
 */
export function majorText(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const rounded = Math.round(Math.abs(minor));
  const text = String(rounded).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${minor < 0 && rounded > 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}
