import { useEffect, useState } from 'react';
import { useLocale } from '../../ui/locale.ts';
import { money, readMoney } from './money-text.ts';

/**
 * The text of an amount that a person may change. What was typed stays as it was typed while it says the same, or while
 * there is no amount to show in its place.
 */
export function useMoneyText(minor: number | null, currency: string) {
  const [text, setText] = useState(minor === null ? '' : money(minor, currency));
  useEffect(() => {
    if (minor !== null) setText((old) => (readMoney(old, currency) === minor ? old : money(minor, currency)));
  }, [minor, currency]);
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another locale the same text may be no amount, or another
  useEffect(() => {
    if (minor !== null) setText(money(minor, currency));
  }, [locale]);
  return { text, setText, typed: readMoney(text, currency) };
}
