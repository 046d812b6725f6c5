import { TextInput } from '@mantine/core';
import { useEffect } from 'react';
import css from './approval-settings.module.css';
import { money, readMoney } from './money-text.ts';
import { useMoneyText } from './use-money-text.ts';

/** ISO 4217's word for none: two decimals. */
const noCurrency = 'XXX';

interface MoneyFieldProps {
  readonly label: string;
  readonly minor: number;
  readonly currency: string | undefined;
  readonly leastMinor?: number;
  /** Null while what stands there cannot be taken: the start of an amount is not what was meant. */
  readonly onChange: (minor: number | null) => void;
  /** Told whenever it turns, also where another amount takes the place of the text. */
  readonly onReadable?: (readable: boolean) => void;
}

export const MoneyField = ({
  label,
  minor,
  currency = noCurrency,
  leastMinor = 0,
  onChange,
  onReadable,
}: MoneyFieldProps) => {
  const { text, setText, typed } = useMoneyText(minor, currency);
  const taken = (typed: number | null) => (typed !== null && typed >= leastMinor ? typed : null);
  const readable = taken(typed) !== null;
  useEffect(() => onReadable?.(readable), [readable, onReadable]);
  return (
    <TextInput
      aria-label={currency === noCurrency ? label : `${label}, in ${currency}`}
      className={css.money}
      value={text}
      error={
        readable
          ? undefined
          : typed === null
            ? 'This is no amount.'
            : `At least ${money(leastMinor, currency)} may be set.`
      }
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onChange(taken(readMoney(value, currency)));
      }}
    />
  );
};
