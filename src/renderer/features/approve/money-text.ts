import { majorText, minorDigits } from '../../../contract/minor-digits.ts';
import { inLocale } from '../../format/locale.ts';
import { trueMinus } from '../../format/number.ts';

/** One formatter for each number of digits that money has. */
const withDigits = [0, 1, 2, 3].map((digits) =>
  inLocale(
    (locale) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        numberingSystem: 'latn',
      }),
  ),
);
const marks = inLocale((locale) => {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1_234_567.5);
  const of = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value ?? '';
  return { group: of('group'), decimal: of('decimal') };
});

/** 1,234.50 or 1.234,50, as columns show it; the currency stands in the header or beside it. */
export const money = (minor: number, currency: string): string =>
  // From its digits, not from a number that may be off in the last of them.
  trueMinus(withDigits[minorDigits(currency)]?.().format(majorText(minor, currency) as `${number}`) ?? '');

/** With its sign; nothing has none. */
export const signedMoney = (minor: number, currency: string): string =>
  `${minor > 0 ? '+' : ''}${money(minor, currency)}`;

/** What a request may cost; one that moves none says so. */
export const stakeText = (minor: number, currency: string): string =>
  minor === 0 ? 'no money' : `${money(minor, currency)} ${currency}`;

/**
 * What a person typed, in minor units; null for what is no amount. A mark between thousands has three digits behind it, or
 * pairs and then three as in India: what would be thousands elsewhere and a fraction here is an amount only where money has
 * such a fraction.
 */
export function readMoney(text: string, currency: string): number | null {
  const { group, decimal } = marks();
  const isGroup = (mark: string) => mark === group || (mark.trim() === '' && group.trim() === '');
  const plain = text
    .trim()
    .replace(/(?<=[1-9].*\d|[1-9])(\D)(?=(?:\d\d\1)*\d{3}(?:\D|$))/g, (mark) => (isGroup(mark) ? '' : mark));
  const found = /^(\d{1,12})(?:([.,])(\d+))?$/.exec(plain);
  const [, whole = '', mark, fraction = ''] = found ?? [];
  const digits = minorDigits(currency);
  if (!found || fraction.length > digits) return null;
  // One that is typed as elsewhere is taken while it cannot be mistaken.
  if (mark !== undefined && mark !== decimal && fraction.length === 3) return null;
  return Number(`${whole}${fraction.padEnd(digits, '0')}`);
}
