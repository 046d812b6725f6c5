import { afterEach, expect, test } from 'vitest';
import { money, readMoney, signedMoney } from '../../../src/renderer/features/approve/money-text.ts';
import { setLocale } from '../../../src/renderer/format/locale.ts';

afterEach(() => setLocale(''));

const named = ['en-US', 'en-GB', 'de-DE', 'es-ES', 'fr-FR', 'it-IT', 'nl-NL', 'pt-BR', 'sv-SE', 'ja-JP'];
/** What a system may be set to: pairs of digits, other digits. */
const ofSystems = ['en-IN', 'hi-IN', 'bn-BD', 'ar-EG', 'fa-IR', 'ne-NP', 'de-CH', 'pl-PL'];
const locales = [...named, ...ofSystems];

test('an amount is written as its reader writes it, and read back as it is written', () => {
  for (const locale of locales) {
    setLocale(locale);
    for (const [currency, amounts] of [
      ['EUR', [0, 5, 99_999, 123_456_789, 99_999_999_999_999]],
      ['JPY', [0, 1_234, 12_345_678]],
      ['KWD', [1, 1_234, 1_234_567]],
    ] as const)
      for (const amount of amounts)
        expect(readMoney(money(amount, currency), currency), `${amount} ${currency} ${locale}`).toBe(amount);
  }
});

test('German money has a comma, and what could be thousands is never taken for a fraction', () => {
  setLocale('de-DE');
  expect([money(123_450, 'EUR'), signedMoney(-5_000, 'EUR'), signedMoney(5_000, 'EUR')]).toEqual([
    '1.234,50',
    '−50,00',
    '+50,00',
  ]);
  const read = (text: string) => readMoney(text, 'EUR');
  expect(['1.234,50', '1234,5', '1.234', '12.50', ' 7 '].map(read)).toEqual([
    123_450, 123_450, 123_400, 1_250, 700,
  ]);
  expect(['1,234', '1,234.50', '1.23.4', '12,345', 'viel', '', '-5', '1 234'].map(read)).toEqual(
    Array(8).fill(null),
  );
  expect(['1,234', '1.234'].map((text) => readMoney(text, 'KWD'))).toEqual([1_234, 1_234_000]);
});

test('so it is in English, the other way round', () => {
  setLocale('en-US');
  const read = (text: string) => readMoney(text, 'EUR');
  expect(['1,234.50', '1,234', '1234,5'].map(read)).toEqual([123_450, 123_400, 123_450]);
  expect(['1.234', '1.234,50', '0,500'].map(read)).toEqual([null, null, null]);
});
