import { TextInput } from '@mantine/core';
import css from './approval-settings.module.css';
import { readMoney } from './money-text.ts';
import { useMoneyText } from './use-money-text.ts';

/** ISO 4217's word for none: two decimals. */
const noCurrency = 'XXX';

interface MoneyFieldProps {
  readonly label: string;
  readonly minor: number;
  readonly currency: string | undefined;
  /** Null while what stands there is no amount: the start of one is not what was meant. */
  readonly onChange: (minor: number | null) => void;
}

export const MoneyField = ({ label, minor, currency = noCurrency, onChange }: MoneyFieldProps) => {
  const { text, setText, typed } = useMoneyText(minor, currency);
  return (
    <TextInput
      aria-label={currency === noCurrency ? label : `${label}, in ${currency}`}
      className={css.money}
      value={text}
      error={typed === null ? 'This is no amount.' : undefined}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onChange(readMoney(value, currency));
      }}
    />
  );
};
