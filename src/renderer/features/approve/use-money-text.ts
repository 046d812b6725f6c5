import { useEffect, useState } from 'react';
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
  return { text, setText, typed: readMoney(text, currency) };
}
