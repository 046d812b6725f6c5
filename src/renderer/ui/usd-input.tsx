import { NumberInput, type NumberInputProps } from '@mantine/core';

type UsdInputProps = Omit<NumberInputProps, 'value' | 'min' | 'decimalScale' | 'onChange'> & {
  readonly value: number;
  readonly onUsd: (usd: number) => void;
};

/** An amount of money in USD. One that is pasted with a closing zero comes as text, and counts all the same. */
export const UsdInput = ({ onUsd, ...props }: UsdInputProps) => (
  <NumberInput
    {...props}
    min={0}
    decimalScale={2}
    onChange={(value) => value !== '' && Number.isFinite(Number(value)) && onUsd(Number(value))}
  />
);
