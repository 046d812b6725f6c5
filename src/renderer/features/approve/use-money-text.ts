import { useEffect, useState } from 'react';
import { money, readMoney } from './money-text.ts';

/** The text of an amount that a person may change. What was typed stays as it was typed while it says the same. */
export function useMoneyText(minor: number, currency: string) {
  const [text, setText] = useState(money(minor, currency));
  useEffect(
    () => setText((old) => (readMoney(old, currency) === minor ? old : money(minor, currency))),
    [minor, currency],
  );
  return { text, setText, typed: readMoney(text, currency) };
}
