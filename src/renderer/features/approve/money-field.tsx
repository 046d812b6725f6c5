import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import css from './approval-settings.module.css';
import { money, readMoney } from './money-text.ts';

/** ISO 4217's word for none: two decimals. */
const noCurrency = 'XXX';

interface MoneyFieldProps {
  readonly label: string;
  readonly minor: number;
  readonly currency: string | undefined;
  readonly onChange: (minor: number) => void;
}

export const MoneyField = ({ label, minor, currency = noCurrency, onChange }: MoneyFieldProps) => {
  const [text, setText] = useState(money(minor, currency));
  const read = readMoney(text, currency);
  // What was typed stays as it was typed while it says the same.
  useEffect(
    () => setText((old) => (readMoney(old, currency) === minor ? old : money(minor, currency))),
    [minor, currency],
  );
  return (
    <TextInput
      aria-label={currency === noCurrency ? label : `${label}, in ${currency}`}
      className={css.money}
      value={text}
      error={read === null ? 'This is no amount.' : undefined}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        const next = readMoney(value, currency);
        if (next !== null && next !== minor) onChange(next);
      }}
    />
  );
};
