import { minorDigits } from '../../contract/minor-digits.ts';

/** Digits after the decimal point of a currency. Throws RangeError for what is no currency code. */
export function decimalsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is no currency code.`);
  return minorDigits(currency);
}

/**
 * A decimal text in minor units, exactly; what is smaller than a minor unit is rounded half away from zero. Null where it
 * is no decimal number: a figure that cannot be read is not nothing.
 */
export function minorOf(text: string, decimals: number): number | null {
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  const minor = Number(whole + kept) + (Number(fraction[decimals] ?? 0) >= 5 ? 1 : 0);
  return Number.isSafeInteger(minor) ? (sign === '-' && minor !== 0 ? -minor : minor) : null;
}

/** Meta counts the money of these in whole units, whatever ISO 4217 says; of all others in hundredths (`meta.md` 4). */
const wholeAtMeta = ['CLP', 'COP', 'CRC', 'HUF', 'IDR', 'ISK', 'JPY', 'KRW', 'PYG', 'TWD', 'UGX', 'VND'];

/** What Meta's unit of a budget is in minor units: 1 for EUR and JPY, 100 for HUF, 10 for KWD. */
export const minorPerMetaUnit = (currency: string): number =>
  10 ** decimalsOf(currency) / (wholeAtMeta.includes(currency) ? 1 : 100);
