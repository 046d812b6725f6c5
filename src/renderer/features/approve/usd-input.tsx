import { TextInput, type TextInputProps } from '@mantine/core';
import { money, readMoney } from './money-text.ts';
import { useMoneyText } from './use-money-text.ts';

type UsdInputProps = Omit<TextInputProps, 'value' | 'max' | 'error' | 'onChange'> & {
  readonly value: number | null;
  readonly max: number;
  /** Null while what stands there is no amount, or more than may be: nobody goes on with the start of it. */
  readonly onUsd: (usd: number | null) => void;
};

/** An amount of money in USD, read and written as the reader's locale has it. */
export const UsdInput = ({ value, max, onUsd, ...props }: UsdInputProps) => {
  const { text, setText, typed } = useMoneyText(value === null ? null : Math.round(value * 100), 'USD');
  const most = max * 100;
  const isTooMuch = typed !== null && typed > most;
  return (
    <TextInput
      {...props}
      value={text}
      inputMode="decimal"
      autoComplete="off"
      error={
        typed === null
          ? 'This is no amount.'
          : isTooMuch
            ? `At most ${money(most, 'USD')} may be set.`
            : undefined
      }
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const next = readMoney(currentTarget.value, 'USD');
        onUsd(next === null || next > most ? null : next / 100);
      }}
    />
  );
};
