import { NumberInput, type NumberInputProps } from '@mantine/core';

interface BoundedNumberProps
  extends Pick<NumberInputProps, 'label' | 'aria-label' | 'className' | 'onBlur' | 'onKeyDown'> {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly fractions?: boolean;
  readonly onChange: (value: number) => void;
}

/** Tells each number that is one within its bounds; nothing else can be typed. */
export const BoundedNumber = ({ min, fractions = false, onChange, ...input }: BoundedNumberProps) => (
  <NumberInput
    {...input}
    min={min}
    allowDecimal={fractions}
    clampBehavior="strict"
    onChange={(next) => typeof next === 'number' && next >= min && onChange(next)}
  />
);
