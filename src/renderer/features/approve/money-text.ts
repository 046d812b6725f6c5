import { majorText, minorDigits } from '../../../contract/minor-digits.ts';

/** 1,234.50 as columns show it; the currency stands in the header or beside it. */
export const money = (minor: number, currency: string): string => {
  const [whole = '', fraction] = majorText(Math.abs(Math.round(minor)), currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minor < 0 ? '−' : ''}${grouped}${fraction ? `.${fraction}` : ''}`;
};

/** With its sign; nothing has none. */
export const signedMoney = (minor: number, currency: string): string =>
  `${minor > 0 ? '+' : ''}${money(minor, currency)}`;

/** What a request may cost; one that moves none says so. */
export const stakeText = (minor: number, currency: string): string =>
  minor === 0 ? 'no money' : `${money(minor, currency)} ${currency}`;

/** What a person typed, in minor units; null for what is no amount. */
export function readMoney(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim().replace(/(?<=\d),(?=\d{3}(\D|$))/g, ''));
  if (!found || (found[2]?.length ?? 0) > digits) return null;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(digits, '0')}`);
}
